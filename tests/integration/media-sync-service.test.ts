import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MediaId } from '#app/document/ids.ts'
import { createMemoryMediaStore } from '#app/local/memory-media-store.ts'
import { MediaSyncService } from '#app/media/sync/media-sync-service.ts'
import type { MediaRequest, MediaTransport } from '#app/media/sync/media-transport.ts'
import { deletionGraceMs } from '#app/media/sync/push-assets.ts'
import type { MediaAsset } from '#app/sync/ports.ts'
import { png } from '#tests/factories/picture-bytes.ts'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'
import { type BrowserWithoutJavaScript, signUpFreshAccount } from './setup/browser-without-javascript.ts'
import { hashBytes } from './setup/media-steps.ts'
import { startTestServer, type TestServer } from './setup/test-server.ts'

/** The client's service against the real server. */
let server: TestServer
const closing: MediaSyncService[] = []

beforeAll(async () => {
  server = await startTestServer({ MEDIA_UPLOADS_PER_MINUTE: '10000', MEDIA_QUOTA_BYTES: '2000000000' })
})
afterAll(async () => {
  for (const service of closing.splice(0)) service.close()
  await server.stop()
})

/** Signed addresses are absolute in a bucket, relative on the disk. */
function createTransport(
  browser: BrowserWithoutJavaScript,
  watch?: (request: MediaRequest) => void,
): MediaTransport {
  return async (request, signal) => {
    watch?.(request)
    const { method, body } = request
    const url = new URL(request.url, server.url)
    const init: RequestInit = {
      method,
      signal,
      headers: {
        ...request.headers,
        ...(request.isOwn ? { cookie: browser.cookieHeader } : {}),
        ...(body?.kind === 'json' ? { 'content-type': 'application/json' } : {}),
      },
      ...(body === undefined
        ? {}
        : {
            body:
              body.kind === 'json'
                ? JSON.stringify(body.value)
                : body.kind === 'form'
                  ? body.form
                  : await body.blob.arrayBuffer(),
          }),
    }
    const response = await fetch(url, init)
    if (request.expect === 'blob' && response.ok)
      return { status: response.status, blob: await response.blob() }
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    return { status: response.status, ...(isJson ? { json: JSON.parse(text) } : {}) }
  }
}

function openDevice(browser: BrowserWithoutJavaScript, watch?: (request: MediaRequest) => void) {
  const clock = createVirtualTime(Date.now())
  const store = createMemoryMediaStore()
  const values = new Map<string, unknown>()
  const service = new MediaSyncService(
    { apiBaseUrl: '/api', getUserId: async () => 'me', autoSync: false, syncInterval: 30_000 },
    {
      store,
      transport: createTransport(browser, watch),
      time: clock.time,
      random: () => 0,
      state: {
        getState: async (key) => values.get(key),
        setState: async (key, value) => void values.set(key, value),
      },
      exclusively: (_name, run) => run(),
      hash: async (file) => hashBytes(new Uint8Array(await file.arrayBuffer())),
      createThumbnail: async () => undefined,
      isUsedHere: async () => false,
      makeRoom: async () => false,
      onFault: (error) => expect.unreachable(String(error)),
    },
  )
  closing.push(service)
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
  return { service, store, clock, add, find: (asset: MediaAsset) => store.findAsset(asset.cloudId) }
}

/** A picture by its header; what follows its end makes it heavy and unlike any other. */
const capture = (sizeBytes: number) => Buffer.concat([png(1206, 2622), randomBytes(sizeBytes)])

describe('two devices of one account', () => {
  test('have each other’s files, names and deletions', async () => {
    const { browser } = await signUpFreshAccount(server.url)
    const [a, b] = [openDevice(browser), openDevice(browser)]
    const bytes = capture(50_000)
    const asset = await a.add(bytes)
    await a.service.syncPendingAssets()
    await b.service.pullCloudAssets()
    expect(await b.find(asset)).toMatchObject({ isRemote: true, width: 1206, height: 2622 })
    expect(await b.service.fetchOriginal(asset.cloudId)).toBe('here')
    const file = await b.store.findFile(asset.cloudId)
    expect(hashBytes(new Uint8Array((await file?.arrayBuffer()) ?? []))).toBe(asset.sha256)

    await b.store.update(asset.cloudId, (row) => ({
      ...row,
      fileName: 'Start.png',
      updatedAt: Date.now(),
      isRenamed: true,
    }))
    await b.service.syncPendingAssets()
    await a.service.pullCloudAssets()
    expect((await a.find(asset))?.fileName).toBe('Start.png')

    await a.store.update(asset.cloudId, (row) => ({
      ...row,
      deletedAt: a.clock.time.nowMs() - deletionGraceMs,
    }))
    await a.service.syncPendingAssets()
    await b.service.pullCloudAssets()
    expect(await a.find(asset)).toBeUndefined()
    expect(await b.find(asset)).toBeUndefined()
  })

  test('that added the same file keep both names for it, and neither fetches it', async () => {
    const { browser } = await signUpFreshAccount(server.url)
    const bytes = capture(50_000)
    const downloads: string[] = []
    const watch = ({ expect: wanted, url }: MediaRequest) => void (wanted === 'blob' && downloads.push(url))
    const [a, b] = [openDevice(browser, watch), openDevice(browser, watch)]
    const [first, second] = [await a.add(bytes), await b.add(bytes)]
    await a.service.syncPendingAssets()
    await b.service.syncPendingAssets()
    await a.service.pullCloudAssets()
    expect((await b.store.findFile(first.cloudId))?.size).toBe(bytes.length)
    expect((await a.store.findFile(second.cloudId))?.size).toBe(bytes.length)
    expect(downloads).toEqual([])
  })
})
