/** Tracks whether a pointer is down: then something is being dragged, and commands wait. */
export interface PointerTracker {
  isHeld(): boolean
  close(): void
}

export function trackPointers(): PointerTracker {
  const held = new Set<number>()
  const controller = new AbortController()
  const options = { signal: controller.signal, capture: true }
  window.addEventListener('pointerdown', ({ pointerId }) => held.add(pointerId), options)
  const release = ({ pointerId }: PointerEvent) => held.delete(pointerId)
  window.addEventListener('pointerup', release, options)
  window.addEventListener('pointercancel', release, options)
  // A release outside the window may never be reported.
  window.addEventListener('pointermove', (event) => event.buttons === 0 && release(event), options)
  window.addEventListener('blur', () => held.clear(), options)
  return { isHeld: () => held.size > 0, close: () => controller.abort() }
}
