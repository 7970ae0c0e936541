import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import type { MediaId } from '#app/document/ids.ts'
import { createMemoryMediaStore } from '#app/local/memory-media-store.ts'
import type { MediaSyncEvent, MediaSyncPorts } from '#app/media/sync/media-sync-config.ts'
import { MediaSyncService } from '#app/media/sync/media-sync-service.ts'
import { deletionGraceMs } from '#app/media/sync/push-assets.ts'
import type { MediaAsset } from '#app/sync/ports.ts'
import { createSimulatedMediaServer } from '#tests/fakes/simulated-media-server.ts'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'

const closing: MediaSyncService[] = []
afterEach(() => {
  for (const service of closing.splice(0)) service.close()
})

async function hash(blob: Blob): Promise<string> {
  return createHash('sha256')
    .update(new Uint8Array(await blob.arrayBuffer()))
    .digest('hex')
}

type Server = ReturnType<typeof createSimulatedMediaServer>

function openDevice(server: Server, ports: Partial<MediaSyncPorts> = {}) {
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
      exclusively: (_name, run) => run(),
      hash,
      createThumbnail: async () => new Blob(['small']),
      isUsedHere: async () => false,
      makeRoom: async () => false,
      onFault: (error) => faults.push(error),
      ...ports,
    },
  )
  closing.push(service)
  service.subscribe((event) => events.push(event))
  async function add(content: Blob | string, fields: Partial<MediaAsset> = {}): Promise<MediaAsset> {
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
      sha256: await hash(file),
      createdAt: clock.time.nowMs(),
      updatedAt: clock.time.nowMs(),
      syncStatus: 'pending',
      ...fields,
    }
    await store.put(asset, file, undefined)
    return asset
  }
  const find = (asset: Pick<MediaAsset, 'cloudId'>) => store.findAsset(asset.cloudId)
  return { service, store, clock, add, find, values, faults, events }
}

