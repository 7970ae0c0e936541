import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFontCache } from './font-cache.ts'

/** Families whose files the network does not give. */
const cut = new Set<string>()

beforeEach(() => {
  cut.clear()
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('document', { fonts: new Set() })
  vi.stubGlobal(
    'FontFace',
    class {
      readonly family: string
      constructor(family: string) {
        this.family = family
      }
      async load() {
        if (cut.has(this.family)) throw new Error('The network failed.')
        return this
      }
    },
  )
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const createCache = () =>
  createFontCache({
    findFile: async () => undefined,
    findName: () => undefined,
    fetchFiles: async (mediaIds) => new Set(mediaIds),
    subscribe: () => () => undefined,
  })

const nextLoad = ({ version }: ReturnType<typeof createCache>) =>
  new Promise<void>((resolve) => {
    const unsubscribe = version.subscribe(() => {
      unsubscribe()
      resolve()
    })
  })

const japanese = { family: 'Manrope', text: '潮の満ち引き', locale: 'ja' }

test('the font of a script that cannot be fetched is named, and asked for again when the network is back', async () => {
  cut.add('Noto Sans JP')
  const cache = createCache()
  cache.need([{ family: 'Manrope', text: 'Tides', locale: 'en' }, japanese])
  await nextLoad(cache)
  expect(cache.missing.get()).toEqual(['Noto Sans JP'])

  cut.clear()
  window.dispatchEvent(new Event('online'))
  await nextLoad(cache)
  expect(cache.missing.get()).toEqual([])
  cache.close()
})

test('a text’s own font that cannot be fetched is named too, each once', async () => {
  cut.add('Manrope').add('Noto Sans JP')
  const cache = createCache()
  cache.need([japanese, { ...japanese, text: '波' }, { family: 'Manrope' }, { family: 'Sora' }])
  await nextLoad(cache)
  expect(cache.missing.get()).toEqual(['Manrope', 'Noto Sans JP'])
  cache.close()
})
