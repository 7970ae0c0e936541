import { findFontFiles } from '#app/render/find-font-files.ts'
import { findLanguageFamily } from '#app/render/script-families.ts'

/** Shared with the service worker (`client/service-worker/build-info.ts`), which serves what is in it. */
const fontCacheName = 'appframes-fonts'

/** At once: a language of East Asia has about a hundred small files. */
const lanes = 4

const kept = new Set<string>()

/**
 * Fetches every file of the families that the languages are written in, so that they are complete with no network.
 * Files that cannot be fetched are left for the next time.
 */
export async function keepFonts(locales: readonly string[]): Promise<void> {
  const families = new Set(locales.map(findLanguageFamily).filter((family) => family !== undefined))
  for (const family of families) {
    if (kept.has(family)) continue
    kept.add(family)
    const isComplete = await keepFiles((await findFontFiles(family)).map(({ url }) => url)).catch(() => false)
    if (!isComplete) kept.delete(family)
  }
}

async function keepFiles(urls: readonly string[]): Promise<boolean> {
  // Absent where the page is not served securely.
  if (!('caches' in globalThis)) return true
  const cache = await caches.open(fontCacheName)
  const known = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname))
  const waiting = urls.filter((url) => !known.has(url))
  let isComplete = true
  const work = async () => {
    for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
      const response = await fetch(url).catch(() => undefined)
      if (response?.ok !== true) isComplete = false
      else await cache.put(url, response)
    }
  }
  await Promise.all(Array.from({ length: lanes }, work))
  return isComplete
}
