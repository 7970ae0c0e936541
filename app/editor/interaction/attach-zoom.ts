import type { EditorController } from '../state/editor-controller.ts'

/** Safari's own event: for a trackpad's pinch, and for two fingers on a touch screen besides their touches. */
type SafariGesture = UIEvent & { scale: number; clientX: number; clientY: number }

/**
 * Zooms by Ctrl and the wheel (which trackpads also send for a pinch, except in Safari, which has `gesturechange`), and by
 * two fingers on a touch screen.
 */
export function attachZoom(stage: HTMLElement, { stageState }: EditorController): () => void {
  const controller = new AbortController()
  const { signal } = controller
  let spread: number | undefined

  stage.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      // A running drag measured the scale when it started.
      if (event.buttons !== 0) return
      const delta = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY
      stageState.zoomBy(Math.exp(-Math.max(-60, Math.min(60, delta)) * 0.01), event)
    },
    { signal, passive: false },
  )
  stage.addEventListener(
    'touchmove',
    (event) => {
      const [a, b] = event.touches
      if (a === undefined || b === undefined) return
      event.preventDefault()
      const now = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)
      const middle = { clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 }
      if (spread !== undefined && spread > 0) stageState.zoomBy(now / spread, middle)
      spread = now
    },
    { signal, passive: false },
  )
  stage.addEventListener(
    'touchend',
    () => {
      spread = undefined
    },
    { signal },
  )
  let scale = 1
  const onGesture = (type: string, run: (event: SafariGesture) => void) =>
    stage.addEventListener(
      type,
      (event) => {
        // Otherwise Safari zooms the page.
        event.preventDefault()
        run(event as SafariGesture)
      },
      { signal, passive: false },
    )
  onGesture('gesturestart', () => {
    scale = 1
  })
  onGesture('gesturechange', (event) => {
    // On a touch screen the touches have zoomed already.
    if (spread !== undefined || event.scale <= 0) return
    stageState.zoomBy(event.scale / scale, event)
    scale = event.scale
  })
  return () => controller.abort()
}
