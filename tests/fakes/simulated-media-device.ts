import { createHash } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { MediaId } from '#app/document/model/ids.ts'
import { createMemoryMediaStore } from '#app/storage/memory/media-store.ts'
import type { MediaSyncEvent, MediaSyncPorts } from '#app/sync/media/media-sync-config.ts'
import { MediaSyncService } from '#app/sync/media/media-sync-service.ts'
import type { MediaAsset } from '#app/sync/ports/project-store.ts'
import type { createSimulatedMediaServer } from './simulated-media-server.ts'
import { createVirtualTime } from './virtual-time.ts'

export async function hashBlob(blob: Blob): Promise<string> {
  return createHash('sha256')
    .update(new Uint8Array(await blob.arrayBuffer()))
    .digest('hex')
}

/** A picture as it is before its upload, and its row. */
export async function planAsset(content: Blob | string, nowMs: number, fields: Partial<MediaAsset> = {}) {
  const file = new Blob([content], { type: 'image/png' })
  const cloudId = crypto.randomUUID() as MediaId
  const asset: MediaAsset = {
    cloudId,
    handleName: cloudId,
    fileName: 'Home.png',
    fileType: 'image',
    mimeType: 'image/png',
    size: file.size,
    width: 1206,
    height: 2622,
    sha256: await hashBlob(file),
    createdAt: nowMs,
    updatedAt: nowMs,
    syncStatus: 'pending',
    ...fields,
  }
  return { asset, file }
}

type Server = ReturnType<typeof createSimulatedMediaServer>

/** One device of the account over a simulated server, with its store in memory; closed at the end of the test. */
export function openMediaDevice(server: Server, ports: Partial<MediaSyncPorts> = {}) {
  const clock = createVirtualTime(Date.UTC(2026, 0, 3))
  const store = createMemoryMediaStore()
  const values = new Map<string, unknown>()
  const faults: unknown[] = []
  const events: MediaSyncEvent[] = []
  const service = new MediaSyncService(
    { apiBaseUrl: '/api', getUserId: async () => 'user-1', autoSync: false, syncInterval: 30_000 },
    {
      store,
      transport: server.transport,
      time: clock.time,
      random: () => 0.5,
      state: {
        getState: async (key) => values.get(key),
        setState: async (key, value) => void values.set(key, value),
      },
      wakeLeader: () => undefined,
      hash: hashBlob,
      createThumbnail: async () => new Blob(['small']),
      isUsedHere: async () => false,
      makeRoom: async () => false,
      onFault: (error) => faults.push(error),
      ...ports,
    },
  )
  service.setRole('leads')
  onTestFinished(() => service.close())
  service.subscribe((event) => events.push(event))
  async function add(
    content: Blob | string,
    fields: Partial<MediaAsset> = {},
    thumbnail?: Blob,
  ): Promise<MediaAsset> {
    const { asset, file } = await planAsset(content, clock.time.nowMs(), fields)
    await store.put(asset, file, thumbnail)
    return asset
  }
  const find = (asset: Pick<MediaAsset, 'cloudId'>) => store.findAsset(asset.cloudId)
  return { service, store, clock, add, find, values, faults, events }
}
