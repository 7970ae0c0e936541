import type { Point } from '../geometry/box.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { startPinch } from './transform-gesture.ts'

/** Two fingers on a selected element scale, turn and move the selection; elsewhere they zoom the stage. */
export function attachPinch(
  stage: HTMLElement,
  editor: EditorController,
  /** Ends the drag that the first finger may have started. */
  cancelPress: () => void,
): () => void {
  const controller = new AbortController()
  // Before the zoom's own listeners, which must not see these touches.
  const options = { signal: controller.signal, passive: false, capture: true }
  let pinch: ReturnType<typeof startPinch>
  let frame = 0
  let latest: readonly [Point, Point] | undefined
  const stop = (end: 'finish' | 'cancel') => {
    cancelAnimationFrame(frame)
    frame = 0
    if (end === 'finish' && latest !== undefined) pinch?.update(latest)
    latest = undefined
    const ending = pinch
    pinch = undefined
    delete stage.dataset.dragging
    ending?.[end]()
  }
  stage.addEventListener(
    'touchstart',
    (event) => {
      const fingers = readFingers(event)
      if (pinch !== undefined || editor.readOnly || fingers === undefined || !isOnSelection(event)) return
      event.preventDefault()
      cancelPress()
      pinch = startPinch(editor, fingers)
      if (pinch !== undefined) stage.dataset.dragging = ''
    },
    options,
  )
  stage.addEventListener(
    'touchmove',
    (event) => {
      if (pinch === undefined) return
      event.preventDefault()
      event.stopPropagation()
      latest = readFingers(event) ?? latest
      if (frame !== 0) return
      frame = requestAnimationFrame(() => {
        frame = 0
        if (latest !== undefined) pinch?.update(latest)
      })
    },
    options,
  )
  stage.addEventListener('touchend', () => pinch !== undefined && stop('finish'), options)
  stage.addEventListener('touchcancel', () => pinch !== undefined && stop('cancel'), options)
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape' && pinch !== undefined) stop('cancel')
    },
    { signal: controller.signal, capture: true },
  )
  return () => {
    if (pinch !== undefined) stop('cancel')
    controller.abort()
  }
}

function readFingers({ touches }: TouchEvent): readonly [Point, Point] | undefined {
  const [a, b] = touches
  if (a === undefined || b === undefined || touches.length !== 2) return undefined
  return [
    { x: a.clientX, y: a.clientY },
    { x: b.clientX, y: b.clientY },
  ]
}

/** One of the fingers went down on a selected element: the other may be beside a small one. */
function isOnSelection({ touches }: TouchEvent): boolean {
  return [...touches].some(
    ({ target }) => target instanceof Element && target.closest('[data-element-id][aria-pressed="true"]'),
  )
}
