import { describe, expect, it } from 'vitest'
import type { MediaId } from '#app/document/model/ids.ts'
import { createDecodedPictures } from './decoded-pictures.ts'

const id = (name: string) => name as MediaId
const picture = (width: number, height: number) => ({ width, height, close: () => undefined }) as ImageBitmap

describe('createDecodedPictures', () => {
  it('loads once for concurrent and later requests', async () => {
    let loads = 0
    const cache = createDecodedPictures(async () => picture(++loads, 1), { maxPixels: 100 })
    const [a, b] = await Promise.all([cache.get(id('a')), cache.get(id('a'))])
    expect(a).toBe(b)
    expect(await cache.get(id('a'))).toBe(a)
    expect(loads).toBe(1)
  })

  it('evicts the least recently used when there are too many pixels, but never the one just requested', async () => {
    const loaded: string[] = []
    const cache = createDecodedPictures(
      async (mediaId) => {
        loaded.push(mediaId)
        return picture(mediaId === 'huge' ? 1000 : 40, 1)
      },
      { maxPixels: 100 },
    )
    for (const name of ['a', 'b', 'a', 'c']) await cache.get(id(name))
    // b was evicted for c, since a was used after it.
    for (const name of ['a', 'c']) await cache.get(id(name))
    expect(loaded).toEqual(['a', 'b', 'c'])
    await cache.get(id('huge'))
    await cache.get(id('huge'))
    expect(loaded).toEqual(['a', 'b', 'c', 'huge'])
  })

  it('loads again what was missing or failed', async () => {
    const responses: (() => Promise<ImageBitmap | undefined>)[] = [
      async () => undefined,
      async () => {
        throw new Error('disk')
      },
      async () => picture(1, 1),
    ]
    const cache = createDecodedPictures(async () => responses.shift()?.(), { maxPixels: 100 })
    expect(await cache.get(id('a'))).toBeUndefined()
    await expect(cache.get(id('a'))).rejects.toThrow('disk')
    expect(await cache.get(id('a'))).toMatchObject({ width: 1 })
  })
})
