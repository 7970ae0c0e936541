import { IconBold, IconHighlight, IconItalic } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { Locale } from '#app/document/model/ids.ts'
import { nameLocale } from '#app/document/model/name-locale.ts'
import type { Mark } from '#app/document/model/text-markup.ts'
import controls from '../controls/controls.module.css'
import { IconButton } from '../controls/icon-button.tsx'
import { findMarkKey, toggleMarkInField } from '../controls/toggle-mark-in-field.ts'
import { useTyping } from '../controls/use-typing.ts'

type CaptionFieldProps = {
  caption: string
  locale: Locale
  placeholder: string
  /** `before`: the text when the field was last equal to the document. */
  onCommit: (text: string, before: string | undefined) => void
}

/** Commits when the typing pauses. Remote changes of the text are shown while nobody types here. */
export function CaptionField({ caption, locale, placeholder, onCommit }: CaptionFieldProps) {
  const fieldRef = useRef<HTMLTextAreaElement>(null)
  const typing = useTyping(fieldRef, onCommit)
  const typingRef = useRef(typing)
  useEffect(() => {
    typingRef.current = typing
  })
  useEffect(() => {
    const field = fieldRef.current
    if (field === null || !typingRef.current.isAtRest()) return
    if (field.value !== caption) rewrite(field, caption)
    typingRef.current.agree(caption)
  }, [caption])

  return (
    <>
      <textarea
        ref={fieldRef}
        className={controls.textInput}
        aria-label={`Text in ${nameLocale(locale)}`}
        lang={locale}
        translate="no"
        dir="auto"
        defaultValue={caption}
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
      <fieldset className={controls.alignRow} aria-label="Marked text">
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
  { mark: 'accent', label: 'Text in the accent colour', shortcut: 'mod+shift+A', icon: IconHighlight },
]

/** The caret stays: the user may go on typing. */
function rewrite(field: HTMLTextAreaElement, text: string): void {
  const { selectionStart, selectionEnd } = field
  field.value = text
  if (document.activeElement === field) field.setSelectionRange(selectionStart, selectionEnd)
}
