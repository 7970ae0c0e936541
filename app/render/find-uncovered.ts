import { listGraphemes } from './break-units.ts'
import { FALLBACK_FAMILY, findFontFamily, isUserFont } from './fonts.ts'
import { coversSign, findCovering, isCoverageKnown } from './sign-coverage.ts'
import { findUserFont } from './user-fonts.ts'

export type UncoveredSigns = {
  /** The family lacks them; the fallback family draws them. */
  borrowed: readonly string[]
  /** No bundled family has them: a stand-in is drawn. */
  missing: readonly string[]
}

/**
 * The signs of a text that its family cannot draw, each once, in the order they appear. Sequences stay whole. Signs that
 * the family of their script draws are no fault. Nothing is reported where it is not known: of a font of the
 * user that has not been read, and before `loadCoverage`.
 */
export function findUncovered(text: string, family: string): UncoveredSigns {
  const borrowed = new Set<string>()
  const missing = new Set<string>()
  const isUnread = isUserFont(family) && findUserFont(family) === undefined
  const name = isUserFont(family) ? family : (findFontFamily(family)?.name ?? FALLBACK_FAMILY)
  if (isUnread || !isCoverageKnown()) return { borrowed: [], missing: [] }
  for (const sign of listGraphemes(text.normalize('NFC'))) {
    if (coversSign(sign, name)) continue
    if (coversSign(sign, FALLBACK_FAMILY)) borrowed.add(sign)
    else if (findCovering(sign) === undefined) missing.add(sign)
  }
  return { borrowed: [...borrowed], missing: [...missing] }
}
