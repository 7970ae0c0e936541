import { editElements } from '#app/document/edits/edit-screen.ts'
import type { Element } from '#app/document/model/schema.ts'
import type { Box, Point } from '../geometry/box.ts'
import { type AlignEdge, planAlign } from '../geometry/plan-align.ts'
import { planDistribute } from '../geometry/plan-distribute.ts'
import { roundLength } from '../geometry/round-length.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import { nameElements } from '../state/describe-element.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { listSelected, listSelections } from './element-actions.ts'

/** One element of a screen is aligned to the screen, several to each other. */
export function alignSelection(editor: EditorController, edge: AlignEdge): void {
  shiftSelection(editor, 'Align', (boxes, canvasHeight) => planAlign(boxes, edge, canvasHeight))
}

/** Equal gaps between three and more elements of a screen. */
export function distributeSelection(editor: EditorController, axis: 'x' | 'y'): void {
  shiftSelection(editor, 'Distribute', (boxes) => planDistribute(boxes, axis))
}

function shiftSelection(
  editor: EditorController,
  verb: string,
  plan: (boxes: readonly Box[], canvasHeight: number) => readonly Point[],
): void {
  const refs = listSelections(editor)
  editor.edit(`${verb} ${nameElements(listSelected(editor))}`, (project) =>
    refs.reduce((draft, ref) => {
      const screen = draft.screensByCanvasSize[ref.canvasSizeId]?.[ref.screenId]
      if (screen === undefined) return draft
      const { widthPx, heightPx } = findCanvasPx(ref.canvasSizeId, screen.orientation)
      const boxes = ref.elementIds.flatMap((id): Element[] => {
        const element = screen.elements[id]
        return element === undefined ? [] : [element]
      })
      const shifts = plan(boxes.map(editor.measureBox), heightPx / widthPx)
      return editElements(draft, ref, (element, id) => {
        const shift = shifts[ref.elementIds.indexOf(id)]
        return shift === undefined || element.locked || (shift.x === 0 && shift.y === 0)
          ? element
          : { ...element, x: roundLength(element.x + shift.x), y: roundLength(element.y + shift.y) }
      })
    }, project),
  )
}