describe('upload', () => {
  it('brings every waiting original into the account, two at a time', async () => {
    const server = createSimulatedMediaServer()
    const device = openDevice(server)
    const assets = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => device.add(text)))
    let letGo: () => void = () => undefined
    server.hold(new Promise((resolve) => (letGo = resolve)))
    const synced = device.service.syncPendingAssets()
    letGo()
    await synced
    for (const asset of assets) {
      expect(await device.find(asset)).toMatchObject({ syncStatus: 'synced', userId: 'user-1' })
    }
    expect(server.rows.size).toBe(5)
    expect(server.peak.most).toBe(2)
    expect(device.faults).toEqual([])
  })

  it('[F38] resumes a large upload behind the parts that arrived', async () => {
    const server = createSimulatedMediaServer()
    const device = openDevice(server)
    const asset = await device.add(new Blob([new Uint8Array(35_000_000)]))
    let puts = 0
    server.intervene(({ method }) => {
      if (method !== 'PUT') return undefined
      puts += 1
      return puts === 4 ? new Error('cut') : undefined
    })
    await device.service.syncPendingAssets()
    expect(await device.find(asset)).toMatchObject({ syncStatus: 'pending' })
    device.clock.advance(1_000)
    await device.service.syncPendingAssets()
    expect(await device.find(asset)).toMatchObject({ syncStatus: 'synced' })
    // Five parts, one of them twice.
    expect(puts).toBe(6)
    expect(await hash(server.rows.get(asset.cloudId)?.blob ?? new Blob())).toBe(asset.sha256)
  })

  it('[F38] signs again when a signed address runs out in mid-upload', async () => {
    const server = createSimulatedMediaServer()
    const device = openDevice(server)
    const asset = await device.add(new Blob([new Uint8Array(35_000_000)]))
    let puts = 0
    server.intervene(({ method }) => {
      if (method === 'PUT') puts += 1
      if (method === 'PUT' && puts === 3) server.expireSignatures()
      return undefined
    })
    await device.service.syncPendingAssets()
    expect(await device.find(asset)).toMatchObject({ syncStatus: 'synced' })
    expect(server.requests.filter(({ url }) => url === '/api/media/uploads')).toHaveLength(2)
    expect(puts).toBe(6)
  })

  it('an answer that was lost makes no second asset', async () => {
    const server = createSimulatedMediaServer()
    const device = openDevice(server)
    const asset = await device.add('a')
    const real = server.transport
    let isFirst = true
    const lossy = openDevice(server, {
      store: device.store,
      transport: async (request, signal) => {
        const answer = await real(request, signal)
        if (request.method === 'POST' && isFirst) {
          isFirst = false
          throw new Error('lost')
        }
        return answer
      },
    })
    await lossy.service.syncPendingAssets()
    expect(await device.find(asset)).toMatchObject({ syncStatus: 'pending' })
    await lossy.service.syncPendingAssets()
    expect(await device.find(asset)).toMatchObject({ syncStatus: 'synced' })
    expect(server.rows.size).toBe(1)
  })

  it('what the server refuses is told and not tried again by itself; the others go on', async () => {
    const server = createSimulatedMediaServer()
    const device = openDevice(server)
    const bad = await device.add('bad')
    const good = await device.add('good')
    let isFull = true
    server.intervene((request) =>
      isFull && request.body?.kind === 'form' && request.body.form.get('id') === bad.cloudId
        ? { status: 413, json: { error: { code: 'too_large', message: 'Your account is full.' } } }
        : undefined,
    )
    await device.service.syncPendingAssets()
    expect(await device.find(bad)).toMatchObject({ syncStatus: 'error', syncError: 'Your account is full.' })
    expect(await device.find(good)).toMatchObject({ syncStatus: 'synced' })
    const count = server.requests.filter(({ method }) => method === 'POST').length
    await device.service.syncPendingAssets()
    expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(count)
    isFull = false
    await device.service.retry(bad.cloudId)
    await device.service.syncPendingAssets()
    const row = await device.find(bad)
    expect(row).toMatchObject({ syncStatus: 'synced' })
    expect(row).not.toHaveProperty('syncError')
  })

  it('[F7] waits as long as Retry-After says, and backs off otherwise', async () => {
    const server = createSimulatedMediaServer()
    const device = openDevice(server)
    await device.add('a')
    const busy = { error: { code: 'rate_limited', message: 'later' } }
    server.intervene(({ method }) =>
      method === 'POST' ? { status: 429, json: busy, retryAfterMs: 7_000 } : undefined,
    )
    await device.service.syncPendingAssets()
    expect(device.clock.nextDelayMs()).toBe(7_000)
    server.intervene(({ method }) => (method === 'POST' ? new Error('no network') : undefined))
    await device.service.syncPendingAssets()
    expect(device.clock.nextDelayMs()).toBeLessThanOrEqual(1_000)
    expect(device.service.state.get().stop).toBe('offline')
  })

  it('[F35] signed out, nothing is lost and nothing is tried in vain', async () => {
    const server = createSimulatedMediaServer()
    const device = openDevice(server)
    const asset = await device.add('a')
    let isOut = true
    server.intervene(() =>
      isOut ? { status: 401, json: { error: { code: 'unauthorized', message: 'no' } } } : undefined,
    )
    await device.service.syncPendingAssets()
    expect(device.service.state.get().stop).toBe('signed-out')
    expect(device.clock.nextDelayMs()).toBeUndefined()
    expect(await device.find(asset)).toMatchObject({ syncStatus: 'pending' })
    isOut = false
    await device.service.syncPendingAssets()
    expect(await device.find(asset)).toMatchObject({ syncStatus: 'synced' })
    expect(device.service.state.get().stop).toBeUndefined()
  })

  it('[F40] what the account holds is called synced only when size and hash are those of the original', async () => {
    const server = createSimulatedMediaServer()
    const device = openDevice(server)
    const asset = await device.add('whole')
    const real = server.transport
    const lying = openDevice(server, {
      store: device.store,
      transport: async (request, signal) => {
        const answer = await real(request, signal)
        const json = answer.json as { size?: number }
        return request.method === 'POST' ? { ...answer, json: { ...json, size: 2 } } : answer
      },
    })
    await lying.service.syncPendingAssets()
    expect(await device.find(asset)).toMatchObject({ syncStatus: 'pending' })
  })

  it('[F42] a captive portal that answers with a page changes nothing', async () => {
    const server = createSimulatedMediaServer()
    const device = openDevice(server)
    const asset = await device.add('a')
    server.intervene(() => ({ status: 200 }))
    await device.service.syncPendingAssets()
    expect(await device.find(asset)).toMatchObject({ syncStatus: 'pending' })
    expect(device.service.state.get().stop).toBe('offline')
  })

  it('an upload that a closed tab left behind is taken up', async () => {
    const server = createSimulatedMediaServer()
    const device = openDevice(server)
    const asset = await device.add('a', { syncStatus: 'syncing' })
    await device.service.syncPendingAssets()
    expect(await device.find(asset)).toMatchObject({ syncStatus: 'synced' })
  })
})

