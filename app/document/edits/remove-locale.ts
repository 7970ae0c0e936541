import type { Locale } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Element, Project, Screen } from '../model/schema.ts'

/**
 * Takes a language off the project's list. Its words and captures stay in the document, unseen, so that adding it again, and
 * another device that still writes in it, lose nothing. Where the first language goes, the next one takes over what only
 * it had: captions and captures that all others fell back to. The last language cannot go.
 */
export function removeLocale(project: Project, locale: Locale): Project {
  const listed = listOrdered<Locale, { order: string }>(project.locales).map(({ id }) => id)
  if (!listed.includes(locale) || listed.length === 1) return project
  const { [locale]: _gone, ...locales } = project.locales ?? {}
  const heir = listed[1]
  const removed = { ...project, locales }
  return listed[0] === locale && heir !== undefined ? handOver(removed, locale, heir) : removed
}

function handOver(project: Project, from: Locale, to: Locale): Project {
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
    const words = element.contentByLocale[from]
    if (words === undefined || element.contentByLocale[to] !== undefined) return element
    return { ...element, contentByLocale: { ...element.contentByLocale, [to]: words } }
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
