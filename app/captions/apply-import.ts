import { addLocale } from '#app/document/edits/add-locale.ts'
import { setCaption } from '#app/document/edits/set-content.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { ImportPlan } from './plan-import.ts'

/** The project with the plan's texts and languages: one edit, so one step of undo. */
export function applyImport(project: Project, plan: Pick<ImportPlan, 'texts' | 'addedLocales'>): Project {
  let edited = plan.addedLocales.reduce(addLocale, project)
  for (const { caption, locale, after } of plan.texts) {
    const { canvasSizeId, screenId, elementId } = caption
    edited = setCaption(edited, { canvasSizeId, screenId, elementId, locale, content: after })
  }
  return edited
}