describe('pull', () => {
  it('brings rows at once and originals when they are wanted, checked and thumbnailed', async () => {
    const server = createSimulatedMediaServer()
    const a = openDevice(server)
    const b = openDevice(server)
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
    const a = openDevice(server)
    const b = openDevice(server)
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
    const a = openDevice(server)
    const b = openDevice(server)
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
    const a = openDevice(server)
    const b = openDevice(server)
    const asset = await a.add('picture')
    await a.service.syncPendingAssets()
    await b.service.pullCloudAssets()
    server.expireSignatures()
    expect(await b.service.fetchOriginal(asset.cloudId)).toBe('here')
  })

  it('[F40] a download that was cut short is never shown', async () => {
    const server = createSimulatedMediaServer()
    const a = openDevice(server)
    const b = openDevice(server)
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
    const device = openDevice(server)
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

  it('a sequence number that this device has not seen is a reason to look', async () => {
    const server = createSimulatedMediaServer()
    const a = openDevice(server)
    const b = openDevice(server)
    await b.service.pullCloudAssets()
    const asset = await a.add('picture')
    await a.service.syncPendingAssets()
    const before = server.requests.length
    b.service.noteMediaSeq(0)
    expect(server.requests).toHaveLength(before)
    const changed = new Promise<void>((resolve) => b.service.subscribe(() => resolve()))
    b.service.noteMediaSeq(1)
    await changed
    expect(await b.find(asset)).toBeDefined()
  })
})

describe('downloads when the network fails', () => {
  async function openTwo() {
    const server = createSimulatedMediaServer()
    const [a, b] = [openDevice(server), openDevice(server)]
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
  const settle = () => new Promise((resolve) => setTimeout(resolve, 20))

  it('the others wait with the one that failed: one request goes ahead at each back-off', async () => {
    const { server, b, ids, countBucket, countHere } = await openTwo()
    server.intervene(({ url }) => (url.startsWith('https://bucket') ? new Error('refused') : undefined))
    for (const id of ids) b.service.want(id)
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
    for (const id of ids) b.service.want(id)
    await settle()
    server.intervene(() => undefined)
    b.clock.advance(b.clock.nextDelayMs() ?? 0)
    await expect.poll(countHere).toBe(20)
  })

  it('whoever waits for many is told at once, not after a try of each', async () => {
    const { server, b, ids, countBucket } = await openTwo()
    server.intervene(({ url }) => (url.startsWith('https://bucket') ? new Error('refused') : undefined))
    const ends = await Promise.all(ids.map((id) => b.service.fetchOriginal(id)))
    expect(new Set(ends)).toEqual(new Set(['unreachable']))
    expect(countBucket()).toBeLessThanOrEqual(3)
  })

  it('one that never comes does not hold up the others', async () => {
    const { server, b, ids, countHere } = await openTwo()
    server.intervene(({ url }) => (url.includes(ids[0] ?? '') ? new Error('cut') : undefined))
    for (const id of ids) b.service.want(id)
    await settle()
    b.clock.advance(b.clock.nextDelayMs() ?? 0)
    await expect.poll(countHere).toBe(19)
  })

  it('[F7] a busy storage is asked again when it says', async () => {
    const { server, b, ids, countBucket } = await openTwo()
    server.intervene(({ url }) =>
      url.startsWith('https://bucket') ? { status: 503, retryAfterMs: 7_000 } : undefined,
    )
    for (const id of ids) b.service.want(id)
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

describe('names and deletions', () => {
  it('of two names the later one stays, on both devices', async () => {
    const server = createSimulatedMediaServer()
    const a = openDevice(server)
    const b = openDevice(server)
    const asset = await a.add('picture')
    await a.service.syncPendingAssets()
    await b.service.pullCloudAssets()
    const rename = (device: typeof a, fileName: string, atMs: number) =>
      device.store.update(asset.cloudId, (row) => ({ ...row, fileName, updatedAt: atMs, isRenamed: true }))
    await rename(b, 'Later.png', Date.UTC(2026, 0, 5))
    await rename(a, 'Earlier.png', Date.UTC(2026, 0, 4))
    await b.service.syncPendingAssets()
    await a.service.syncPendingAssets()
    await b.service.pullCloudAssets()
    expect((await a.find(asset))?.fileName).toBe('Later.png')
    expect((await b.find(asset))?.fileName).toBe('Later.png')
    expect(await a.find(asset)).not.toHaveProperty('isRenamed')
  })

  it('a deletion is told when it can no longer be undone, and reaches the other device', async () => {
    const server = createSimulatedMediaServer()
    const a = openDevice(server)
    const b = openDevice(server)
    const asset = await a.add('picture')
    await a.service.syncPendingAssets()
    await b.service.pullCloudAssets()
    await a.store.update(asset.cloudId, (row) => ({ ...row, deletedAt: a.clock.time.nowMs() }))
    await a.service.syncPendingAssets()
    expect(server.rows.get(asset.cloudId)?.deletedAt ?? undefined).toBeUndefined()
    expect(a.clock.nextDelayMs()).toBeLessThanOrEqual(deletionGraceMs)
    a.clock.advance(deletionGraceMs)
    await a.service.syncPendingAssets()
    expect(await a.find(asset)).toBeUndefined()
    await b.service.pullCloudAssets()
    expect(await b.find(asset)).toBeUndefined()
  })

  it('[F41] what a project in the account still uses comes back here', async () => {
    const server = createSimulatedMediaServer()
    const device = openDevice(server)
    const asset = await device.add('picture')
    await device.service.syncPendingAssets()
    await device.store.update(asset.cloudId, (row) => ({ ...row, deletedAt: 1 }))
    server.intervene(({ method }) =>
      method === 'DELETE'
        ? { status: 409, json: { error: { code: 'conflict', message: 'used' } } }
        : undefined,
    )
    await device.service.syncPendingAssets()
    expect(await device.find(asset)).not.toHaveProperty('deletedAt')
    expect(device.events).toContainEqual({ kind: 'deletion-refused', mediaId: asset.cloudId })
  })

  it('[F25] deleted elsewhere while a project here names it: the original goes up again', async () => {
    const server = createSimulatedMediaServer()
    const device = openDevice(server, { isUsedHere: async () => true })
    const asset = await device.add('picture')
    await device.service.syncPendingAssets()
    server.change(asset.cloudId, { deletedAt: new Date().toISOString() })
    await device.service.pullCloudAssets()
    expect(await device.find(asset)).toMatchObject({ syncStatus: 'synced' })
    expect(server.rows.get(asset.cloudId)?.deletedAt).toBeNull()
  })
})

describe('the named methods', () => {
  it('upload, look up, download and delete one asset', async () => {
    const server = createSimulatedMediaServer()
    const device = openDevice(server)
    const asset = await device.add('picture')
    const file = new File([(await device.store.findFile(asset.cloudId)) ?? ''], 'Home.png')
    const uploaded = await device.service.uploadAsset(asset, file)
    expect(uploaded).toMatchObject({ syncStatus: 'synced', cloudUrl: expect.stringContaining('https://') })
    const known = await device.service.fetchAssetMetadata(asset.cloudId)
    expect(known).toMatchObject({ fileName: 'Home.png', size: 7 })
    const downloaded = await device.service.downloadAssetFile(known.cloudUrl ?? '')
    expect(await downloaded.text()).toBe('picture')
    await device.service.deleteAsset(asset.cloudId)
    expect(await device.find(asset)).toBeUndefined()
    await expect(device.service.fetchAssetMetadata(asset.cloudId)).rejects.toMatchObject({ kind: 'missing' })
  })

  it('nobody signed in: nothing is sent', async () => {
    const server = createSimulatedMediaServer()
    const device = openDevice(server)
    await device.add('picture')
    const nobody = new MediaSyncService(
      { apiBaseUrl: '/api', getUserId: async () => null, autoSync: true, syncInterval: 1 },
      {
        store: device.store,
        transport: server.transport,
        time: device.clock.time,
        random: () => 0,
        state: { getState: async () => undefined, setState: async () => undefined },
        exclusively: (_name, run) => run(),
        hash,
        createThumbnail: async () => undefined,
        isUsedHere: async () => false,
        makeRoom: async () => false,
        onFault: () => undefined,
      },
    )
    await nobody.syncPendingAssets()
    nobody.close()
    expect(server.requests).toEqual([])
  })
})
