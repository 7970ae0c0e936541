import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

/** After the last keystroke; also at once when the field is left. */
const restMs = 300

/**
 * Commits a field's text when the typing pauses, with what the field held when it and the document last agreed, so that
 * what others type meanwhile can be told from what is typed here. Half-composed letters of an input method are never
 * committed: a composition is one change, after it has ended. Nothing is lost when the page or the field goes away before.
 */
export function useTyping(
  fieldRef: RefObject<HTMLTextAreaElement | null>,
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
    /** `false` while the field holds what the document does not know yet. */
    isAtRest: () => typed.current === undefined && !composing.current,
    /** The field was given this from outside. */
    agree(content: string) {
      agreed.current = content
    },
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
