import { setCaption } from '#app/document/edits/set-content.ts'
import { orderBetween } from '#app/document/model/order-key.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { ImportPlan } from './plan-import.ts'

/** The project with the plan's texts and languages: one edit, so one step of undo. */
export function applyImport(project: Project, plan: Pick<ImportPlan, 'texts' | 'addedLocales'>): Project {
  let edited = project
  for (const locale of plan.addedLocales) {
    if (edited.locales?.[locale] !== undefined) continue
    const order = orderBetween(listOrdered(edited.locales).at(-1)?.item.order, undefined)
    edited = { ...edited, locales: { ...edited.locales, [locale]: { order } } }
  }
  for (const { caption, locale, after } of plan.texts) {
    const { canvasSizeId, screenId, elementId } = caption
    edited = setCaption(edited, { canvasSizeId, screenId, elementId, locale, content: after })
  }
  return edited
}
