import { useEffect, useRef } from 'react'

/**
 * For a dialog that is mounted while it is open: on unmount the focus returns to the element that had it. If that is
 * gone too, to the page's `[data-focus-home]`, never to its top.
 */
export function useReturnFocus(): void {
  const before = useRef<Element | null | undefined>(undefined)
  if (before.current === undefined && typeof document !== 'undefined') before.current = document.activeElement
  useEffect(() => {
    const opener = before.current
    return () => {
      // The dialog's own focus trap releases in the same turn.
      requestAnimationFrame(() => returnFocus(opener))
    }
  }, [])
}

/** After the focused element was removed. An element that has been focused since keeps the focus. */
export function returnFocus(to?: Element | null): void {
  const { activeElement, body } = document
  if (activeElement !== null && activeElement !== body) return
  const isThere = to instanceof HTMLElement && to !== body && to.isConnected
  const home = isThere ? to : document.querySelector<HTMLElement>('[data-focus-home]')
  home?.focus({ preventScroll: true })
}
