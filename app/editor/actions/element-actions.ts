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
import type { EditorController } from '../state/editor-controller.ts'

const mint = () => crypto.randomUUID()

/** The selected elements as parameters of the edits; `undefined` when nothing is selected. */
export function findSelection({ ui }: EditorController): ElementsRef | undefined {
  const { canvasSizeId, screenId, selectedIds } = ui.get()
  return screenId === undefined || selectedIds.length === 0
    ? undefined
    : { canvasSizeId, screenId, elementIds: selectedIds }
}

export function listSelected(editor: EditorController): readonly Element[] {
  const screen = editor.findCurrentScreen()
  return editor.ui.get().selectedIds.flatMap((id) => screen?.elements[id] ?? [])
}

export function deleteSelection(editor: EditorController): void {
  const ref = findSelection(editor)
  if (ref === undefined) return
  editor.edit(`Delete ${nameElements(listSelected(editor))}`, (project) => removeElements(project, ref))
  // The box, or the inspector's button, is gone with the next render.
  requestAnimationFrame(() => returnFocus())
}

export function duplicateSelection(editor: EditorController): void {
  const ref = findSelection(editor)
  if (ref === undefined) return
  const made: ElementId[] = []
  const label = `Duplicate ${nameElements(listSelected(editor))}`
  editor.edit(label, (project) => duplicateElements(project, { ...ref, mint: () => keep(made) }))
  editor.selectElements(ref.screenId, made)
}

function keep(made: ElementId[]): ElementId {
  const id = mint() as ElementId
  made.push(id)
  return id
}

export function reorderSelection(editor: EditorController, to: ElementMove): void {
  const ref = findSelection(editor)
  const [elementId] = ref?.elementIds ?? []
  if (ref === undefined || elementId === undefined) return
  editor.edit(`Reorder ${nameElements(listSelected(editor))}`, (project) =>
    reorderElement(project, { ...ref, elementId, to }),
  )
}

export function selectAll(editor: EditorController): void {
  const screen = editor.findCurrentScreen()
  if (screen === undefined) return
  const ids = listOrdered(screen.elements)
    .filter(({ item }) => item.visible && !item.locked)
    .map(({ id }) => id)
  editor.selectElements(screen.id, ids)
}

/** Puts a new element on top of the current screen and selects it. */
export function insertElement(
  editor: EditorController,
  label: string,
  create: (order: string) => Element,
): ElementId | undefined {
  const { canvasSizeId, screenId } = editor.ui.get()
  if (screenId === undefined || editor.readOnly) return undefined
  const elementId = mint() as ElementId
  const ref = { canvasSizeId, screenId, elementId }
  editor.edit(label, (project) => {
    const screen = findScreen(project, ref)
    return screen === undefined
      ? project
      : addElement(project, { ...ref, element: create(orderOnTop(screen)) })
  })
  editor.selectElements(screenId, [elementId])
  return elementId
}

/** Changes every selected element the same way, as one change. */
export function editSelection(
  editor: EditorController,
  label: string,
  edit: (element: Element) => Element,
): void {
  const ref = findSelection(editor)
  if (ref === undefined) return
  editor.edit(label, (project) => editElements(project, ref, (element) => roundHeight(editor, element, edit)))
}

/** The same as a preview: while a slider or a number is being dragged. */
export function previewSelection(editor: EditorController, edit: (element: Element) => Element): void {
  const ref = findSelection(editor)
  if (ref === undefined) return
  editor.preview.show((project) =>
    editElements(project, ref, (element) => roundHeight(editor, element, edit)),
  )
}

/** The height of a text follows from its content and style; the stored height is the drawn one. */
function roundHeight(
  { measureBox }: EditorController,
  element: Element,
  edit: (element: Element) => Element,
): Element {
  const edited = edit(element)
  if (edited.type !== 'text' || edited === element) return edited
  const height = roundLength(measureBox(edited).height)
  return height === edited.height ? edited : { ...edited, height }
}
