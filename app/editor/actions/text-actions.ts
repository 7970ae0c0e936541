import { setCaption } from '#app/document/edits/set-content.ts'
import { updateElement } from '#app/document/edits/update-element.ts'
import type { ElementId, ScreenId } from '#app/document/ids.ts'
import type { Project } from '#app/document/schema.ts'
import { roundLength } from '../overlay/gesture-start.ts'
import type { Workbench } from '../workbench/workbench.ts'

/** The words of a text in the language shown, and the height that follows from them, as one change. */
export function commitWords(
  workbench: Workbench,
  { screenId, elementId, content }: { screenId: ScreenId; elementId: ElementId; content: string },
): void {
  const { canvasSizeId, locale } = workbench.ui.get()
  const ref = { canvasSizeId, screenId, elementId }
  const find = (project: Project) =>
    project.screensByCanvasSize[canvasSizeId]?.[screenId]?.elements[elementId]
  const name = find(workbench.session.getProject())?.name || 'text'
  workbench.edit(`Type in ${name}`, (project) => {
    const typed = setCaption(project, { ...ref, locale, content })
    const element = find(typed)
    if (typed === project || element === undefined) return project
    const height = roundLength(workbench.measureBox(element).height)
    return height === element.height ? typed : updateElement(typed, { ...ref, patch: { height } })
  })
}
