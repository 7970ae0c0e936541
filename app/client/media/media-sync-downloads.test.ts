import { describe, expect, it } from 'vitest'
import { settle } from '#tests/fakes/settle.ts'
import { openMediaDevice } from '#tests/fakes/simulated-media-device.ts'
import { createSimulatedMediaServer } from '#tests/fakes/simulated-media-server.ts'

describe('pull', () => {
  it('brings rows at once and originals when they are wanted, checked and thumbnailed', async () => {
    const server = createSimulatedMediaServer()
    const a = openMediaDevice(server)
    const b = openMediaDevice(server)
    const asset = await a.add('picture')
    await a.service.syncPendingAssets()
    await b.service.pullCloudAssets()
    expect(await b.find(asset)).toMatchObject({ syncStatus: 'synced', isRemote: true, fileName: 'Home.png' })
    expect(await b.store.findFile(asset.cloudId)).toBeUndefined()
    expect(await b.service.fetchOriginal(asset.cloudId)).toBe('here')
    expect(await (await b.store.findFile(asset.cloudId))?.text()).toBe('picture')
    expect(await (await b.store.findThumbnail(asset.cloudId))?.text()).toBe('small')
    expect(await b.find(asset)).not.toHaveProperty('isRemote')
    expect(b.events).toContainEqual({ kind: 'arrived', mediaId: asset.cloudId })
  })

  it('[F39] an original that is wanted before the account has it arrives by itself', async () => {
    const server = createSimulatedMediaServer()
    const a = openMediaDevice(server)
    const b = openMediaDevice(server)
    const asset = await a.add('picture')
    expect(await b.service.fetchOriginal(asset.cloudId)).toBe('unknown')
    await a.service.syncPendingAssets()
    const arrived = new Promise<void>((resolve) =>
      b.service.subscribe((event) => event.kind === 'arrived' && resolve()),
    )
    await b.service.pullCloudAssets()
    await arrived
    expect(await (await b.store.findFile(asset.cloudId))?.text()).toBe('picture')
  })

  it('the same file added on two devices is fetched by neither', async () => {
    const server = createSimulatedMediaServer()
    const a = openMediaDevice(server)
    const b = openMediaDevice(server)
    const [first, second] = [await a.add('same'), await b.add('same')]
    await a.service.syncPendingAssets()
    await b.service.syncPendingAssets()
    await a.service.pullCloudAssets()
    expect(await (await b.store.findFile(first.cloudId))?.text()).toBe('same')
    expect(await (await a.store.findFile(second.cloudId))?.text()).toBe('same')
    expect(server.requests.some(({ url }) => url.startsWith('https://bucket.example'))).toBe(false)
  })

  it('[F38] a download whose address ran out is signed again', async () => {
    const server = createSimulatedMediaServer()
    const a = openMediaDevice(server)
    const b = openMediaDevice(server)
    const asset = await a.add('picture')
    await a.service.syncPendingAssets()
    await b.service.pullCloudAssets()
    server.expireSignatures()
    expect(await b.service.fetchOriginal(asset.cloudId)).toBe('here')
  })

  it('[F40] a download that was cut short is never shown', async () => {
    const server = createSimulatedMediaServer()
    const a = openMediaDevice(server)
    const b = openMediaDevice(server)
    const asset = await a.add('picture')
    await a.service.syncPendingAssets()
    await b.service.pullCloudAssets()
    server.intervene(({ url }) =>
      url.startsWith('https://bucket') ? { status: 200, blob: new Blob(['pict']) } : undefined,
    )
    expect(await b.service.fetchOriginal(asset.cloudId)).toBe('unreachable')
    expect(await b.store.findFile(asset.cloudId)).toBeUndefined()
  })

  it('asks only for what is new, and for everything when the server came back from a backup [F27]', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server)
    const first = await device.add('one')
    const second = await device.add('two')
    await device.service.syncPendingAssets()
    await device.service.pullCloudAssets()
    expect(server.requests.filter(({ url }) => url.includes('?since='))).not.toEqual([])
    server.forget(first.cloudId)
    server.forget(second.cloudId)
    await device.service.pullCloudAssets()
    await device.service.syncPendingAssets()
    expect([...server.rows.keys()].sort()).toEqual([first.cloudId, second.cloudId].sort())
  })

  it('[F27] compares everything in another epoch, although the numbers have passed its cursor since', async () => {
    const server = createSimulatedMediaServer()
    const [device, other] = [openMediaDevice(server), openMediaDevice(server)]
    const lost = await device.add('one')
    await device.service.syncPendingAssets()
    await device.service.pullCloudAssets()
    server.forget(lost.cloudId)
    server.renewEpoch()
    for (const text of ['two', 'three']) await other.add(text)
    await other.service.syncPendingAssets()
    await device.service.pullCloudAssets()
    await device.service.syncPendingAssets()
    expect(server.rows.has(lost.cloudId)).toBe(true)
    const countWhole = () => server.requests.filter(({ url }) => url === '/api/media/assets').length
    const before = countWhole()
    await device.service.pullCloudAssets()
    expect(countWhole()).toBe(before)
  })

  it('a sequence number that this device has not seen is a reason to look', async () => {
    const server = createSimulatedMediaServer()
    const a = openMediaDevice(server)
    const b = openMediaDevice(server)
    await b.service.pullCloudAssets()
    const asset = await a.add('picture')
    await a.service.syncPendingAssets()
    const before = server.requests.length
    b.service.recordMediaSeq(0)
    expect(server.requests).toHaveLength(before)
    const changed = new Promise<void>((resolve) => b.service.subscribe(() => resolve()))
    b.service.recordMediaSeq(1)
    await changed
    expect(await b.find(asset)).toBeDefined()
  })
})

