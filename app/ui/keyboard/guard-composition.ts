/**
 * Stops the keys of an input method from reaching any handler of the app: Enter that takes a candidate, Escape that
 * drops one, the arrows that choose. Registered before anything else on the window, so no field has to check by itself.
 */
export function guardComposition(target: Pick<Window, 'addEventListener'>): void {
  const keep = (event: KeyboardEvent) => {
    if (!isComposing(event)) return
    event.stopImmediatePropagation()
    // The browser empties a search field on Escape, even when the event was stopped.
    const isSearch = event.target instanceof HTMLInputElement && event.target.type === 'search'
    if (isSearch && event.key === 'Escape') event.preventDefault()
  }
  target.addEventListener('keydown', keep, { capture: true })
}

/**
 * `true` while an input method is composing. Safari ends the composition before it reports the key that ended it, and
 * marks that key only by the code 229 (https://bugs.webkit.org/show_bug.cgi?id=165004).
 */
export function isComposing({
  isComposing: composing,
  keyCode,
}: {
  isComposing: boolean
  keyCode: number
}): boolean {
  return composing || keyCode === 229
}
