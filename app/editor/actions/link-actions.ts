import { planLink } from '#app/document/linked/link-size.ts'
import { unlinkSize } from '#app/document/linked/unlink-size.ts'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { editWithUndoToast } from './edit-with-undo-toast.tsx'
import { nameSize } from './name-size.ts'

/** Makes the screens of a linked size its own; a toast offers to undo it. */
export function unlink(editor: EditorController, canvasSizeId: CanvasSizeId): void {
  const name = nameSize(canvasSizeId)
  editWithUndoToast(editor, {
    label: `Unlink ${name}`,
    text: `${name} is a copy now: it follows no other size`,
    edit: (document) => unlinkSize(document, { canvasSizeId, mint: () => crypto.randomUUID() }).project,
    onUndone: () => undefined,
  })
}

/** Makes a size with its own screens follow the master; a toast offers to undo it. */
export function linkTo(
  editor: EditorController,
  { canvasSizeId, master }: { canvasSizeId: CanvasSizeId; master: CanvasSizeId },
): void {
  const name = nameSize(canvasSizeId)
  editWithUndoToast(editor, {
    label: `Link ${name}`,
    text: `${name} follows ${nameSize(master)} now`,
    edit: (document) => planLink(document, { canvasSizeId, master }).project,
    onUndone: () => undefined,
  })
}
