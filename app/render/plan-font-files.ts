import { findFontFiles } from './find-font-files.ts'
import type { FontFile } from './font-files.ts'
import { type FontFamily, type FontFamilyName, findFontFamily } from './fonts.ts'
import { loadHyphenation } from './load-hyphenation.ts'
import { needsScripts, planScriptFamilies, replaceUncovered } from './script-families.ts'
import { loadCoverage } from './sign-coverage.ts'

/** A font as a text uses it; `text` and `locale` tell which families draw what it lacks. */
export type FontNeed = {
  family: string
  isItalic?: boolean
  text?: string
  locale?: string
  /** The words are broken by the rules of the language, which are loaded with the fonts. */
  isHyphenated?: boolean
}

/** Files that are of use only together, in this order: of overlapping ranges the last one wins. */
export type FontLoad = { family: FontFamily; isItalic: boolean; files: readonly FontFile[] }

/**
 * The files that draw the texts; loads the table of what each family covers, where a text needs it. Families of many
 * files give those that hold a sign of a text, each by itself.
 */
export async function planFontFiles(needs: readonly FontNeed[]): Promise<FontLoad[]> {
  const [scripts] = await Promise.all([planScripts(needs), ...needs.map(loadRules)])
  const own = needs.map(({ family: name, isItalic = false, text = '' }) => {
    const family = findFontFamily(name)
    return family === undefined ? [] : listLoads(family, { isItalic, text })
  })
  const others = [...scripts].map(([name, text]) => {
    const family = findFontFamily(name)
    return family === undefined ? [] : listLoads(family, { isItalic: false, text })
  })
  return (await Promise.all([...own, ...others])).flat()
}

async function loadRules({ isHyphenated = false, locale = '' }: FontNeed): Promise<void> {
  if (isHyphenated) await loadHyphenation(locale)
}

/** The text that each family of a script draws. */
async function planScripts(needs: readonly FontNeed[]): Promise<Map<FontFamilyName, string>> {
  const texts = new Map<FontFamilyName, string>()
  const foreign = needs.filter(({ text = '' }) => needsScripts(text))
  if (foreign.length > 0) await loadCoverage()
  for (const { family, text = '', locale = '' } of foreign) {
    const drawn = text + replaceUncovered(text, family)
    for (const name of planScriptFamilies(text, { family, locale }))
      texts.set(name, (texts.get(name) ?? '') + drawn)
  }
  return texts
}

async function listLoads(
  family: FontFamily,
  { isItalic, text }: { isItalic: boolean; text: string },
): Promise<FontLoad[]> {
  const files = await findFontFiles(family.name, { isItalic })
  if (files.length === 0) return []
  if (family.script === undefined) return [{ family, isItalic, files }]
  return chooseFiles(files, text).map((file) => ({ family, isItalic, files: [file] }))
}

/** The files that draw a sign of the text. */
function chooseFiles(files: readonly FontFile[], text: string): FontFile[] {
  const codePoints = [...new Set(text.normalize('NFC') + text)].map((sign) => sign.codePointAt(0) ?? 0)
  return files.filter((file) => {
    const ranges = parseRanges(file)
    return codePoints.some((sign) => ranges.some(([from, to]) => sign >= from && sign <= to))
  })
}

const rangesOfFile = new WeakMap<FontFile, readonly (readonly [number, number])[]>()

function parseRanges(file: FontFile): readonly (readonly [number, number])[] {
  const known = rangesOfFile.get(file)
  if (known !== undefined) return known
  const ranges = file.unicodeRange.split(',').map((part) => {
    const [from = '', to = from] = part.trim().slice(2).split('-')
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const
  })
  rangesOfFile.set(file, ranges)
  return ranges
}
