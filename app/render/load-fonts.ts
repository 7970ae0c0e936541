import { fontFiles, italicFontFiles } from './font-files.ts'
import { FALLBACK_FAMILY, type FontFamily, findFontFamily } from './fonts.ts'

/** `document.fonts` of a page, `self.fonts` of a worker. */
export type FontSet = { add(face: FontFace): unknown }

/** The family that could not be loaded, and why; Inter is drawn in its place. */
export type FontProblem = { family: string; reason: 'unknown' | 'failed' }

/**
 * Cached per font set, because a page and its workers each load their own. Failures are not cached, so a retry can
 * succeed.
 */
const loading = new WeakMap<FontSet, Map<string, Promise<void>>>()

/**
 * Loads every file of the fonts and of the fallback, whatever their text needs: a face that is only registered would be
 * fetched after the drawing that needs it. `Inter italic` is the italic of Inter. Never throws; missing families are
 * listed in the result.
 */
export async function loadFonts(fonts: Iterable<string>, fontSet: FontSet): Promise<FontProblem[]> {
  const names = new Set([FALLBACK_FAMILY, ...fonts])
  const problems = await Promise.all(
    [...names].map(async (name): Promise<FontProblem | undefined> => {
      const isItalic = name.endsWith(italicSuffix)
      const family = findFontFamily(isItalic ? name.slice(0, -italicSuffix.length) : name)
      if (!family) return isItalic ? undefined : { family: name, reason: 'unknown' }
      try {
        await loadOnce({ family, isItalic }, fontSet)
        return undefined
      } catch (error) {
        console.warn(`The font ${name} could not be loaded.`, error)
        return { family: name, reason: 'failed' }
      }
    }),
  )
  return problems.filter((problem) => problem !== undefined)
}

const italicSuffix = ' italic'

type Font = { family: FontFamily; isItalic: boolean }

function loadOnce(font: Font, fontSet: FontSet): Promise<void> {
  const ofSet = loading.get(fontSet) ?? new Map<string, Promise<void>>()
  loading.set(fontSet, ofSet)
  const key = `${font.family.name}${font.isItalic ? italicSuffix : ''}`
  const known = ofSet.get(key)
  if (known) return known
  const started = loadFont(font, fontSet).catch((error: unknown) => {
    ofSet.delete(key)
    throw error
  })
  ofSet.set(key, started)
  return started
}

async function loadFont({ family, isItalic }: Font, fontSet: FontSet): Promise<void> {
  const files = isItalic ? (italicFontFiles[family.name] ?? []) : fontFiles[family.name]
  const faces = await Promise.all(
    files.map(({ url, unicodeRange }) =>
      new FontFace(family.name, `url(${JSON.stringify(url)}) format('woff2')`, {
        style: isItalic ? 'italic' : 'normal',
        weight: `${family.minWeight} ${family.maxWeight}`,
        unicodeRange,
      }).load(),
    ),
  )
  // Added together and in order: half a family would mix two faces in one word, and later faces win.
  for (const face of faces) fontSet.add(face)
}
