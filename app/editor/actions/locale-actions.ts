import type { Locale } from '#app/document/model/ids.ts'
import { listOrdered, orderBetween } from '#app/document/model/ordered.ts'
import type { Workbench } from '../state/editor-controller.ts'

/** A new language shows the first one's words and captures until it has its own. */
export function addLocale(workbench: Workbench, locale: Locale): void {
  workbench.edit(`Add ${nameLocale(locale)}`, (project) => {
    if (project.locales?.[locale] !== undefined) return project
    const last = listOrdered(project.locales).at(-1)
    const order = orderBetween(last?.item.order, undefined)
    return { ...project, locales: { ...project.locales, [locale]: { order } } }
  })
  workbench.selectLocale(locale)
}

/** In the reader's language: “German (Germany)”; the tag itself where the browser does not know it. */
export function nameLocale(locale: string): string {
  try {
    return new Intl.DisplayNames(undefined, { type: 'language' }).of(locale) ?? locale
  } catch (error) {
    if (error instanceof RangeError) return locale
    throw error
  }
}
