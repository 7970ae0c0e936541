import { createObservable, type WritableObservable } from '#app/observable/observable.ts'
import { loadFonts } from '#app/render/load-fonts.ts'

/** Loads the families in use, each once, and notifies when text can be measured and drawn again. */
export interface FontCache {
  need(families: Iterable<string>): void
  /** Incremented with every family that loads. */
  readonly version: WritableObservable<number>
}

export function createFontCache(): FontCache {
  const requested = new Set<string>()
  const version = createObservable(0)
  return {
    version,
    need(families) {
      const fresh = [...families].filter((family) => !requested.has(family))
      if (fresh.length === 0) return
      for (const family of fresh) requested.add(family)
      void loadFonts(fresh, document.fonts).then(() => version.set(version.get() + 1))
    },
  }
}
