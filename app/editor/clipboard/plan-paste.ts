import { type CopiedLayers, copyLayers } from '#app/document/edits/copy-layers.ts'
import { scaleElement } from '#app/document/edits/scale-element.ts'
import type { GroupId, Locale, MintId, ScreenId } from '#app/document/model/ids.ts'
import type { Element, Group, Screen } from '#app/document/model/schema.ts'
import { roundLength } from '../geometry/round-length.ts'
import type { CopiedElements } from './read-clipboard.ts'

/** Offset from an element at the same place. Fraction of the canvas width. */
const besides = 0.03
const same = 1e-4

type PasteTarget = {
  /** The screens of the size, in order. */
  row: ReadonlyArray<{ readonly id: ScreenId; readonly item: Screen }>
  screenId: ScreenId
  /** Languages of the project; may be empty. */
  locales: readonly Locale[]
  locale: Locale
  /** Canvas height / canvas width of a screen of the row. */
  heightOf: (screen: Screen) => number
  mint: MintId
}

export type PastedLayers = CopiedLayers & { screenId: ScreenId }

/**
 * The layers to add to each screen: beside their originals and earlier pastes where those are on it, in the languages of
 * this project, on a canvas of another shape as large as their own canvas would be inside it. Those of several screens keep their distance, from the target screen on; in a row that is too short for
 * that they move back, and its last screen takes the rest.
 */
export function planPaste(copied: CopiedElements, target: PasteTarget): readonly PastedLayers[] {
  const { row } = target
  const places = copied.screens.map(({ place }) => place)
  const [first, last] = [Math.min(...places), Math.max(...places)]
  const at = row.findIndex(({ id }) => id === target.screenId)
  const start = Math.max(Math.min(at + first, row.length - 1 - (last - first)), 0)
  const pasted = new Map<ScreenId, PastedLayers>()
  for (const screen of copied.screens) {
    const on = row[Math.min(start + screen.place - first, row.length - 1)]
    if (at === -1 || on === undefined) continue
    const canvas = { fromHeight: screen.canvasHeight, toHeight: target.heightOf(on.item) }
    const layers = pasteLayers(copyLayers(screen, target.mint), on.item, {
      ...target,
      ...canvas,
      from: copied.locale,
    })
    const { elements, groups } = pasted.get(on.id) ?? { elements: [], groups: {} }
    pasted.set(on.id, {
      screenId: on.id,
      elements: [...elements, ...layers.elements],
      groups: { ...groups, ...layers.groups },
    })
  }
  return [...pasted.values()]
}

type Into = Pick<PasteTarget, 'locales' | 'locale'> & {
  from: Locale
  fromHeight: number | undefined
  toHeight: number
}

function pasteLayers({ elements: copied, groups }: CopiedLayers, on: Screen, target: Into): CopiedLayers {
  const elements = copied.map(({ id, element }) => ({ id, element: fitCanvas(element, target) }))
  const shift = findShift(elements[0]?.element, Object.values(on.elements))
  const isThere = (id: GroupId) => Object.hasOwn(groups, id) || Object.hasOwn(on.groups ?? {}, id)
  const kept = (Object.entries(groups) as [GroupId, Group][]).map(([id, { parent, ...group }]) => [
    id,
    parent === undefined || !isThere(parent) ? group : { ...group, parent },
  ])
  return {
    elements: elements.map(({ id, element: { groupId, ...free } }) => {
      const member = groupId === undefined || !isThere(groupId) ? free : { ...free, groupId }
      return { id, element: fitElement(member as Element, shift, target) }
    }),
    groups: Object.fromEntries(kept) as CopiedLayers['groups'],
  }
}

function fitElement(element: Element, shift: number, { from, locale, locales }: Into): Element {
  const placed = { ...element, x: element.x + shift, y: element.y + shift }
  const toLocales = <Value>(byLocale: Readonly<Record<Locale, Value>>) =>
    fitLocales(byLocale, { from, to: locale, locales })
  if (placed.type === 'text') return { ...placed, contentByLocale: toLocales(placed.contentByLocale) }
  if (placed.type === 'shape') return placed
  return { ...placed, mediaByLocale: toLocales(placed.mediaByLocale) }
}

/** The canvas it was copied from, scaled to be inside this one, is in the middle of it. */
function fitCanvas(element: Element, { fromHeight, toHeight }: Into): Element {
  if (fromHeight === undefined || Math.abs(fromHeight - toHeight) < same) return element
  const by = Math.min(1, toHeight / fromHeight)
  const scaled = scaleElement(element, by)
  return {
    ...scaled,
    x: roundLength(scaled.x + (1 - by) / 2),
    y: roundLength(scaled.y + (toHeight - fromHeight * by) / 2),
    width: roundLength(scaled.width),
    height: roundLength(scaled.height),
  }
}

function findShift(first: Element | undefined, others: readonly Element[]): number {
  let shift = 0
  const isTaken = () =>
    others.some(
      (other) =>
        first !== undefined &&
        other.type === first.type &&
        Math.abs(other.x - first.x - shift) < same &&
        Math.abs(other.y - first.y - shift) < same,
    )
  while (shift < 1 && isTaken()) shift += besides
  return shift
}

/**
 * The texts in the project's languages; a missing language shown now gets the text of the language shown at the copy.
 */
function fitLocales<Value>(
  byLocale: Readonly<Record<Locale, Value>>,
  { from, to, locales }: { from: Locale; to: Locale; locales: readonly Locale[] },
): Record<Locale, Value> {
  if (locales.length === 0) return byLocale
  const kept = locales.flatMap((locale) => {
    const value = byLocale[locale]
    return value === undefined ? [] : [[locale, value] as const]
  })
  const shown = byLocale[from] ?? Object.values(byLocale)[0]
  if (kept.length === 0 && shown !== undefined) return { [to]: shown }
  return Object.fromEntries(kept)
}
