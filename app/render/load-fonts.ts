import { findFontMedia } from '#app/document/model/font-media.ts'
import type { MediaId } from '#app/document/model/ids.ts'
import { readFont } from '#app/media-formats/read-font.ts'
import { FALLBACK_FAMILY, findFontFamily, isUserFont } from './fonts.ts'
import type { FontSource } from './picture-source.ts'
import { type FontLoad, type FontNeed, planFontFiles } from './plan-font-files.ts'
import { rememberUserFont } from './user-fonts.ts'

/** `document.fonts` of a page, `self.fonts` of a worker. */
export type FontSet = { add(face: FontFace): unknown }

/** The family that could not be loaded, and why; `missing`: a font of the user's own that is not on this device. */
export type FontProblem = { family: string; reason: 'unknown' | 'failed' | 'missing' }

/**
 * Cached per font set, because a page and its workers each load their own. Failures are not cached, so a retry can
 * succeed.
 */
const loading = new WeakMap<FontSet, Map<string, Promise<void>>>()

/**
 * Loads every file that the texts and the fallback need: a face that is only registered would be fetched after the
 * drawing that needs it. Never throws; missing families are listed in the result, each once.
 */
export async function loadFonts(
  needs: Iterable<FontNeed>,
  fontSet: FontSet,
  source?: FontSource,
): Promise<FontProblem[]> {
  const given = [{ family: FALLBACK_FAMILY }, ...needs]
  const problems = new Map<string, FontProblem>()
  for (const { family } of given)
    if (findFontFamily(family) === undefined && !isUserFont(family))
      problems.set(family, { family, reason: 'unknown' })
  const fail = (family: string, error: unknown) => {
    console.warn(`The font ${family} could not be loaded.`, error)
    problems.set(family, { family, reason: 'failed' })
  }
  // First: which other families a text needs follows from what its own one has.
  const own = new Set(given.map(({ family }) => family).filter(isUserFont))
  await Promise.all(
    [...own].map(async (family) => {
      const file = await source?.findFile(findFontMedia(family) as MediaId)
      if (file === undefined) problems.set(family, { family, reason: 'missing' })
      else await loadOwn(family, file, fontSet).catch((error: unknown) => fail(family, error))
    }),
  )
  const loads = await planFontFiles(given).catch((error: unknown) => {
    for (const { family } of given) fail(family, error)
    return []
  })
  await Promise.all(
    loads.map((load) => loadOnce(load, fontSet).catch((error: unknown) => fail(load.family.name, error))),
  )
  return [...problems.values()]
}

function loadOnce(load: FontLoad, fontSet: FontSet): Promise<void> {
  const key = load.files.map(({ url }) => url).join(' ')
  return startOnce(key, fontSet, () => loadFaces(load, fontSet))
}

function startOnce(key: string, fontSet: FontSet, start: () => Promise<void>): Promise<void> {
  const ofSet = loading.get(fontSet) ?? new Map<string, Promise<void>>()
  loading.set(fontSet, ofSet)
  const known = ofSet.get(key)
  if (known) return known
  const started = start().catch((error: unknown) => {
    ofSet.delete(key)
    throw error
  })
  ofSet.set(key, started)
  return started
}

function loadOwn(family: string, file: Blob, fontSet: FontSet): Promise<void> {
  return startOnce(family, fontSet, async () => {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const info = await readFont(bytes)
    if (info === undefined) throw new Error('The font is damaged.')
    const weight = `${info.minWeight} ${info.maxWeight}`
    const face = await new FontFace(family, bytes, { weight }).load()
    rememberUserFont(family, info)
    fontSet.add(face)
  })
}

async function loadFaces({ family, isItalic, files }: FontLoad, fontSet: FontSet): Promise<void> {
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
