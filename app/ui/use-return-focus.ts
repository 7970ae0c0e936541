import { useEffect, useRef } from 'react'

/**
 * For a dialog that is mounted while it is open: when it goes, the focus goes back to where it was. Where that is gone too,
 * to what stands for the page (`[data-focus-home]`), never to its top.
 */
export function useReturnFocus(): void {
  const before = useRef<Element | null | undefined>(undefined)
  if (before.current === undefined && typeof document !== 'undefined') before.current = document.activeElement
  useEffect(() => {
    const opener = before.current
    return () => {
      // The dialog's own trap lets go in the same turn.
      requestAnimationFrame(() => returnFocus(opener))
    }
  }, [])
}

/** After something with the focus was taken away. What has taken the focus since keeps it. */
export function returnFocus(to?: Element | null): void {
  const { activeElement, body } = document
  if (activeElement !== null && activeElement !== body) return
  const isThere = to instanceof HTMLElement && to !== body && to.isConnected
  const home = isThere ? to : document.querySelector<HTMLElement>('[data-focus-home]')
  home?.focus({ preventScroll: true })
}
