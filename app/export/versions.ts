import { FALLBACK_FAMILY, type FontFamilyName, findFontFamily, isUserFont } from '#app/render/fonts.ts'
import { type FontNeed, planFontFiles } from '#app/render/plan-font-files.ts'

/** As in package.json; a test compares them. */
export const appVersion = '0.1.0'

/** Of the packages that the families come from. */
export const fontVersions: Readonly<Record<FontFamilyName, string>> = {
  Inter: '5.3.0',
  Manrope: '5.3.0',
  'DM Sans': '5.3.0',
  Nunito: '5.3.0',
  'Space Grotesk': '5.3.0',
  'Bricolage Grotesque': '5.3.0',
  'Playfair Display': '5.3.0',
  'JetBrains Mono': '5.3.0',
  Montserrat: '5.3.0',
  Figtree: '5.3.0',
  Rubik: '5.3.0',
  Oswald: '5.3.0',
  Fraunces: '5.3.0',
  Lora: '5.3.0',
  Caveat: '5.3.0',
  'Noto Sans Arabic': '5.3.0',
  'Noto Sans Hebrew': '5.3.0',
  'Noto Sans Devanagari': '5.3.0',
  'Noto Sans Thai': '5.3.0',
  'Noto Sans JP': '5.3.1',
  'Noto Sans KR': '5.3.1',
  'Noto Sans SC': '5.3.1',
  'Noto Sans TC': '5.3.1',
  'Noto Color Emoji': '5.3.2',
}

/** `version` is absent for a font of the user's own. */
export type UsedFont = { family: string; version?: string }

/** Every family that draws a sign of these texts, each once. */
export async function listUsedFonts(needs: readonly FontNeed[]): Promise<UsedFont[]> {
  const scripts = (await planFontFiles(needs)).map(({ family }) => family.name)
  const own = needs.map(({ family }) =>
    isUserFont(family) ? family : (findFontFamily(family)?.name ?? FALLBACK_FAMILY),
  )
  const names = new Set<string>([FALLBACK_FAMILY, ...own, ...scripts])
  return [...names].sort().map((family) => {
    const name = findFontFamily(family)?.name
    return name === undefined ? { family } : { family, version: fontVersions[name] }
  })
}
