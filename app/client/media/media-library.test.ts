import { createHash } from 'node:crypto'
import { afterEach, expect, it, vi } from 'vitest'
import type { MediaId, ProjectId } from '#app/document/model/ids.ts'
import { createMemoryMediaStore } from '#app/storage/memory/media-store.ts'
import type { MediaSyncEvent } from '#app/sync/media/media-sync-config.ts'
import { MediaSyncService } from '#app/sync/media/media-sync-service.ts'
import type { MediaAsset } from '#app/sync/ports/project-store.ts'
import { createSimulatedMediaServer } from '#tests/fakes/simulated-media-server.ts'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'
import { createClientMedia } from './editor-media.ts'
import { createMediaLibrary } from './media-library.ts'

// Node 20 has none; the library asks it how much room there is.
vi.stubGlobal('navigator', {})
afterEach(() => vi.unstubAllGlobals())

const holiday = 'holiday' as ProjectId
const unexpected = () => expect.unreachable('Nothing is imported here.')

async function hash(blob: Blob): Promise<string> {
  return createHash('sha256')
    .update(new Uint8Array(await blob.arrayBuffer()))
    .digest('hex')
}

/** A device of the account over a server that holds its media; projects are what each of them names. */
function openDevice(
  server: ReturnType<typeof createSimulatedMediaServer>,
  projects: ReadonlyMap<ProjectId, readonly MediaId[]>,
) {
  const { time } = createVirtualTime(Date.UTC(2026, 0, 3))
  const store = createMemoryMediaStore()
  const values = new Map<string, unknown>()
  const state = {
    getState: async (key: string) => values.get(key),
    setState: async (key: string, value: unknown) => void values.set(key, value),
  }
  const onFault = (error: unknown) => expect.unreachable(String(error))
  const service = new MediaSyncService(
    { apiBaseUrl: '/api', getUserId: async () => 'user-1', autoSync: false, syncInterval: 30_000 },
    {
      ...{ store, time, state, hash, onFault, transport: server.transport },
      random: () => 0.5,
      wakeLeader: () => undefined,
      createThumbnail: async () => new Blob(['small']),
      isUsedHere: async () => false,
      makeRoom: async () => false,
    },
  )
  service.setRole('leads')
  const localMedia = {
    store,
    service,
    subscribe: (listener: (event: MediaSyncEvent) => void) => service.subscribe(listener),
    startSync: () => undefined,
    broadcast: () => undefined,
    makeRoom: async () => false,
    close: () => service.close(),
  }
  const importer = { importPicture: unexpected, createThumbnail: unexpected, close: () => undefined }
  const pinned = new Set<MediaId>()
  const media = createClientMedia({
    ...{ localMedia, importer },
    isSignedIn: true,
    mintId: () => crypto.randomUUID(),
    nowMs: time.nowMs,
    onNotice: unexpected,
  })
  const library = createMediaLibrary({
    ...{ localMedia, media, importer, state, time, onFault },
    uses: {
      findUses: async () => [],
      isUsed: async () => false,
      listMedia: async (projectId) => projects.get(projectId) ?? [],
    },
    accountId: 'user-1',
    editProject: async () => undefined,
    onPinned: (mediaIds) => {
      for (const mediaId of mediaIds) pinned.add(mediaId)
    },
  })
  async function add(content: string): Promise<MediaId> {
    const file = new Blob([content], { type: 'image/png' })
    const cloudId = crypto.randomUUID() as MediaId
    const asset: MediaAsset = {
      ...{ cloudId, handleName: cloudId, fileName: `${content}.png`, size: file.size },
      ...{ fileType: 'image', mimeType: 'image/png', width: 1206, height: 2622, sha256: await hash(file) },
      ...{ createdAt: time.nowMs(), updatedAt: time.nowMs(), syncStatus: 'pending' },
    }
    await store.put(asset, file, undefined)
    return cloudId
  }
  return { store, service, library, pinned, add }
}

it('keeps a project offline: all of its originals are fetched and pinned, no others, and what it names later as well', async () => {
  const server = createSimulatedMediaServer()
  const projects = new Map<ProjectId, readonly MediaId[]>()
  const first = openDevice(server, projects)
  const ids = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(first.add))
  await first.service.syncPendingAssets()
  const [used, later, other] = [ids.slice(0, 3), ids[3] as MediaId, ids[4] as MediaId]
  projects.set(holiday, used)

  const second = openDevice(server, projects)
  await second.library.load()
  await second.service.pullCloudAssets()
  const listHere = async () => {
    const found = await Promise.all(ids.map((id) => second.store.findFile(id)))
    return ids.filter((_, index) => found[index] !== undefined)
  }
  expect(await listHere()).toEqual([])

  await second.library.setOffline(holiday, true)
  await expect.poll(listHere).toEqual(used)
  expect([...second.pinned]).toEqual(used)

  projects.set(holiday, [...used, later])
  second.library.recordProject(holiday)
  await expect.poll(listHere).toEqual([...used, later])
  expect(second.pinned).toContain(later)
  expect(second.pinned).not.toContain(other)
  first.library.close()
  second.library.close()
  first.service.close()
  second.service.close()
})
