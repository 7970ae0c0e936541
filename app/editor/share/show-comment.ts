import type { EditorComment } from '../ports/reviews.ts'
import type { EditorController } from '../state/editor-controller.ts'

/** Brings the stage to the screen of a comment, in its size and language; what is deleted stays where it was. */
export function showComment(editor: EditorController, comment: EditorComment): void {
  const { canvasSizeId, locale, screenId } = comment
  const { screensByCanvasSize, locales } = editor.session.getProject()
  const screens = screensByCanvasSize[canvasSizeId]
  if (screens === undefined) return
  editor.selectSize(canvasSizeId)
  if (locales?.[locale] !== undefined) editor.selectLocale(locale)
  if (screenId === undefined || screens[screenId] === undefined) return
  editor.selectScreen(screenId)
  editor.stageState.reveal(screenId)
}
