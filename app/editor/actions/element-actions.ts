import { addElement, orderOnTop, removeElements } from '#app/document/edits/add-element.ts'
import { duplicateElements } from '#app/document/edits/duplicate-elements.ts'
import { type ElementsRef, editElements, findScreen } from '#app/document/edits/edit-screen.ts'
import { type ElementMove, reorderElement } from '#app/document/edits/reorder-element.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element } from '#app/document/model/schema.ts'
import { returnFocus } from '#app/ui/use-return-focus.ts'
import { roundLength } from '../geometry/round-length.ts'
import { nameElements } from '../state/describe-element.ts'
import type { Workbench } from '../state/editor-controller.ts'

const mint = () => crypto.randomUUID()

/** The selected elements as the edits address them; `undefined` when nothing is selected. */
export function findSelection({ ui }: Workbench): ElementsRef | undefined {
  const { canvasSizeId, screenId, selectedIds } = ui.get()
  return screenId === undefined || selectedIds.length === 0
    ? undefined
    : { canvasSizeId, screenId, elementIds: selectedIds }
}

export function listSelected(workbench: Workbench): readonly Element[] {
  const screen = workbench.findCurrentScreen()
  return workbench.ui.get().selectedIds.flatMap((id) => screen?.elements[id] ?? [])
}

export function deleteSelection(workbench: Workbench): void {
  const ref = findSelection(workbench)
  if (ref === undefined) return
  workbench.edit(`Delete ${nameElements(listSelected(workbench))}`, (project) => removeElements(project, ref))
  // The box, or the inspector's button, is gone with the next render.
  requestAnimationFrame(() => returnFocus())
}

export function duplicateSelection(workbench: Workbench): void {
  const ref = findSelection(workbench)
  if (ref === undefined) return
  const made: ElementId[] = []
  const label = `Duplicate ${nameElements(listSelected(workbench))}`
  workbench.edit(label, (project) => duplicateElements(project, { ...ref, mint: () => keep(made) }))
  workbench.selectElements(ref.screenId, made)
}

function keep(made: ElementId[]): ElementId {
  const id = mint() as ElementId
  made.push(id)
  return id
}

export function reorderSelection(workbench: Workbench, to: ElementMove): void {
  const ref = findSelection(workbench)
  const [elementId] = ref?.elementIds ?? []
  if (ref === undefined || elementId === undefined) return
  workbench.edit(`Reorder ${nameElements(listSelected(workbench))}`, (project) =>
    reorderElement(project, { ...ref, elementId, to }),
  )
}

export function selectAll(workbench: Workbench): void {
  const screen = workbench.findCurrentScreen()
  if (screen === undefined) return
  const ids = listOrdered(screen.elements)
    .filter(({ item }) => item.visible && !item.locked)
    .map(({ id }) => id)
  workbench.selectElements(screen.id, ids)
}

/** Puts a new element on top of the current screen and selects it. */
export function insertElement(
  workbench: Workbench,
  label: string,
  create: (order: string) => Element,
): ElementId | undefined {
  const { canvasSizeId, screenId } = workbench.ui.get()
  if (screenId === undefined || workbench.readOnly) return undefined
  const elementId = mint() as ElementId
  const ref = { canvasSizeId, screenId, elementId }
  workbench.edit(label, (project) => {
    const screen = findScreen(project, ref)
    return screen === undefined
      ? project
      : addElement(project, { ...ref, element: create(orderOnTop(screen)) })
  })
  workbench.selectElements(screenId, [elementId])
  return elementId
}

/** Changes every selected element the same way, as one change. */
export function editSelection(
  workbench: Workbench,
  label: string,
  edit: (element: Element) => Element,
): void {
  const ref = findSelection(workbench)
  if (ref === undefined) return
  workbench.edit(label, (project) =>
    editElements(project, ref, (element) => settleHeight(workbench, element, edit)),
  )
}

/** The same, only shown: while a slider or a number is being dragged. */
export function previewSelection(workbench: Workbench, edit: (element: Element) => Element): void {
  const ref = findSelection(workbench)
  if (ref === undefined) return
  workbench.preview.show((project) =>
    editElements(project, ref, (element) => settleHeight(workbench, element, edit)),
  )
}

/** The height of a text follows from its words and style: what is stored is what is drawn. */
function settleHeight(
  { measureBox }: Workbench,
  element: Element,
  edit: (element: Element) => Element,
): Element {
  const edited = edit(element)
  if (edited.type !== 'text' || edited === element) return edited
  const height = roundLength(measureBox(edited).height)
  return height === edited.height ? edited : { ...edited, height }
}
