import { IconBold, IconHighlight, IconItalic } from '@tabler/icons-react'
import { useRef } from 'react'
import type { Locale } from '#app/document/model/ids.ts'
import { nameLocale } from '#app/document/model/name-locale.ts'
import controls from '../controls/controls.module.css'
import { IconButton } from '../controls/icon-button.tsx'
import { findMarkKey, markKeys, toggleMarkInField } from '../controls/toggle-mark-in-field.ts'
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
  const typing = useTyping(fieldRef, caption, onCommit)

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
        {markKeys.map(({ command: mark, label, keys: [shortcut] }) => {
          const Icon = markIcons[mark]
          return (
            <IconButton
              key={mark}
              label={label}
              shortcut={shortcut}
              onClick={() => fieldRef.current !== null && toggleMarkInField(fieldRef.current, mark)}
            >
              <Icon size={17} stroke={1.5} />
            </IconButton>
          )
        })}
      </fieldset>
    </>
  )
}

const markIcons = { bold: IconBold, italic: IconItalic, accent: IconHighlight } as const
