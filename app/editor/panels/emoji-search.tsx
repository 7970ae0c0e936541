import { useMemo, useState } from 'react'
import { listGraphemes } from '#app/render/break-units.ts'
import { EMOJI_FAMILY } from '#app/render/fonts.ts'
import { isEmoji } from '#app/render/script-families.ts'
import { insertEmoji } from '../actions/insert-shape.ts'
import { useEditor } from '../state/use-editor.ts'
import { emojiTable } from './emoji-table.ts'
import classes from './panels.module.css'

/** Emoji of the bundled font. Any other is found by typing or pasting it. */
export function EmojiSearch() {
  const editor = useEditor()
  const [query, setQuery] = useState('')
  const found = useMemo(() => findEmoji(query), [query])
  // The list is shown in the font that draws them.
  useMemo(() => editor.fonts.need([{ family: EMOJI_FAMILY, text: '🎉' }]), [editor])
  return (
    <div className={classes.finder}>
      <input
        className={classes.finderInput}
        type="search"
        aria-label="Find an emoji"
        placeholder="Find an emoji, or paste one"
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <div className={classes.finderGrid} style={{ fontFamily: `"${EMOJI_FAMILY}"` }} data-arrows>
        {found.map(([emoji, name]) => (
          <button
            key={emoji}
            type="button"
            className={classes.finderTile}
            aria-label={name}
            title={name}
            disabled={editor.readOnly}
            onClick={() => insertEmoji(editor, emoji)}
          >
            {emoji}
          </button>
        ))}
      </div>
      {found.length === 0 && (
        <p className={classes.note} role="status">
          Nothing here is called “{query.trim()}”. Paste the emoji itself.
        </p>
      )}
    </div>
  )
}

function findEmoji(query: string): ReadonlyArray<readonly [string, string]> {
  const typed = listGraphemes(query).filter(isEmoji)
  if (typed.length > 0) return typed.map((emoji) => [emoji, emoji] as const)
  const words = query.trim().toLowerCase().split(/\s+/)
  return emojiTable.filter(([, name]) => words.every((word) => name.includes(word)))
}
