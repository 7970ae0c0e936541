import { IconBold, IconHighlight, IconItalic } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { Locale } from '#app/document/model/ids.ts'
import type { Mark } from '#app/document/model/text-markup.ts'
import controls from '../controls/controls.module.css'
import { IconButton } from '../controls/icon-button.tsx'
import { findMarkKey, toggleMarkInField } from '../controls/toggle-mark-in-field.ts'

/** After the last keystroke; also at once when the field is left. */
const restMs = 300

type WordsFieldProps = {
  words: string
  locale: Locale
  placeholder: string
  onCommit: (words: string) => void
}

/** Commits when the typing pauses. Words that change elsewhere come in while nothing is being typed here. */
export function WordsField({ words, locale, placeholder, onCommit }: WordsFieldProps) {
  const fieldRef = useRef<HTMLTextAreaElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const typed = useRef<string>(undefined)
  const commit = () => {
    clearTimeout(timer.current)
    const content = typed.current
    typed.current = undefined
    if (content !== undefined && content !== words) onCommit(content)
  }
  const commitRef = useRef(commit)
  useEffect(() => {
    commitRef.current = commit
  })
  useEffect(() => () => commitRef.current(), [])
  useEffect(() => {
    const field = fieldRef.current
    if (field !== null && typed.current === undefined && field.value !== words) field.value = words
  }, [words])

  return (
    <>
      <textarea
        ref={fieldRef}
        className={controls.textInput}
        aria-label={`Words (${locale})`}
        lang={locale}
        dir="auto"
        defaultValue={words}
        placeholder={placeholder}
        onInput={(event) => {
          typed.current = event.currentTarget.value
          clearTimeout(timer.current)
          timer.current = setTimeout(() => commitRef.current(), restMs)
        }}
        onBlur={commit}
        onKeyDown={(event) => {
          const mark = findMarkKey(event)
          if (mark === undefined || event.nativeEvent.isComposing) return
          event.preventDefault()
          event.stopPropagation()
          toggleMarkInField(event.currentTarget, mark)
        }}
      />
      <fieldset className={controls.alignRow} aria-label="Marked words">
        {marks.map(({ mark, label, shortcut, icon: Icon }) => (
          <IconButton
            key={mark}
            label={label}
            shortcut={shortcut}
            onClick={() => fieldRef.current !== null && toggleMarkInField(fieldRef.current, mark)}
          >
            <Icon size={17} stroke={1.5} />
          </IconButton>
        ))}
      </fieldset>
    </>
  )
}

const marks: ReadonlyArray<{ mark: Mark; label: string; shortcut: string; icon: typeof IconBold }> = [
  { mark: 'bold', label: 'Bold words', shortcut: 'mod+B', icon: IconBold },
  { mark: 'italic', label: 'Italic words', shortcut: 'mod+I', icon: IconItalic },
  { mark: 'accent', label: 'Words in the accent colour', shortcut: 'mod+shift+A', icon: IconHighlight },
]
