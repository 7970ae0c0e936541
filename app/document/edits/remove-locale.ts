import type { Locale } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Project } from '../model/schema.ts'
import { fillInContent } from './fill-in-content.ts'

/**
 * Removes a language from the project's list. Its texts and captures stay in the document, hidden, so that adding it
 * again, and another device that still writes in it, lose nothing. When the first language is removed, the next one
 * takes over captions and captures that only the first had and all others fell back to. The last language cannot be
 * removed.
 */
export function removeLocale(project: Project, locale: Locale): Project {
  const listed = listOrdered<Locale, { order: string }>(project.locales).map(({ id }) => id)
  if (!listed.includes(locale) || listed.length === 1) return project
  const { [locale]: _gone, ...locales } = project.locales ?? {}
  const heir = listed[1]
  const removed = { ...project, locales }
  return listed[0] === locale && heir !== undefined ? fillInContent(removed, locale, heir) : removed
}
