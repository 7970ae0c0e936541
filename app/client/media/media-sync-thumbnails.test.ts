import { describe, expect, it } from 'vitest'
import { thumbnailMaxBytes } from '#app/media-formats/media-limits.ts'
import { settle } from '#tests/fakes/settle.ts'
import { openMediaDevice } from '#tests/fakes/simulated-media-device.ts'
import { createSimulatedMediaServer } from '#tests/fakes/simulated-media-server.ts'

const small = new Blob(['drawn small'], { type: 'image/webp' })
const ofThumbnails = ({ url }: { url: string }) => url.includes('/thumbnail?')
const hanging = { response: new Promise<never>(() => undefined), cancel: () => undefined }
const ofOriginals = ({ url }: { url: string }) => url.startsWith('https://bucket')

type Server = ReturnType<typeof createSimulatedMediaServer>
const readCloud = (server: Server, { cloudId }: { cloudId: string }) =>
  server.rows.get(cloudId)?.thumbnail?.text()
const countSent = (server: Server) =>
  server.requests.filter((request) => request.method === 'PUT' && ofThumbnails(request)).length

describe('sending small pictures', () => {
  it('follows every upload, once', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server)
    const assets = await Promise.all(['a', 'b', 'c'].map((text) => device.add(text, {}, small)))
    await device.service.syncPendingAssets()
    for (const asset of assets) await expect.poll(() => readCloud(server, asset)).toBe('drawn small')
    await device.service.pullCloudAssets()
    await device.service.syncPendingAssets()
    await settle()
    expect(countSent(server)).toBe(3)
    expect(device.faults).toEqual([])
  })

  it('does not wait for the uploads that come after its own', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server, {
      transport: (request) =>
        request.content?.kind === 'form' && request.content.form.get('fileName') === 'Slow.png'
          ? hanging
          : server.transport(request),
    })
    const quick = await device.add('quick', {}, small)
    await device.add('slow', { fileName: 'Slow.png' }, small)
    void device.service.syncPendingAssets()
    await expect.poll(() => readCloud(server, quick)).toBe('drawn small')
  })

  it('comes after for a file that the account has had without one', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server)
    const asset = await device.add('old')
    await device.service.syncPendingAssets()
    await settle()
    expect(countSent(server)).toBe(0)
    // Somebody has looked at it.
    await device.store.putThumbnail(asset.cloudId, small)
    await device.service.syncPendingAssets()
    await expect.poll(() => readCloud(server, asset)).toBe('drawn small')
  })

  it('that hangs holds up no upload, not even of what is imported meanwhile', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server, {
      transport: (request) => (ofThumbnails({ url: request.path }) ? hanging : server.transport(request)),
    })
    const first = await device.add('first', {}, small)
    await device.service.syncPendingAssets()
    const second = await device.add('second', {}, small)
    await device.service.syncPendingAssets()
    for (const asset of [first, second])
      expect(await device.find(asset)).toMatchObject({ syncStatus: 'synced' })
  })

  it('that fails says nothing, is tried again later, and leaves uploads their turn', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server)
    server.intervene((request) => (ofThumbnails(request) ? { status: 500 } : undefined))
    const assets = [await device.add('a', {}, small), await device.add('b', {}, small)]
    await device.service.syncPendingAssets()
    await settle()
    expect(countSent(server)).toBe(1)
    expect(device.service.state.get().failure).toBeUndefined()
    assets.push(await device.add('c', {}, small))
    device.service.wake('import')
    for (const asset of assets) {
      await expect.poll(() => device.find(asset)).toMatchObject({ syncStatus: 'synced' })
    }
    await settle()
    expect(countSent(server)).toBe(1)
    server.intervene(() => undefined)
    device.clock.advance(device.clock.nextDelayMs() ?? 0)
    for (const asset of assets) await expect.poll(() => readCloud(server, asset)).toBe('drawn small')
  })

  it('[F7] waits as long as Retry-After says', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server)
    await device.add('a', {}, small)
    server.intervene((request) => (ofThumbnails(request) ? { status: 429, retryAfterMs: 7_000 } : undefined))
    await device.service.syncPendingAssets()
    await settle()
    device.clock.advance(6_900)
    await settle()
    expect(countSent(server)).toBe(1)
    device.clock.advance(200)
    await expect.poll(() => countSent(server)).toBe(2)
  })

  it('is not repeated when it was refused, and not begun when it is too large', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server)
    const refusal = { error: { code: 'unsupported_media_type', message: 'No picture.' } }
    server.intervene((request) => (ofThumbnails(request) ? { status: 415, json: refusal } : undefined))
    const large = new Blob([new Uint8Array(thumbnailMaxBytes + 1)])
    const assets = [await device.add('refused', {}, small), await device.add('large', {}, large)]
    for (let round = 0; round < 3; round += 1) {
      await device.service.syncPendingAssets()
      await settle()
    }
    expect(countSent(server)).toBe(1)
    for (const asset of assets) expect(await device.find(asset)).not.toHaveProperty('syncError')
  })

  it('[F25] comes again with a file that was deleted elsewhere and goes up once more', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server, { isUsedHere: async () => true })
    const asset = await device.add('picture', {}, small)
    await device.service.syncPendingAssets()
    await expect.poll(() => readCloud(server, asset)).toBe('drawn small')
    const row = server.rows.get(asset.cloudId)
    if (row !== undefined) row.thumbnail = undefined
    server.change(asset.cloudId, { deletedAt: new Date().toISOString() })
    await device.service.pullCloudAssets()
    await expect.poll(() => readCloud(server, asset)).toBe('drawn small')
  })

  it('is left to the device that has the original', async () => {
    const server = createSimulatedMediaServer()
    const [a, b] = [openMediaDevice(server), openMediaDevice(server)]
    const asset = await a.add('picture', {}, small)
    await a.service.syncPendingAssets()
    await expect.poll(() => readCloud(server, asset)).toBe('drawn small')
    await b.service.pullCloudAssets()
    expect(await b.service.fetchOriginal(asset.cloudId)).toBe('here')
    await b.service.syncPendingAssets()
    await settle()
    expect(await readCloud(server, asset)).toBe('drawn small')
    expect(countSent(server)).toBe(1)
  })
})

