import type { Locale } from '../model/ids.ts'
import type { Element, Project, Screen } from '../model/schema.ts'

/** Gives a language the captions and captures that it does not have itself, from another one. */
export function fillInContent(project: Project, from: Locale, to: Locale): Project {
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
