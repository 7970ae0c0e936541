import type { ElementId } from '#app/document/model/ids.ts'
import { planMarqueeSelection } from '../geometry/plan-selection.ts'
import type { Gesture, PointerInput } from './gesture.ts'
import type { GestureStart } from './gesture-start.ts'

/** Draws a rectangle over the stage and selects, at its end, the elements it touches on the screen it began at. */
export function startMarquee(stage: HTMLElement, start: GestureStart): Gesture | undefined {
  const { editor, screen, from, unitPx, artboardRect } = start
  const node = stage.querySelector<HTMLElement>('[data-marquee]')
  if (node === null) return undefined
  const kept = from.shift ? editor.ui.get().selectedIds : []
  let at: PointerInput = from

  const rect = () => ({
    left: Math.min(from.clientX, at.clientX),
    top: Math.min(from.clientY, at.clientY),
    right: Math.max(from.clientX, at.clientX),
    bottom: Math.max(from.clientY, at.clientY),
  })

  return {
    update(input) {
      at = input
      const { left, top, right, bottom } = rect()
      node.hidden = false
      node.style.transform = `translate(${left}px, ${top}px)`
      node.style.width = `${right - left}px`
      node.style.height = `${bottom - top}px`
    },
    finish() {
      node.hidden = true
      const { left, top, right, bottom } = rect()
      const elements = Object.entries(screen.elements)
        .filter(([, element]) => element.visible && !element.locked)
        .map(([id, element]) => ({ id: id as ElementId, box: editor.measureBox(element) }))
      const marquee = {
        left: (left - artboardRect.left) / unitPx,
        top: (top - artboardRect.top) / unitPx,
        right: (right - artboardRect.left) / unitPx,
        bottom: (bottom - artboardRect.top) / unitPx,
      }
      editor.selectElements(screen.id, planMarqueeSelection(elements, marquee, kept))
    },
    cancel() {
      node.hidden = true
    },
  }
}
