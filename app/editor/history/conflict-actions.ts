import { cutLabel } from '#app/document/changes/change.ts'
import { findScreen } from '#app/document/edits/edit-screen.ts'
import type { CanvasSizeId, ElementId, ScreenId } from '#app/document/model/ids.ts'
import type { Side } from '../ports/conflicts.ts'
import type { EditorController } from '../state/editor-controller.ts'
import type { ConflictItem } from './plan-items.ts'
import { takeBoth, takeLost } from './plan-resolution.ts'

/** The label of the change; `undefined`: that side is in the project already. */
export function keepSide(editor: EditorController, item: ConflictItem, side: Side): string | undefined {
  if (side === item.kept) return undefined
  const label = cutLabel(`Keep ${side === 'mine' ? 'this' : 'the other'} device’s ${item.place}`)
  editor.editDocument(label, (project) => takeLost(project, item.entries))
  return label
}

export function keepBoth(editor: EditorController, item: ConflictItem): string {
  const label = cutLabel(`Keep both: ${item.place}`)
  editor.editDocument(label, (project) => takeBoth(project, item.entries, () => crypto.randomUUID()))
  return label
}

/** Selects the elements of the conflict, if they still exist. */
export function showPlace(editor: EditorController, { entries }: ConflictItem): void {
  const [root, canvasSizeId, screenId, ...inside] = entries[0]?.path ?? []
  const [field, elementId] = inside[0] === 'overrides' ? inside.slice(1) : inside
  if (root !== 'screensByCanvasSize' || canvasSizeId === undefined || screenId === undefined) return
  const ref = { canvasSizeId: canvasSizeId as CanvasSizeId, screenId: screenId as ScreenId }
  const screen = findScreen(editor.session.getProject(), ref)
  if (screen === undefined) return
  editor.selectSize(ref.canvasSizeId)
  const id = elementId as ElementId | undefined
  if (field === 'elements' && id !== undefined && screen.elements[id] !== undefined) {
    editor.selectElements(ref.screenId, [id])
  } else editor.selectScreen(ref.screenId)
}
