/**
 * While a pointer is down, Escape cancels its drag, wherever the focus is: Safari does not focus a pressed slider. The
 * event goes no further. Returns the function that ends this early.
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