describe('fetching small pictures', () => {
  async function openTwo({ thumbnail }: { thumbnail?: Blob } = { thumbnail: small }) {
    const server = createSimulatedMediaServer()
    const [a, b] = [openMediaDevice(server), openMediaDevice(server)]
    const asset = await a.add('picture', {}, thumbnail)
    await a.service.syncPendingAssets()
    if (thumbnail !== undefined) await expect.poll(() => readCloud(server, asset)).toBe('drawn small')
    await b.service.pullCloudAssets()
    const readHere = async () => (await b.store.findThumbnail(asset.cloudId))?.text()
    return { server, b, asset, readHere }
  }

  it('needs no original, which comes when somebody opens it', async () => {
    const { server, b, asset, readHere } = await openTwo()
    b.service.requestThumbnail(asset.cloudId)
    await expect.poll(readHere).toBe('drawn small')
    expect(b.events).toContainEqual({ kind: 'thumbnail', mediaId: asset.cloudId })
    expect(await b.store.findFile(asset.cloudId)).toBeUndefined()
    expect(await b.find(asset)).toMatchObject({ isRemote: true })
    expect(server.requests.filter(ofOriginals)).toEqual([])
    expect(await b.service.fetchOriginal(asset.cloudId)).toBe('here')
    expect(await readHere()).toBe('drawn small')
  })

  it('takes the original where the account has no small picture, and gives it the one made of it', async () => {
    const { server, b, asset, readHere } = await openTwo({})
    server.intervene((request) => (ofOriginals(request) ? new Error('cut') : undefined))
    b.service.requestThumbnail(asset.cloudId)
    await settle()
    // What the account does not have is not asked for again and again.
    for (const _round of [1, 2]) {
      b.service.wake('asked')
      await settle()
    }
    expect(server.requests.filter(ofThumbnails)).toHaveLength(1)
    server.intervene(() => undefined)
    b.service.wake('asked')
    await expect.poll(readHere).toBe('small')
    expect(await (await b.store.findFile(asset.cloudId))?.text()).toBe('picture')
    await b.service.syncPendingAssets()
    await expect.poll(() => readCloud(server, asset)).toBe('small')
  })

  it('never shows the small picture of other bytes', async () => {
    const { server, b, asset, readHere } = await openTwo()
    server.change(asset.cloudId, { sha256: 'f'.repeat(64) })
    b.service.requestThumbnail(asset.cloudId)
    // It is made of the original instead.
    await expect.poll(readHere).toBe('small')
    expect(server.requests.filter(ofOriginals)).toHaveLength(1)
  })

  it('[F42] takes no page of a captive portal for a picture, and asks again', async () => {
    const { server, b, asset, readHere } = await openTwo()
    const page = new Blob(['<html>'], { type: 'text/html' })
    server.intervene((request) => (ofThumbnails(request) ? { status: 200, blob: page } : undefined))
    b.service.requestThumbnail(asset.cloudId)
    await settle()
    expect(await readHere()).toBeUndefined()
    server.intervene(() => undefined)
    b.clock.advance(b.clock.nextDelayMs() ?? 0)
    await expect.poll(readHere).toBe('drawn small')
  })

  it('goes on when the network is back, and fetches no original instead', async () => {
    const { server, b, asset, readHere } = await openTwo()
    server.intervene(() => new Error('offline'))
    b.service.requestThumbnail(asset.cloudId)
    await settle()
    server.intervene(() => undefined)
    b.service.wake('online')
    await expect.poll(readHere).toBe('drawn small')
    expect(server.requests.filter(ofOriginals)).toEqual([])
  })

  it('waits for a file that the account gets later', async () => {
    const server = createSimulatedMediaServer()
    const [a, b] = [openMediaDevice(server), openMediaDevice(server)]
    const asset = await a.add('picture', {}, small)
    b.service.requestThumbnail(asset.cloudId)
    await settle()
    await a.service.syncPendingAssets()
    await expect.poll(() => readCloud(server, asset)).toBe('drawn small')
    await b.service.pullCloudAssets()
    await expect.poll(async () => (await b.store.findThumbnail(asset.cloudId))?.text()).toBe('drawn small')
  })
})
