import { addElement, orderOnTop, removeElements } from '#app/document/edits/add-element.ts'
import { duplicateElements } from '#app/document/edits/duplicate-elements.ts'
import { type ElementsRef, editElements, findScreen } from '#app/document/edits/edit-screen.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Project } from '#app/document/model/schema.ts'
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

/** The same for all screens: one entry for each that has selected elements, the current one first. */
export function listSelections(editor: EditorController): readonly ElementsRef[] {
  const { canvasSizeId, alsoSelected } = editor.ui.get()
  const own = findSelection(editor)
  return [
    ...(own === undefined ? [] : [own]),
    ...alsoSelected.map((selection) => ({ canvasSizeId, ...selection })),
  ]
}

/** Of all screens. */
export function listSelected(editor: EditorController): readonly Element[] {
  const project = editor.session.getProject()
  return listSelections(editor).flatMap((ref) => {
    const elements = findScreen(project, ref)?.elements
    return ref.elementIds.flatMap((id) => elements?.[id] ?? [])
  })
}

export function deleteSelection(editor: EditorController): void {
  const refs = listSelections(editor)
  if (refs.length === 0) return
  editor.edit(`Delete ${nameElements(listSelected(editor))}`, (project) =>
    refs.reduce(removeElements, project),
  )
  // The box, or the inspector's button, is gone with the next render.
  requestAnimationFrame(() => returnFocus())
}

export function duplicateSelection(editor: EditorController): void {
  const [own, ...others] = listSelections(editor).map((ref) => ({ ref, made: [] as ElementId[] }))
  if (own === undefined) return
  const label = `Duplicate ${nameElements(listSelected(editor))}`
  editor.edit(label, (project) =>
    [own, ...others].reduce(
      (draft, { ref, made }) =>
        duplicateElements(draft, { ...ref, mint, onCopy: (id) => void made.push(id) }),
      project,
    ),
  )
  editor.selectElements(
    own.ref.screenId,
    own.made,
    others.map(({ ref, made }) => ({ screenId: ref.screenId, elementIds: made })),
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
  const refs = listSelections(editor)
  if (refs.length === 0) return
  editor.edit(label, (project) => editRefs(editor, project, { refs, edit }))
}

/** A project with every selected element changed; for an edit that changes more than these. */
export function editSelectionOf(
  editor: EditorController,
  project: Project,
  edit: (element: Element) => Element,
): Project {
  return editRefs(editor, project, { refs: listSelections(editor), edit })
}

/** The same as a preview: while a slider or a number is being dragged. */
export function previewSelection(editor: EditorController, edit: (element: Element) => Element): void {
  const refs = listSelections(editor)
  if (refs.length === 0) return
  editor.preview.show((project) => editRefs(editor, project, { refs, edit }))
}

function editRefs(
  editor: EditorController,
  project: Project,
  { refs, edit }: { refs: readonly ElementsRef[]; edit: (element: Element) => Element },
): Project {
  return refs.reduce(
    (draft, ref) => editElements(draft, ref, (element) => roundHeight(editor, element, edit)),
    project,
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
