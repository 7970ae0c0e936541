import { expect, it } from 'vitest'
import type { CanvasSizeId, Locale, ScreenId } from '#app/document/model/ids.ts'
import { createStagedKeeper } from './file-keeper.ts'
import type { FolderFiles } from './folder-files.ts'
import { hashBytes } from './hash-bytes.ts'
import { encodePng } from './png/encode-png.ts'

/** A disk like the browser's: a file that is written again cannot be read through what was opened before. */
function createDisk(): FolderFiles {
  const disk = new Map<string, { bytes: Uint8Array<ArrayBuffer> }>()
  return {
    async find(path) {
      const entry = disk.get(path)
      if (entry === undefined) return undefined
      const file = new File([entry.bytes], path)
      file.arrayBuffer = async () => {
        if (disk.get(path) !== entry) throw new DOMException('The file has changed.', 'NotReadableError')
        return entry.bytes.slice().buffer
      }
      return file
    },
    async write(path, file) {
      disk.set(path, { bytes: new Uint8Array(await new Response(file).arrayBuffer()) })
    },
    async remove(path) {
      disk.delete(path)
    },
    list: async () => [...disk.keys()],
    listAll: async () => [...disk.keys()],
  }
}

it('a picture with two places stays readable in both, though both are made at once', async () => {
  const bytes = encodePng({ width: 6, height: 4, rgba: new Uint8Array(96) })
  const made = { blob: new Blob([bytes]), sha256: await hashBytes(bytes) }
  const target = {
    canvasSizeId: 'apple-universal' as CanvasSizeId,
    screenId: 'first' as ScreenId,
    locale: 'en-US' as Locale,
  }
  const planned = { target, key: 'one', format: 'png', widthPx: 6, heightPx: 4 } as const
  const keeper = await createStagedKeeper(createDisk())
  const phone = await keeper.put({ ...planned, path: 'en-US/phone/01.png' }, made)
  const kept = await Promise.all(
    ['en-US/pad/01.png', 'en-US/watch/01.png'].map((path) => keeper.put({ ...planned, path }, made)),
  )
  for (const { blob } of [phone, ...kept]) expect(new Uint8Array(await blob.arrayBuffer())).toEqual(bytes)
  expect((await keeper.find({ ...planned, path: 'en-US/phone/01.png' }))?.sha256).toBe(made.sha256)
})
