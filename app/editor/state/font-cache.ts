import { findFontMedia } from '#app/document/model/font-media.ts'
import type { MediaId } from '#app/document/model/ids.ts'
import { createObservable, type WritableObservable } from '#app/observable/observable.ts'
import type { FontProblem } from '#app/render/load-fonts.ts'
import type { FontNeed } from '#app/render/plan-font-files.ts'
import { listDrawingFamilies, needsScripts } from '#app/render/script-families.ts'
import type { EditorMedia } from '../ports/session.ts'

/** Loads the fonts in use, each once, and notifies when text can be measured and drawn again. */
export interface FontCache {
  need(needs: Iterable<FontNeed>): void
  /** Incremented with every font that loads. */
  readonly version: WritableObservable<number>
  /** Families that are not on this device and could not be fetched; asked for again when the network is back. */
  readonly missing: WritableObservable<readonly string[]>
  /** Fonts of the user's own that are in no library any more: nothing brings them back. */
  readonly deleted: WritableObservable<readonly string[]>
  close(): void
}

type FontMedia = Pick<EditorMedia, 'findFile' | 'findName' | 'fetchFiles' | 'subscribe'>

/** `recallName`: the name that the project remembers of a file. */
export function createFontCache(
  media: FontMedia,
  recallName: (mediaId: MediaId) => string | undefined = () => undefined,
): FontCache {
  const requested = new Set<string>()
  /** With the families that each could not get. */
  const failed = new Map<string, { need: FontNeed; families: readonly string[] }>()
  const version = createObservable(0)
  const missing = createObservable<readonly string[]>([])
  const deleted = createObservable<readonly string[]>([])
  /** Files without a row on this device, and that the account does not have either. */
  const gone = new Set<MediaId>()
  const nameFont = (family: string) => {
    const own = findFontMedia(family)
    return own === undefined ? family : (media.findName(own) ?? recallName(own) ?? 'A font of your own')
  }
  const isGone = (family: string) => {
    const own = findFontMedia(family)
    return own !== undefined && gone.has(own)
  }
  const show = () => {
    const families = [...failed.values()].flatMap((each) => each.families)
    missing.set([...new Set(families.filter((family) => !isGone(family)).map(nameFont))])
    deleted.set([...new Set(families.filter(isGone).map(nameFont))])
  }
  /** The arrival of a file is announced by the media. */
  const fetchOwn = async (wanted: readonly MediaId[]) => {
    const unknown = new Set<MediaId>()
    await media.fetchFiles(wanted, { onUnknown: (mediaId) => unknown.add(mediaId) })
    for (const mediaId of wanted) {
      if (unknown.has(mediaId) && media.findName(mediaId) === undefined) gone.add(mediaId)
      else gone.delete(mediaId)
    }
    show()
  }

  const request = (needs: readonly FontNeed[]) => {
    void load(needs, media).then((problems) => {
      const broken = new Set(problems.filter(isFailure).map(({ family }) => family))
      for (const need of needs) {
        // A script's family draws what the text's own one lacks, and is reported under its own name.
        const families = listDrawingFamilies(need).filter((family) => broken.has(family))
        if (families.length > 0) failed.set(keyOf(need), { need, families })
        else failed.delete(keyOf(need))
      }
      show()
      version.set(version.get() + 1)
      const absent = problems.filter(({ reason }) => reason === 'missing')
      const wanted = absent.flatMap(({ family }) => findFontMedia(family) ?? [])
      if (wanted.length > 0) void fetchOwn(wanted)
    })
  }
  const retry = () => request([...failed.values()].map(({ need }) => need))
  window.addEventListener('online', retry)
  const unsubscribe = media.subscribe((mediaId) => {
    gone.delete(mediaId)
    const needs = [...failed.values()].map(({ need }) => need)
    const arrived = needs.filter(({ family }) => findFontMedia(family) === mediaId)
    if (arrived.length > 0) request(arrived)
  })

  return {
    version,
    missing,
    deleted,
    need(needs) {
      const fresh = [...needs].filter((need) => !requested.has(keyOf(need)))
      if (fresh.length === 0) return
      for (const need of fresh) requested.add(keyOf(need))
      request(fresh)
    },
    close() {
      window.removeEventListener('online', retry)
      unsubscribe()
    },
  }
}

/** The table of the font files is no part of the editor's first load. */
async function load(needs: readonly FontNeed[], media: FontMedia): Promise<FontProblem[]> {
  try {
    const { loadFonts } = await import('#app/render/load-fonts.ts')
    return await loadFonts(needs, document.fonts, media)
  } catch (error) {
    console.warn('The fonts could not be loaded.', error)
    return needs.map(({ family }) => ({ family, reason: 'failed' }))
  }
}

const isFailure = ({ reason }: FontProblem): boolean => reason !== 'unknown'

/** Typing asks again only when a sign is new. */
function keyOf({ family, isItalic = false, text = '', locale = '', isHyphenated = false }: FontNeed): string {
  const signs = [...new Set(text)].sort().join('')
  const rules = isHyphenated ? locale : ''
  return `${family}|${isItalic}|${rules}|${needsScripts(signs) ? `${locale}|${signs}` : ''}`
}
