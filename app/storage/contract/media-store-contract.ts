import type { MediaId } from '#app/document/model/ids.ts'
import type { MediaAsset, MediaStore } from '#app/sync/ports/project-store.ts'
import { assertEqual, type ContractCase } from './contract.ts'

export function createTestAsset(file: Blob, fields: Partial<MediaAsset> = {}): MediaAsset {
  const cloudId = crypto.randomUUID() as MediaId
  return {
    cloudId,
    handleName: `${cloudId}.png`,
    fileName: 'Home screen.png',
    fileType: 'image',
    mimeType: 'image/png',
    size: file.size,
    width: 1206,
    height: 2622,
    sha256: cloudId.replaceAll('-', ''),
    createdAt: 1_700_000_000_000,
    updatedAt: 1_700_000_000_000,
    syncStatus: 'pending',
    ...fields,
  }
}

export function createTestFile(sizeBytes: number): Blob {
  return new Blob([Uint8Array.from({ length: sizeBytes }, (_, index) => (index * 31) % 251)], {
    type: 'image/png',
  })
}

async function readBytes(file: Blob | undefined): Promise<string> {
  return file === undefined ? 'missing' : new Uint8Array(await file.arrayBuffer()).join(',')
}

/** The contract of MediaStore, for every implementation. */
export const mediaStoreContract: readonly ContractCase<MediaStore>[] = [
  {
    title: 'what was never put is undefined everywhere',
    async run(open) {
      const store = await open()
      const nowhere = crypto.randomUUID() as MediaId
      assertEqual(await store.findAsset(nowhere), undefined)
      assertEqual(await store.findFile(nowhere), undefined)
      assertEqual(await store.findThumbnail(nowhere), undefined)
      assertEqual(await store.findBySha256('none'), undefined)
      assertEqual(await store.listAssets(), [])
      await store.remove(nowhere)
    },
  },
  {
    title: 'a picture comes back byte for byte with its type, row and thumbnail, also after reopening',
    async run(open) {
      const store = await open()
      const file = createTestFile(100_000)
      const asset = createTestAsset(file)
      await store.put(asset, file, new Blob(['small'], { type: 'image/webp' }))
      store.close()
      const again = await open()
      assertEqual(await again.findAsset(asset.cloudId), asset)
      assertEqual(await again.findBySha256(asset.sha256), asset)
      assertEqual(await again.listAssets(), [asset])
      const found = await again.findFile(asset.cloudId)
      assertEqual([found?.type, found?.size], ['image/png', 100_000])
      assertEqual((await readBytes(found)) === (await readBytes(file)), true, 'the same bytes')
      assertEqual(await (await again.findThumbnail(asset.cloudId))?.text(), 'small')
    },
  },
  {
    title: 'putting the same id again replaces row, file and thumbnail',
    async run(open) {
      const store = await open()
      const asset = createTestAsset(createTestFile(10))
      await store.put(asset, createTestFile(10), new Blob(['small']))
      const synced: MediaAsset = { ...asset, size: 4, syncStatus: 'synced', syncedAt: 5 }
      await store.put(synced, new Blob(['long']), undefined)
      assertEqual(await store.findAsset(asset.cloudId), synced)
      assertEqual(await (await store.findFile(asset.cloudId))?.text(), 'long')
      assertEqual(await store.findThumbnail(asset.cloudId), undefined)
    },
  },
  {
    title: 'a name that no file system takes is no obstacle, and two names stay two files',
    async run(open) {
      const store = await open()
      const slashed = createTestAsset(new Blob(['one']), { handleName: 'a/b:c?.png' })
      const dots = createTestAsset(new Blob(['two']), { handleName: '..' })
      await store.put(slashed, new Blob(['one']), undefined)
      await store.put(dots, new Blob(['two']), undefined)
      assertEqual(await (await store.findFile(slashed.cloudId))?.text(), 'one')
      assertEqual(await (await store.findFile(dots.cloudId))?.text(), 'two')
    },
  },
  {
    title: 'removal leaves nothing of one picture and everything of another',
    async run(open) {
      const store = await open()
      const [gone, kept] = [createTestAsset(new Blob(['gone'])), createTestAsset(new Blob(['kept']))]
      await store.put(gone, new Blob(['gone']), new Blob(['small']))
      await store.put(kept, new Blob(['kept']), undefined)
      await store.remove(gone.cloudId)
      assertEqual(await store.findAsset(gone.cloudId), undefined)
      assertEqual(await store.findFile(gone.cloudId), undefined)
      assertEqual(await store.findThumbnail(gone.cloudId), undefined)
      assertEqual(await store.findBySha256(gone.sha256), undefined)
      assertEqual(await (await store.findFile(kept.cloudId))?.text(), 'kept')
      assertEqual(
        (await store.listAssets()).map(({ cloudId }) => cloudId),
        [kept.cloudId],
      )
    },
  },
  {
    title: 'the same picture under two ids is two pictures',
    async run(open) {
      const store = await open()
      const first = createTestAsset(new Blob(['same']), { sha256: 'same' })
      const second = createTestAsset(new Blob(['same']), { sha256: 'same' })
      await store.put(first, new Blob(['same']), undefined)
      await store.put(second, new Blob(['same']), undefined)
      await store.remove(first.cloudId)
      assertEqual((await store.findBySha256('same'))?.cloudId, second.cloudId)
      assertEqual(await (await store.findFile(second.cloudId))?.text(), 'same')
    },
  },
  {
    title: 'of several with the same bytes the one that is here is found, and no deleted one',
    async run(open) {
      const store = await open()
      const file = new Blob(['same'])
      const [gone, away, here] = ['gone', 'away', 'here'].map(() => createTestAsset(file, { sha256: 'same' }))
      if (!gone || !away || !here) throw new Error('three assets')
      await store.put({ ...gone, deletedAt: 5 }, file, undefined)
      assertEqual(await store.findBySha256('same'), undefined)
      await store.putRow({ ...away, isRemote: true })
      assertEqual((await store.findBySha256('same'))?.cloudId, away.cloudId)
      await store.put(here, file, undefined)
      assertEqual((await store.findBySha256('same'))?.cloudId, here.cloudId)
    },
  },
  {
    title: 'a row comes first and its original later; making room keeps row and thumbnail',
    async run(open) {
      const store = await open()
      const file = new Blob(['bytes'])
      const asset = createTestAsset(file, { syncStatus: 'synced' })
      await store.putRow({ ...asset, isRemote: true })
      await store.putThumbnail(asset.cloudId, new Blob(['small']))
      assertEqual(await store.findFile(asset.cloudId), undefined)
      assertEqual(await store.putFile(asset.cloudId, file), true)
      assertEqual(await store.findAsset(asset.cloudId), asset)
      assertEqual(await (await store.findFile(asset.cloudId))?.text(), 'bytes')
      await store.removeFile(asset.cloudId)
      assertEqual(await store.findAsset(asset.cloudId), { ...asset, isRemote: true })
      assertEqual(await store.findFile(asset.cloudId), undefined)
      assertEqual(await (await store.findThumbnail(asset.cloudId))?.text(), 'small')
    },
  },
  {
    title: 'an original that arrives after its asset was removed leaves nothing behind',
    async run(open) {
      const store = await open()
      const asset = createTestAsset(new Blob(['bytes']))
      assertEqual(await store.putFile(asset.cloudId, new Blob(['bytes'])), false)
      await store.putRow({ ...asset, isRemote: true })
      assertEqual(await store.findFile(asset.cloudId), undefined)
    },
  },
  {
    title: 'changes of one row made at once are all kept, and what is not there is left alone',
    async run(open) {
      const store = await open()
      const asset = createTestAsset(new Blob(['bytes']), { size: 0 })
      await store.put(asset, new Blob(['bytes']), undefined)
      await Promise.all(
        Array.from({ length: 10 }, () =>
          store.update(asset.cloudId, (row) => ({ ...row, size: row.size + 1 })),
        ),
      )
      assertEqual((await store.findAsset(asset.cloudId))?.size, 10)
      assertEqual((await store.update(asset.cloudId, () => undefined))?.size, 10)
      const nowhere = crypto.randomUUID() as MediaId
      assertEqual(await store.update(nowhere, (row) => row), undefined)
      assertEqual(await store.findAsset(nowhere), undefined)
    },
  },
]
