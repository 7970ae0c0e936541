import type { Locale } from '../model/ids.ts'
import { orderBetween } from '../model/order-key.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Project } from '../model/schema.ts'

/** As the last one; a language that is there stays where it is. */
export function addLocale(project: Project, locale: Locale): Project {
  if (project.locales?.[locale] !== undefined) return project
  const order = orderBetween(listOrdered(project.locales).at(-1)?.item.order, undefined)
  return { ...project, locales: { ...project.locales, [locale]: { order } } }
}
