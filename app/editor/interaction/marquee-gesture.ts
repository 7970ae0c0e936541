import type { ElementId, ScreenId } from '#app/document/model/ids.ts'
import { type Layered, listGroupMembers, listGroupPath } from '#app/document/model/layer-tree.ts'
import { type Bounds, boundsOf, overlap } from '../geometry/box.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { planRowMarquee } from '../state/plan-selection.ts'
import type { ScreenSelection } from '../state/selection-state.ts'
import type { Gesture, PointerInput } from './gesture.ts'
import type { GestureStart } from './gesture-start.ts'

/** Draws a rectangle over the stage and selects, at its end, the elements it touches, on every screen. */
export function startMarquee(stage: HTMLElement, start: GestureStart): Gesture | undefined {
  const { editor, screen, from } = start
  const node = stage.querySelector<HTMLElement>('[data-marquee]')
  if (node === null) return undefined
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
      const plan = planRowMarquee(editor.ui.get(), listTouched(editor, rect()), {
        additive: from.shift,
        from: screen.id,
      })
      editor.selectElements(plan.screenId, plan.elementIds, plan.also)
    },
    cancel() {
      node.hidden = true
    },
  }
}

/** `marquee` in pixels of the window. */
function listTouched(editor: EditorController, marquee: Bounds): readonly ScreenSelection[] {
  const { canvasSizeId } = editor.ui.get()
  const screens = editor.session.getProject().screensByCanvasSize[canvasSizeId]
  return [...editor.stageState.screens].flatMap(([screenId, { artboard }]) => {
    const screen = screens?.[screenId]
    const { left, top, width } = artboard.getBoundingClientRect()
    if (screen === undefined) return []
    const here = {
      left: (marquee.left - left) / width,
      top: (marquee.top - top) / width,
      right: (marquee.right - left) / width,
      bottom: (marquee.bottom - top) / width,
    }
    const touched = (Object.keys(screen.elements) as ElementId[]).filter((id) => {
      const element = screen.elements[id]
      return (
        element?.visible === true && !element.locked && overlap(boundsOf(editor.measureBox(element)), here)
      )
    })
    const elementIds = [...new Set(touched.flatMap((id) => withGroup(screen, id)))]
    return elementIds.length === 0 ? [] : [{ screenId: screenId as ScreenId, elementIds }]
  })
}

/** A group is touched as a whole. */
function withGroup(screen: Layered, id: ElementId): readonly ElementId[] {
  const [outermost] = listGroupPath(screen, screen.elements[id]?.groupId)
  return outermost === undefined ? [id] : listGroupMembers(screen, outermost)
}
