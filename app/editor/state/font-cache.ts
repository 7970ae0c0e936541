import { createObservable, type WritableObservable } from '#app/observable/observable.ts'
import { loadFonts } from '#app/render/load-fonts.ts'

/** Loads the families that are shown, each once, and says when letters can be measured and drawn anew. */
export interface FontCache {
  need(families: Iterable<string>): void
  /** Grows with every family that arrives. */
  readonly version: WritableObservable<number>
}

export function createFontCache(): FontCache {
  const asked = new Set<string>()
  const version = createObservable(0)
  return {
    version,
    need(families) {
      const fresh = [...families].filter((family) => !asked.has(family))
      if (fresh.length === 0) return
      for (const family of fresh) asked.add(family)
      void loadFonts(fresh, document.fonts).then(() => version.set(version.get() + 1))
    },
  }
}
