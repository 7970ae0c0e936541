import { type ResetRef, resetOverrides } from '#app/document/linked/reset-overrides.ts'
import type { EditorController } from '../state/editor-controller.ts'

/** Lets overridden fields, elements or a screen follow the master again: one step of undo. */
export function resetToMaster(editor: EditorController, label: string, refs: readonly ResetRef[]): void {
  editor.editDocument(label, (document) => refs.reduce(resetOverrides, document))
}
