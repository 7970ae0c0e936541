import { addElement, orderOnTop } from '#app/document/edits/add-element.ts'
import { findScreen } from '#app/document/edits/edit-screen.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import type { Element } from '#app/document/model/schema.ts'
import { nameElements } from '../state/describe-element.ts'
import type { Workbench } from '../state/editor-controller.ts'
import { listSelected } from './element-actions.ts'

/** Copied elements stay inside the app: the system's clipboard keeps what other programs put there. */
let copied: { elements: readonly Element[]; screenId: string | undefined } = {
  elements: [],
  screenId: undefined,
}

/** Beside the original when pasted where it came from. Fraction of the canvas width. */
const besides = 0.03

export function copySelection(workbench: Workbench): void {
  const elements = listSelected(workbench)
  if (elements.length > 0) copied = { elements, screenId: workbench.ui.get().screenId }
}

export function hasCopiedElements(): boolean {
  return copied.elements.length > 0
}

export function pasteElements(workbench: Workbench): void {
  const { canvasSizeId, screenId } = workbench.ui.get()
  if (screenId === undefined || copied.elements.length === 0) return
  const ref = { canvasSizeId, screenId }
  const shift = copied.screenId === screenId ? besides : 0
  const made: ElementId[] = []
  workbench.edit(`Paste ${nameElements(copied.elements)}`, (project) =>
    copied.elements.reduce((draft, element) => {
      const screen = findScreen(draft, ref)
      if (screen === undefined) return draft
      const elementId = crypto.randomUUID() as ElementId
      made.push(elementId)
      const pasted = { ...element, order: orderOnTop(screen), x: element.x + shift, y: element.y + shift }
      return addElement(draft, { ...ref, elementId, element: pasted })
    }, project),
  )
  workbench.selectElements(screenId, made)
}
