import { useEffect, useRef } from 'react'
import type { Locale } from '#app/document/model/ids.ts'
import controls from '../controls/controls.module.css'

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
    />
  )
}
