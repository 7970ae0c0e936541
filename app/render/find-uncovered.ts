import { listGraphemes } from './break-units.ts'
import { fontCoverage } from './font-coverage.ts'
import { FALLBACK_FAMILY, type FontFamilyName, findFontFamily } from './fonts.ts'

export type UncoveredSigns = {
  /** The family lacks them; the fallback family draws them. */
  borrowed: readonly string[]
  /** No bundled family has them: each machine draws what it has, or nothing. */
  missing: readonly string[]
}

/** The signs of a text that its family cannot draw, each once, in the order they appear. Sequences stay whole. */
export function findUncovered(text: string, family: string): UncoveredSigns {
  const name = findFontFamily(family)?.name ?? FALLBACK_FAMILY
  const borrowed = new Set<string>()
  const missing = new Set<string>()
  for (const sign of listGraphemes(text.normalize('NFC'))) {
    if (isCovered(sign, name)) continue
    if (isCovered(sign, FALLBACK_FAMILY)) borrowed.add(sign)
    else missing.add(sign)
  }
  return { borrowed: [...borrowed], missing: [...missing] }
}

/** Spaces, line breaks, joiners and direction signs draw nothing. */
const invisible = /^(?:\p{Z}|\p{Cc}|\p{Cf}|\p{Variation_Selector})$/u

function isCovered(sign: string, family: FontFamilyName): boolean {
  return Array.from(sign).every((part) => {
    return invisible.test(part) || has(part.codePointAt(0) ?? 0, family)
  })
}

function has(codePoint: number, family: FontFamilyName): boolean {
  return listRanges(family).some(([from, to]) => codePoint >= from && codePoint <= to)
}

const rangesOf = new Map<FontFamilyName, readonly (readonly [number, number])[]>()

function listRanges(family: FontFamilyName): readonly (readonly [number, number])[] {
  const known = rangesOf.get(family)
  if (known !== undefined) return known
  let at = 0
  const ranges = fontCoverage[family].split(' ').map((pair) => {
    const [gap = '0', length = '0'] = pair.split('-')
    const from = at + Number.parseInt(gap, 36)
    at = from + Number.parseInt(length, 36)
    return [from, at] as const
  })
  rangesOf.set(family, ranges)
  return ranges
}