describe('downloads when the network fails', () => {
  async function openTwo() {
    const server = createSimulatedMediaServer()
    const [a, b] = [openMediaDevice(server), openMediaDevice(server)]
    const assets = await Promise.all(Array.from({ length: 20 }, (_, index) => a.add(`picture ${index}`)))
    await a.service.syncPendingAssets()
    await b.service.pullCloudAssets()
    const countBucket = () => server.requests.filter(({ url }) => url.startsWith('https://bucket')).length
    const countHere = async () => {
      const files = await Promise.all(assets.map(({ cloudId }) => b.store.findFile(cloudId)))
      return files.filter((file) => file !== undefined).length
    }
    return { server, b, ids: assets.map(({ cloudId }) => cloudId), countBucket, countHere }
  }
  it('the others wait with the one that failed: one request goes ahead at each back-off', async () => {
    const { server, b, ids, countBucket, countHere } = await openTwo()
    server.intervene(({ url }) => (url.startsWith('https://bucket') ? new Error('refused') : undefined))
    for (const id of ids) b.service.request(id)
    await settle()
    expect(countBucket()).toBe(3)
    await settle()
    expect(countBucket()).toBe(3)
    b.clock.advance(b.clock.nextDelayMs() ?? 0)
    await settle()
    expect(countBucket()).toBe(4)
    // The network is back: whoever says so is believed, and everything comes.
    server.intervene(() => undefined)
    b.service.wake('online')
    await expect.poll(countHere).toBe(20)
  })

  it('the back-off alone brings everything when nobody says that the network is back', async () => {
    const { server, b, ids, countHere } = await openTwo()
    server.intervene(({ url }) => (url.startsWith('https://bucket') ? new Error('refused') : undefined))
    for (const id of ids) b.service.request(id)
    await settle()
    server.intervene(() => undefined)
    b.clock.advance(b.clock.nextDelayMs() ?? 0)
    await expect.poll(countHere).toBe(20)
  })

  it('a failed connection ends all waits at once, not after a try of each', async () => {
    const { server, b, ids, countBucket } = await openTwo()
    server.intervene(({ url }) => (url.startsWith('https://bucket') ? new Error('refused') : undefined))
    const ends = await Promise.all(ids.map((id) => b.service.fetchOriginal(id)))
    expect(new Set(ends)).toEqual(new Set(['unreachable']))
    expect(countBucket()).toBeLessThanOrEqual(3)
  })

  it('a download that never completes does not block the queue', async () => {
    const { server, b, ids, countHere } = await openTwo()
    server.intervene(({ url }) => (url.includes(ids[0] ?? '') ? new Error('cut') : undefined))
    for (const id of ids) b.service.request(id)
    await settle()
    b.clock.advance(b.clock.nextDelayMs() ?? 0)
    await expect.poll(countHere).toBe(19)
  })

  it('[F7] a busy storage is asked again when it says', async () => {
    const { server, b, ids, countBucket } = await openTwo()
    server.intervene(({ url }) =>
      url.startsWith('https://bucket') ? { status: 503, retryAfterMs: 7_000 } : undefined,
    )
    for (const id of ids) b.service.request(id)
    await settle()
    expect(countBucket()).toBe(3)
    b.clock.advance(6_900)
    await settle()
    expect(countBucket()).toBe(3)
    b.clock.advance(200)
    await settle()
    expect(countBucket()).toBe(4)
  })
})
