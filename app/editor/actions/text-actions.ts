import { mergeTyped } from '#app/document/changes/merge-text.ts'
import { setCaption } from '#app/document/edits/set-content.ts'
import { updateElement } from '#app/document/edits/update-element.ts'
import type { CanvasSizeId, ElementId, Locale, ScreenId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { roundLength } from '../geometry/round-length.ts'
import type { EditorController } from '../state/editor-controller.ts'

type TypedText = {
  canvasSizeId: CanvasSizeId
  screenId: ScreenId
  elementId: ElementId
  /** The language the field was opened in: the view may show another by the time the text is committed. */
  locale: Locale
  content: string
  before?: string | undefined
}

/**
 * Sets a text in one language, and the height that follows from it, as one change. Changes by others since the field
 * was filled with `before` are merged, and no word of theirs is lost [F13].
 */
export function commitText(
  editor: EditorController,
  { canvasSizeId, screenId, elementId, locale, content, before }: TypedText,
): void {
  const ref = { canvasSizeId, screenId, elementId }
  const find = (project: Project) =>
    project.screensByCanvasSize[canvasSizeId]?.[screenId]?.elements[elementId]
  const name = find(editor.session.getProject())?.name || 'text'
  editor.edit(`Type in ${name}`, (project) => {
    const now = find(project)
    const theirs = now?.type === 'text' ? now.contentByLocale[locale] : before
    const typed = setCaption(project, { ...ref, locale, content: mergeTyped(before, theirs, content) })
    const element = find(typed)
    if (typed === project || element === undefined) return project
    const height = roundLength(editor.measureBox(element).height)
    return height === element.height ? typed : updateElement(typed, { ...ref, patch: { height } })
  })
}
