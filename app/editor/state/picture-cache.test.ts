import { expect, it, vi } from 'vitest'
import type { MediaId } from '#app/document/model/ids.ts'
import type { EditorMedia } from '../ports/session.ts'
import { createPictureCache } from './picture-cache.ts'

const capture = 'capture' as MediaId
const picture = (width: number) => ({ width, height: width * 2 }) as ImageBitmap

function openCache(here: { original?: ImageBitmap; small?: ImageBitmap }) {
  let arrive: (mediaId: MediaId) => void = () => undefined
  const media: EditorMedia = {
    loadImage: async () => here.original,
    loadSmallImage: async () => here.small,
    findFile: async () => undefined,
    findName: () => undefined,
    findSize: () => undefined,
    fetchFiles: async (mediaIds) => new Set(mediaIds),
    importFiles: async () => [],
    subscribe(listener) {
      arrive = listener
      return () => undefined
    },
  }
  const cache = createPictureCache(media)
  const announced = vi.fn()
  cache.subscribe(announced)
  return { cache, announced, arrive: () => arrive(capture) }
}

it('shows the thumbnail until the original arrives', async () => {
  const here: { original?: ImageBitmap; small?: ImageBitmap } = {}
  const { cache, announced, arrive } = openCache(here)
  expect(cache.find(capture)).toBeUndefined()
  await vi.waitFor(() => expect(announced).toHaveBeenCalledTimes(1))
  expect(cache.find(capture)).toBeUndefined()

  here.small = picture(40)
  arrive()
  await vi.waitFor(() => expect(announced).toHaveBeenCalledTimes(2))
  expect(cache.find(capture)).toBe(here.small)
  arrive()
  await vi.waitFor(() => expect(announced).toHaveBeenCalledTimes(3))
  expect(cache.find(capture)).toBe(here.small)

  here.original = picture(400)
  arrive()
  await vi.waitFor(() => expect(announced).toHaveBeenCalledTimes(4))
  expect(cache.find(capture)).toBe(here.original)
})

it('requests no thumbnail of an original that is on this device', async () => {
  const { cache, announced } = openCache({ original: picture(400), small: picture(40) })
  cache.find(capture)
  await vi.waitFor(() => expect(announced).toHaveBeenCalledTimes(1))
  expect(cache.find(capture)?.width).toBe(400)
})
