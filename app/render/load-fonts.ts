import { fontFiles } from './font-files.ts'
import { FALLBACK_FAMILY, type FontFamily, findFontFamily } from './fonts.ts'

/** `document.fonts` of a page, `self.fonts` of a worker. */
export type FontSet = { add(face: FontFace): unknown }

/** The family that could not be had, and why; Inter is drawn in its place. */
export type FontProblem = { family: string; reason: 'unknown' | 'failed' }

/** Per font set, because a page and its workers each load their own. Failures are forgotten, so a retry can succeed. */
const loading = new WeakMap<FontSet, Map<string, Promise<void>>>()

/**
 * Loads every file of the families and of the fallback, whatever their text needs: a face that is only registered would
 * be fetched after the drawing that asked for it. Never throws; what is missing is named in the answer.
 */
export async function loadFonts(families: Iterable<string>, fontSet: FontSet): Promise<FontProblem[]> {
  const names = new Set([FALLBACK_FAMILY, ...families])
  const problems = await Promise.all(
    [...names].map(async (name): Promise<FontProblem | undefined> => {
      const family = findFontFamily(name)
      if (!family) return { family: name, reason: 'unknown' }
      try {
        await loadOnce(family, fontSet)
        return undefined
      } catch (error) {
        console.warn(`The font ${name} could not be loaded.`, error)
        return { family: name, reason: 'failed' }
      }
    }),
  )
  return problems.filter((problem) => problem !== undefined)
}

function loadOnce(family: FontFamily, fontSet: FontSet): Promise<void> {
  const ofSet = loading.get(fontSet) ?? new Map<string, Promise<void>>()
  loading.set(fontSet, ofSet)
  const known = ofSet.get(family.name)
  if (known) return known
  const started = loadFamily(family, fontSet).catch((error: unknown) => {
    ofSet.delete(family.name)
    throw error
  })
  ofSet.set(family.name, started)
  return started
}

async function loadFamily(family: FontFamily, fontSet: FontSet): Promise<void> {
  const faces = await Promise.all(
    fontFiles[family.name].map(({ url, unicodeRange }) =>
      new FontFace(family.name, `url(${JSON.stringify(url)}) format('woff2')`, {
        weight: `${family.minWeight} ${family.maxWeight}`,
        unicodeRange,
      }).load(),
    ),
  )
  // Added together and in order: half a family would mix two faces in one word, and later faces win.
  for (const face of faces) fontSet.add(face)
}
