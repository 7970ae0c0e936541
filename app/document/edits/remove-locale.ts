import type { Locale } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Element, Project, Screen } from '../model/schema.ts'

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
  return listed[0] === locale && heir !== undefined ? moveContent(removed, locale, heir) : removed
}

function moveContent(project: Project, from: Locale, to: Locale): Project {
  const screensByCanvasSize = mapValues(project.screensByCanvasSize, (screens) =>
    mapValues(screens, (screen: Screen) => ({
      ...screen,
      elements: mapValues(screen.elements, (element: Element) => fillIn(element, from, to)),
    })),
  )
  return { ...project, screensByCanvasSize }
}

function fillIn(element: Element, from: Locale, to: Locale): Element {
  if (element.type === 'text') {
    const text = element.contentByLocale[from]
    if (text === undefined || element.contentByLocale[to] !== undefined) return element
    return { ...element, contentByLocale: { ...element.contentByLocale, [to]: text } }
  }
  if (element.type === 'shape') return element
  const mediaId = element.mediaByLocale[from]
  if (mediaId === undefined || element.mediaByLocale[to] !== undefined) return element
  return { ...element, mediaByLocale: { ...element.mediaByLocale, [to]: mediaId } }
}

function mapValues<Key extends string, Value>(
  map: Readonly<Record<Key, Value>>,
  change: (value: Value) => Value,
): Record<Key, Value> {
  const entries = Object.entries(map) as [Key, Value][]
  return Object.fromEntries(entries.map(([key, value]) => [key, change(value)])) as Record<Key, Value>
}
