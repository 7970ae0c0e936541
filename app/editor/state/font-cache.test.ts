import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { MediaId } from '#app/document/model/ids.ts'
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

const idOf = (family: string) => family.slice('media:'.length) as MediaId

test('a font of one’s own is away while it has a row, and deleted when no library has it', async () => {
  const [away, deleted] = ['media:away', 'media:deleted']
  const cache = createFontCache(
    {
      findFile: async () => undefined,
      findName: (mediaId) => (mediaId === idOf(away) ? 'Away.ttf' : undefined),
      async fetchFiles(mediaIds, { onUnknown }) {
        for (const mediaId of mediaIds) onUnknown?.(mediaId)
        return new Set(mediaIds)
      },
      subscribe: () => () => undefined,
    },
    () => 'Brand.ttf',
  )
  const settled = new Promise<void>((resolve) => {
    const unsubscribe = cache.deleted.subscribe(() => {
      if (cache.deleted.get().length === 0) return
      unsubscribe()
      resolve()
    })
  })
  cache.need([{ family: away }, { family: deleted }])
  await settled
  expect(cache.missing.get()).toEqual(['Away.ttf'])
  expect(cache.deleted.get()).toEqual(['Brand.ttf'])
  cache.close()
})

test('a font of one’s own is not called deleted while the account is out of reach', async () => {
  let settle: () => void = () => undefined
  const settled = new Promise<void>((resolve) => (settle = resolve))
  const cache = createFontCache(
    {
      findFile: async () => undefined,
      findName: () => undefined,
      async fetchFiles(mediaIds) {
        setTimeout(settle)
        return new Set(mediaIds)
      },
      subscribe: () => () => undefined,
    },
    () => 'Brand.ttf',
  )
  cache.need([{ family: 'media:brand' }])
  await settled
  expect(cache.missing.get()).toEqual(['Brand.ttf'])
  expect(cache.deleted.get()).toEqual([])
  cache.close()
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
