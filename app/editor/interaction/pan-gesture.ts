import type { Gesture, PointerInput } from './gesture.ts'

/** Space and drag, or the middle button: the stage scrolls along with the pointer. */
export function startPan(stage: HTMLElement, from: PointerInput): Gesture {
  const { scrollLeft, scrollTop } = stage
  stage.dataset.panning = ''
  const end = () => {
    delete stage.dataset.panning
  }
  return {
    update(input) {
      stage.scrollLeft = scrollLeft - (input.clientX - from.clientX)
      stage.scrollTop = scrollTop - (input.clientY - from.clientY)
    },
    finish: end,
    cancel: end,
  }
}
