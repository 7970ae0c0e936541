import { randomBytes, randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { MediaId } from '#app/document/model/ids.ts'
import { createMemoryMediaStore } from '#app/storage/memory/media-store.ts'
import type { FileContent, FileRequest, FileResponse, FileTransport } from '#app/sync/api/file-transport.ts'
import { deletionGraceMs } from '#app/sync/media/deletion-grace.ts'
import { MediaSyncService } from '#app/sync/media/media-sync-service.ts'
import type { MediaAsset } from '#app/sync/ports/project-store.ts'
import { png } from '#tests/factories/picture-bytes.ts'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'
import type { BrowserWithoutJavaScript } from './browser-without-javascript.ts'
import { hashBytes } from './media-steps.ts'

export type MediaDeviceOptions = {
  /** The app's address: the server itself, or a proxy before it. */
  origin: string
  browser: BrowserWithoutJavaScript
  /** Called before each request. */
  watch?: (request: FileRequest) => void | Promise<void>
  onAnswer?: (request: FileRequest, answer: FileResponse) => void
}

/** The client's own sync service over fetch, as one device has it; close it with `service.close()`. */
export function openMediaDevice(options: MediaDeviceOptions) {
  const clock = createVirtualTime(Date.now())
  const store = createMemoryMediaStore()
  const values = new Map<string, unknown>()
  const service = new MediaSyncService(
    { apiBaseUrl: '/api', getUserId: async () => 'me', autoSync: false, syncInterval: 30_000 },
    {
      store,
      transport: createTransport(options),
      time: clock.time,
      random: () => 0,
      state: {
        getState: async (key) => values.get(key),
        setState: async (key, value) => void values.set(key, value),
      },
      wakeLeader: () => undefined,
      hash: async (file) => hashBytes(new Uint8Array(await file.arrayBuffer())),
      createThumbnail: async () => undefined,
      isUsedHere: async () => false,
      makeRoom: async () => false,
      onFault: (error) => expect.unreachable(String(error)),
    },
  )
  service.setRole('leads')
  async function add(bytes: Uint8Array, fields: Partial<MediaAsset> = {}): Promise<MediaAsset> {
    const file = new Blob([Buffer.from(bytes)])
    const cloudId = randomUUID() as MediaId
    const asset: MediaAsset = {
      cloudId,
      handleName: cloudId,
      fileName: 'Home.png',
      fileType: 'image',
      mimeType: 'image/png',
      size: file.size,
      width: 1206,
      height: 2622,
      sha256: hashBytes(bytes),
      createdAt: clock.time.nowMs(),
      updatedAt: clock.time.nowMs(),
      syncStatus: 'pending',
      ...fields,
    }
    await store.put(asset, file, undefined)
    return asset
  }
  async function readHash(asset: MediaAsset): Promise<string | undefined> {
    const file = await store.findFile(asset.cloudId)
    return file && hashBytes(new Uint8Array(await file.arrayBuffer()))
  }
  return {
    service,
    store,
    clock,
    add,
    readHash,
    find: (asset: MediaAsset) => store.findAsset(asset.cloudId),
    /** The library's deletion, before sync has run. */
    rename: (asset: MediaAsset, fileName: string) =>
      store.update(asset.cloudId, (row) => ({ ...row, fileName, updatedAt: Date.now(), isRenamed: true })),
    /** Deleted so long ago that the undo period is over. */
    remove: (asset: MediaAsset) =>
      store.update(asset.cloudId, (row) => ({ ...row, deletedAt: clock.time.nowMs() - deletionGraceMs })),
  }
}

function createTransport({ origin, browser, watch, onAnswer }: MediaDeviceOptions): FileTransport {
  async function send(request: FileRequest, signal: AbortSignal): Promise<FileResponse> {
    await watch?.(request)
    const { method, body, content } = request
    const response = await fetch(new URL(request.path, origin), {
      method,
      signal,
      headers: {
        // A connection of its own, as a proxy counts bytes by connection.
        connection: 'close',
        ...request.headers,
        ...(request.isSigned === true ? {} : { cookie: browser.cookieHeader }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(content === undefined ? {} : { body: await toFetchBody(content) }),
    })
    const answer = await readResponse(request, response)
    onAnswer?.(request, answer)
    return answer
  }

  return (request) => {
    const abort = new AbortController()
    return { response: send(request, abort.signal), cancel: () => abort.abort() }
  }
}

async function toFetchBody(content: FileContent): Promise<FormData | ArrayBuffer> {
  return content.kind === 'form' ? content.form : content.blob.arrayBuffer()
}

async function readResponse(request: FileRequest, response: Response): Promise<FileResponse> {
  const { status } = response
  if (request.expect === 'blob' && response.ok) return { status, blob: await response.blob() }
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return { status, ...(isJson ? { json: JSON.parse(text) } : {}) }
}

/** A picture by its header; what follows its end makes it heavy and unlike any other. */
export const createHeavyPicture = (sizeBytes: number) =>
  Buffer.concat([png(1206, 2622), randomBytes(sizeBytes)])
