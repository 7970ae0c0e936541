import type { Locale } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Project } from '#app/document/model/schema.ts'

/** The languages of the project in their order; never empty. */
export function listLocales(project: Project): [Locale, ...Locale[]] {
  const [first, ...others] = listOrdered<Locale, { order: string }>(project.locales).map(({ id }) => id)
  return [first ?? project.view?.locale ?? ('en-US' as Locale), ...others]
}

/** The project's first language, the fallback for missing captions and captures. */
export function getFallbackLocale(project: Project): Locale {
  return listLocales(project)[0]
}
