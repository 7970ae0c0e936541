/**
 * While a pointer is held, Escape puts back what it drags, wherever the focus is: Safari gives none to a slider that is
 * pressed. Nothing else hears that Escape. Returns how to end it early.
 */
export function escapeUntilRelease(pointerId: number, putBack: () => void): () => void {
  const controller = new AbortController()
  const { signal } = controller
  const end = () => controller.abort()
  const onRelease = (event: PointerEvent) => {
    if (event.pointerId === pointerId) end()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopImmediatePropagation()
    end()
    putBack()
  }
  window.addEventListener('keydown', onKeyDown, { signal, capture: true })
  window.addEventListener('pointerup', onRelease, { signal, capture: true })
  window.addEventListener('pointercancel', onRelease, { signal, capture: true })
  window.addEventListener('blur', end, { signal })
  return end
}
