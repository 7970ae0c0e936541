import { applyPreflightFix } from '#app/export/apply-preflight-fix.ts'
import type { PreflightItem, PreflightPlace } from '#app/export/preflight-item.ts'
import { addSize } from '../actions/size-actions.ts'
import type { EditorController } from '../state/editor-controller.ts'

/** Selects what a finding is about, in its size and language. */
export function showPlace(editor: EditorController, place: PreflightPlace): void {
  const { canvasSizeId, screenId, elementId, locale } = place
  editor.selectSize(canvasSizeId)
  if (locale !== undefined) editor.selectLocale(locale)
  if (screenId === undefined) return
  if (elementId === undefined) editor.selectScreen(screenId)
  else editor.selectElements(screenId, [elementId])
}

/** One step of undo. */
export function performFix(editor: EditorController, { fix, at }: PreflightItem): void {
  if (fix === undefined) return
  if (fix.kind === 'add-size') {
    addSize(editor, fix.canvasSizeId)
    return
  }
  editor.edit(fix.label, (project) =>
    applyPreflightFix(project, fix, {
      at,
      locale: editor.ui.get().locale,
      mint: () => crypto.randomUUID(),
      measureHeight: (text) => editor.measureBox(text).height,
    }),
  )
}
