import { applyStyle } from '#app/document/edits/element-style.ts'
import type { Element } from '#app/document/model/schema.ts'
import { nameElements } from '../state/describe-element.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { editSelection, listSelected } from './element-actions.ts'

/** The element whose style was copied; kept for the visit, in every project. */
let copied: Element | undefined

export const hasCopiedStyle = (): boolean => copied !== undefined

export function copyStyle(editor: EditorController): void {
  copied = listSelected(editor)[0] ?? copied
}

export function pasteStyle(editor: EditorController): void {
  const model = copied
  if (model === undefined) return
  if (model.type === 'text') editor.fonts.need([model.style])
  editSelection(editor, `Paste style to ${nameElements(listSelected(editor))}`, (element) =>
    element.locked ? element : applyStyle(element, model),
  )
}
