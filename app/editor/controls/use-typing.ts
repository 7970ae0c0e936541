import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { placeCaret } from './place-caret.ts'

/** Delay after the last keystroke; a blur commits at once. */
const restMs = 300

/**
 * Commits a field's text when the typing pauses, with the text at the time the field and the document were last equal,
 * so that remote changes can be told from local typing. Uncommitted input of an input method is never committed: a
 * composition is one change, after it has ended. The text is also committed when the page or the field goes away
 * before. Whenever nobody types, the field follows the document's `text`: what others wrote, and what a merge made.
 */
export function useTyping(
  fieldRef: RefObject<HTMLTextAreaElement | null>,
  text: string,
  onCommit: (content: string, before: string | undefined) => void,
) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const typed = useRef<string>(undefined)
  const agreed = useRef<string>(undefined)
  const composing = useRef(false)

  const now = () => {
    clearTimeout(timer.current)
    const content = typed.current
    const before = agreed.current
    typed.current = undefined
    if (content === undefined || content === before) return
    agreed.current = content
    onCommit(content, before)
  }
  const nowRef = useRef(now)
  useEffect(() => {
    nowRef.current = now
  })
  useLayoutEffect(() => {
    agreed.current = fieldRef.current?.value
  }, [fieldRef])
  useLayoutEffect(() => {
    const field = fieldRef.current
    if (field === null || typed.current !== undefined || composing.current) return
    if (field.value !== text) rewrite(field, text)
    agreed.current = text
  }, [fieldRef, text])
  useEffect(() => {
    const flush = () => nowRef.current()
    window.addEventListener('pagehide', flush, { capture: true })
    return () => {
      window.removeEventListener('pagehide', flush, { capture: true })
      flush()
    }
  }, [])

  const later = () => {
    typed.current = fieldRef.current?.value
    clearTimeout(timer.current)
    if (!composing.current) timer.current = setTimeout(() => nowRef.current(), restMs)
  }
  return {
    now,
    handlers: {
      onInput: later,
      onCompositionStart() {
        composing.current = true
        clearTimeout(timer.current)
      },
      onCompositionEnd() {
        composing.current = false
        later()
      },
    },
  }
}

function rewrite(field: HTMLTextAreaElement, text: string): void {
  const { value, selectionStart, selectionEnd } = field
  field.value = text
  if (document.activeElement !== field) return
  field.setSelectionRange(placeCaret(selectionStart, value, text), placeCaret(selectionEnd, value, text))
}
