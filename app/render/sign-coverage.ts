import { type FontFamilyName, findFontFamily, fontFamilies } from './fonts.ts'
import { findUserFont, hasUserSign } from './user-fonts.ts'

/** From `font-coverage.ts`, which is large and loaded only where text has signs beyond plain Latin. */
type CoverageTable = Readonly<Record<FontFamilyName, string>>

let table: CoverageTable | undefined

/** Once for a page or worker; later calls do nothing. */
export async function loadCoverage(): Promise<void> {
  table ??= (await import('./font-coverage.ts')).fontCoverage
}

export function isCoverageKnown(): boolean {
  return table !== undefined
}

/** Spaces, line breaks, joiners and direction signs draw nothing. */
const invisible = /^(?:\p{Z}|\p{Cc}|\p{Cf}|\p{Variation_Selector})$/u

/** Whether the family draws a whole grapheme, of a text in normal form C. The table must have been loaded. */
export function coversSign(sign: string, family: string): boolean {
  const [name, own] = [findFontFamily(family)?.name, findUserFont(family)]
  const has = (codePoint: number) =>
    own === undefined ? name !== undefined && hasCodePoint(codePoint, name) : hasUserSign(codePoint, own)
  return Array.from(sign).every((part) => invisible.test(part) || has(part.codePointAt(0) ?? 0))
}

/** In the order of the menu. */
export function findCovering(sign: string): FontFamilyName | undefined {
  return fontFamilies.find(({ script, name }) => script !== undefined && coversSign(sign, name))?.name
}

function hasCodePoint(codePoint: number, family: FontFamilyName): boolean {
  const ranges = listRanges(family)
  let [low, high] = [0, ranges.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const [from, to] = ranges[middle] ?? [0, 0]
    if (codePoint < from) high = middle - 1
    else if (codePoint > to) low = middle + 1
    else return true
  }
  return false
}

const rangesOf = new Map<FontFamilyName, readonly (readonly [number, number])[]>()

function listRanges(family: FontFamilyName): readonly (readonly [number, number])[] {
  const known = rangesOf.get(family)
  if (known !== undefined) return known
  let at = 0
  const ranges = (table?.[family] ?? '').split(' ').map((pair) => {
    const [gap = '0', length = '0'] = pair.split('-')
    const from = at + Number.parseInt(gap, 36)
    at = from + Number.parseInt(length, 36)
    return [from, at] as const
  })
  if (table !== undefined) rangesOf.set(family, ranges)
  return ranges
}
