import { type Caption, getCaptionText } from '#app/captions/captions.ts'
import type { Locale } from '#app/document/model/ids.ts'
import type { CellText } from './caption-cell.ts'
import type { GridPlace } from './grid-selection.ts'

export type Search = { query: string; matchCase: boolean }
type Table = { captions: readonly Caption[]; locales: readonly Locale[] }

/** The cells whose own text has the words, in reading order. */
export function findCells({ captions, locales }: Table, search: Search): GridPlace[] {
  if (search.query === '') return []
  return captions.flatMap((caption, row) =>
    locales.flatMap((locale, column) => {
      const text = getCaptionText(caption, locale)
      return text !== undefined && createPattern(search).test(text) ? [{ row, column }] : []
    }),
  )
}

/** The found cells with every occurrence replaced; the replacement is taken literally. */
export function replaceInCells(
  { captions, locales }: Table,
  { places, search, replacement }: { places: readonly GridPlace[]; search: Search; replacement: string },
): CellText[] {
  return places.flatMap(({ row, column }) => {
    const [caption, locale] = [captions[row], locales[column]]
    const text = caption === undefined || locale === undefined ? undefined : getCaptionText(caption, locale)
    if (caption === undefined || locale === undefined || text === undefined) return []
    return [{ caption, locale, text: text.replaceAll(createPattern(search), () => replacement) }]
  })
}

function createPattern({ query, matchCase }: Search): RegExp {
  return new RegExp(query.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&'), matchCase ? 'g' : 'gi')
}

/** The next place after this one, from the beginning again after the last. */
export function findNextPlace(
  places: readonly GridPlace[],
  from: GridPlace,
  by: 1 | -1,
): GridPlace | undefined {
  const isAfter = (place: GridPlace) =>
    place.row > from.row || (place.row === from.row && place.column > from.column)
  const isBefore = (place: GridPlace) =>
    place.row < from.row || (place.row === from.row && place.column < from.column)
  return by === 1 ? (places.find(isAfter) ?? places[0]) : (places.findLast(isBefore) ?? places.at(-1))
}
