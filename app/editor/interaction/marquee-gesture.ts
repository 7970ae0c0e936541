import type { ElementId } from '#app/document/model/ids.ts'
import { planMarqueeSelection } from '../geometry/plan-selection.ts'
import type { Gesture, PointerInput } from './gesture.ts'
import type { GestureStart } from './gesture-start.ts'

/** Draws a rectangle over the stage and selects, at its end, what it touches on the screen it began at. */
export function startMarquee(stage: HTMLElement, start: GestureStart): Gesture | undefined {
  const { workbench, screen, from, unitPx, paperRect } = start
  const node = stage.querySelector<HTMLElement>('[data-marquee]')
  if (node === null) return undefined
  const kept = from.shift ? workbench.ui.get().selectedIds : []
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
        .map(([id, element]) => ({ id: id as ElementId, box: workbench.measureBox(element) }))
      const marquee = {
        left: (left - paperRect.left) / unitPx,
        top: (top - paperRect.top) / unitPx,
        right: (right - paperRect.left) / unitPx,
        bottom: (bottom - paperRect.top) / unitPx,
      }
      workbench.selectElements(screen.id, planMarqueeSelection(elements, marquee, kept))
    },
    cancel() {
      node.hidden = true
    },
  }
}
