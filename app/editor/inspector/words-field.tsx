import { IconBold, IconHighlight, IconItalic } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { Locale } from '#app/document/model/ids.ts'
import type { Mark } from '#app/document/model/text-markup.ts'
import controls from '../controls/controls.module.css'
import { IconButton } from '../controls/icon-button.tsx'
import { findMarkKey, toggleMarkInField } from '../controls/toggle-mark-in-field.ts'
import { useTyping } from '../controls/use-typing.ts'

type CaptionFieldProps = {
  words: string
  locale: Locale
  placeholder: string
  /** `before`: what the field held when it was last equal to the document. */
  onCommit: (words: string, before: string | undefined) => void
}

/** Commits when the typing pauses. Words that change elsewhere come in while nothing is being typed here. */
export function CaptionField({ words, locale, placeholder, onCommit }: CaptionFieldProps) {
  const fieldRef = useRef<HTMLTextAreaElement>(null)
  const typing = useTyping(fieldRef, onCommit)
  const typingRef = useRef(typing)
  useEffect(() => {
    typingRef.current = typing
  })
  useEffect(() => {
    const field = fieldRef.current
    if (field === null || !typingRef.current.isAtRest()) return
    if (field.value !== words) rewrite(field, words)
    typingRef.current.agree(words)
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
        {...typing.handlers}
        onBlur={typing.now}
        onKeyDown={(event) => {
          const mark = findMarkKey(event)
          if (mark === undefined) return
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

/** The caret stays where it was: somebody may be about to type on. */
function rewrite(field: HTMLTextAreaElement, words: string): void {
  const { selectionStart, selectionEnd } = field
  field.value = words
  if (document.activeElement === field) field.setSelectionRange(selectionStart, selectionEnd)
}
