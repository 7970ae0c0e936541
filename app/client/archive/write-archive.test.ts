import { describe, expect, test } from 'vitest'
import { manifestSchema } from '#app/archive/manifest.ts'
import { openZip } from '#app/archive/open-zip.ts'
import { createTestProject, planPicture } from '#app/storage/contract/contract-fixtures.ts'
import { response, updateOf } from '#app/storage/contract/contract-steps.ts'
import { createTestAsset } from '#app/storage/contract/media-store-contract.ts'
import { openSessionStores } from '#app/storage/open-session-stores.ts'
import { type ExportChoice, writeArchive } from './write-archive.ts'

const file = new Blob(['picture'])

/** A device with pictures of which one waits for its upload, and projects that are in the account. */
async function setUp() {
  const stores = openSessionStores('export', {})
  const waiting = createTestAsset(file, { syncStatus: 'pending' })
  const synced = createTestAsset(file, { syncStatus: 'synced' })
  for (const asset of [waiting, synced]) await stores.media.put(asset, file, undefined)
  const sync = await stores.openSync()
  const fence = await sync.becomeLeader()
  const names = (mediaId: typeof waiting.cloudId, name: string) =>
    planPicture(createTestProject({ name }), mediaId).project
  return {
    stores,
    waiting,
    synced,
    async addSynced() {
      const projects = [names(waiting.cloudId, 'Waits'), names(synced.cloudId, 'In the account')]
      const updates = projects.map((project) => updateOf(project, 1))
      await response({ projects: stores.projects, sync }, fence, { updates })
    },
    async write(choice: ExportChoice) {
      const media = { fetchFiles: async () => new Set<never>() }
      const written = await writeArchive({ stores, media, choice, now: new Date(0) })
      const bytes = new Uint8Array(await written.file.arrayBuffer())
      const zip = await openZip({
        sizeBytes: bytes.length,
        read: async (offset, length) => bytes.slice(offset, offset + length),
      })
      const text = new TextDecoder().decode(await zip.read('manifest.json', 100_000))
      const manifest = manifestSchema.parse(JSON.parse(text))
      return {
        projects: manifest.projects.map(({ name }) => name),
        media: manifest.media.map(({ id }) => id),
      }
    },
  }
}

describe('the export of unsynced work', () => {
  test('has the synced projects that name a picture which waits for its upload, and no others', async () => {
    const { write, waiting, addSynced } = await setUp()
    await addSynced()
    expect(await write('unsynced')).toEqual({ projects: ['Waits'], media: [waiting.cloudId] })
  })

  test('has a waiting picture of the library that no project names', async () => {
    const { write, waiting } = await setUp()
    expect(await write('unsynced')).toEqual({ projects: [], media: [waiting.cloudId] })
  })

  test('is refused where nothing waits', async () => {
    const { write, stores, waiting, addSynced } = await setUp()
    await addSynced()
    await stores.media.update(waiting.cloudId, (row) => ({ ...row, syncStatus: 'synced' }))
    await expect(write('unsynced')).rejects.toThrow('no project')
  })
})
