import type { Locale } from '#app/document/model/ids.ts'
import type { Element } from '#app/document/model/schema.ts'
import type { CopiedElements } from './clipboard-data.ts'

/** Offset from an element at the same place. Fraction of the canvas width. */
const besides = 0.03
const same = 1e-4

type PasteTarget = {
  /** The elements of the target screen. */
  elements: readonly Element[]
  /** Languages of the project; may be empty. */
  locales: readonly Locale[]
  locale: Locale
}

/**
 * The elements to add: beside their originals and earlier pastes where those are on this screen, in the languages of
 * this project.
 */
export function planPaste({ elements, locale: from }: CopiedElements, target: PasteTarget): Element[] {
  const [first] = elements
  let shift = 0
  const isTaken = () =>
    target.elements.some(
      (other) =>
        first !== undefined &&
        other.type === first.type &&
        Math.abs(other.x - first.x - shift) < same &&
        Math.abs(other.y - first.y - shift) < same,
    )
  while (shift < 1 && isTaken()) shift += besides
  const toLocales = <Value>(byLocale: Readonly<Record<Locale, Value>>) =>
    fitLocales(byLocale, { from, to: target.locale, locales: target.locales })
  return elements.map((element) => {
    const placed = { ...element, x: element.x + shift, y: element.y + shift }
    if (placed.type === 'text') return { ...placed, contentByLocale: toLocales(placed.contentByLocale) }
    if (placed.type === 'shape') return placed
    return { ...placed, mediaByLocale: toLocales(placed.mediaByLocale) }
  })
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
