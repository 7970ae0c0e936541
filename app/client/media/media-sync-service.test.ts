import { describe, expect, it } from 'vitest'
import type { FileResponse } from '#app/sync/api/file-transport.ts'
import { deletionGraceMs } from '#app/sync/media/deletion-grace.ts'
import { MediaSyncService } from '#app/sync/media/media-sync-service.ts'
import { hashBlob, openMediaDevice } from '#tests/fakes/simulated-media-device.ts'
import { createSimulatedMediaServer } from '#tests/fakes/simulated-media-server.ts'

describe('upload', () => {
  it('brings every waiting original into the account, two at a time', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server)
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
    const device = openMediaDevice(server)
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
    expect(await hashBlob(server.rows.get(asset.cloudId)?.blob ?? new Blob())).toBe(asset.sha256)
  })

  it('[F38] signs again when a signed address runs out in mid-upload', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server)
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
    const device = openMediaDevice(server)
    const asset = await device.add('a')
    const real = server.transport
    let isFirst = true
    const lossy = openMediaDevice(server, {
      store: device.store,
      transport: (request) => {
        const call = real(request)
        const lose = (response: FileResponse) => {
          if (request.method !== 'POST' || !isFirst) return response
          isFirst = false
          throw new Error('lost')
        }
        return { ...call, response: call.response.then(lose) }
      },
    })
    await lossy.service.syncPendingAssets()
    expect(await device.find(asset)).toMatchObject({ syncStatus: 'pending' })
    await lossy.service.syncPendingAssets()
    expect(await device.find(asset)).toMatchObject({ syncStatus: 'synced' })
    expect(server.rows.size).toBe(1)
  })

  it('a refused file is reported and not tried again by itself; the others go on', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server)
    const bad = await device.add('bad')
    const good = await device.add('good')
    let isRefused = true
    server.intervene((request) =>
      isRefused && request.content?.kind === 'form' && request.content.form.get('id') === bad.cloudId
        ? { status: 413, json: { error: { code: 'too_large', message: 'It is too large.' } } }
        : undefined,
    )
    await device.service.syncPendingAssets()
    expect(await device.find(bad)).toMatchObject({ syncStatus: 'error', syncError: 'It is too large.' })
    expect(await device.find(good)).toMatchObject({ syncStatus: 'synced' })
    const count = server.requests.filter(({ method }) => method === 'POST').length
    await device.service.syncPendingAssets()
    expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(count)
    isRefused = false
    await device.service.retry(bad.cloudId)
    await device.service.syncPendingAssets()
    const row = await device.find(bad)
    expect(row).toMatchObject({ syncStatus: 'synced' })
    expect(row).not.toHaveProperty('syncError')
  })

  it.each(['here', 'elsewhere'] as const)(
    '[S25] what the full account refuses waits for a deletion %s, and then goes up by itself',
    async (where) => {
      const server = createSimulatedMediaServer()
      const device = openMediaDevice(server)
      const old = await device.add('old')
      await device.service.syncPendingAssets()
      const fresh = await device.add('fresh')
      const json = {
        error: { code: 'insufficient_storage', message: 'Your account is full.' },
        reason: 'quota',
      }
      server.intervene(({ method }) => (method === 'POST' ? { status: 507, json } : undefined))
      await device.service.syncPendingAssets()
      expect(await device.find(fresh)).toMatchObject({ syncStatus: 'error', lacksRoom: true })
      const count = () => server.requests.filter(({ method }) => method === 'POST').length
      const before = count()
      await device.service.syncPendingAssets()
      expect(count()).toBe(before)
      server.intervene(undefined)
      if (where === 'here') {
        await device.store.update(old.cloudId, (row) => ({ ...row, deletedAt: 0 }))
      } else server.change(old.cloudId, { deletedAt: new Date(0).toISOString() })
      await device.service.pullCloudAssets()
      await device.service.syncPendingAssets()
      const row = await device.find(fresh)
      expect(row).toMatchObject({ syncStatus: 'synced' })
      expect(row).not.toHaveProperty('lacksRoom')
    },
  )

  it('[S25] after a file that the full account refuses, only smaller ones are sent', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server)
    const contents = ['12345', '123456', '1234567', '12345678', '1']
    const assets = await Promise.all(contents.map((text, createdAt) => device.add(text, { createdAt })))
    const small = assets.at(-1)
    const json = {
      error: { code: 'insufficient_storage', message: 'Your account is full.' },
      reason: 'quota',
    }
    server.intervene((request) =>
      request.content?.kind === 'form' && request.content.form.get('id') !== small?.cloudId
        ? { status: 507, json }
        : undefined,
    )
    await device.service.syncPendingAssets()
    for (const asset of assets.slice(0, -1)) {
      expect(await device.find(asset)).toMatchObject({ syncStatus: 'error', lacksRoom: true })
    }
    expect(small && (await device.find(small))).toMatchObject({ syncStatus: 'synced' })
    // The two lanes begin with one each.
    expect(server.requests.filter(({ method }) => method === 'POST').length).toBeLessThanOrEqual(3)
  })

  it('[F7] waits as long as Retry-After says, and backs off otherwise', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server)
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
    expect(device.service.state.get().failure).toBe('offline')
  })

  it('[F35] signed out, nothing is lost and nothing is tried in vain', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server)
    const asset = await device.add('a')
    let isOut = true
    server.intervene(() =>
      isOut ? { status: 401, json: { error: { code: 'unauthorized', message: 'no' } } } : undefined,
    )
    await device.service.syncPendingAssets()
    expect(device.service.state.get().failure).toBe('signed-out')
    expect(device.clock.nextDelayMs()).toBeUndefined()
    expect(await device.find(asset)).toMatchObject({ syncStatus: 'pending' })
    isOut = false
    await device.service.syncPendingAssets()
    expect(await device.find(asset)).toMatchObject({ syncStatus: 'synced' })
    expect(device.service.state.get().failure).toBeUndefined()
  })

  it('[F40] a file of the account is called synced only when size and hash are those of the original', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server)
    const asset = await device.add('whole')
    const real = server.transport
    const lying = openMediaDevice(server, {
      store: device.store,
      transport: (request) => {
        const call = real(request)
        const lie = (response: FileResponse) =>
          request.method === 'POST'
            ? { ...response, json: { ...(response.json as object), size: 2 } }
            : response
        return { ...call, response: call.response.then(lie) }
      },
    })
    await lying.service.syncPendingAssets()
    expect(await device.find(asset)).toMatchObject({ syncStatus: 'pending' })
  })

  it('[F42] a captive portal that answers with a page changes nothing', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server)
    const asset = await device.add('a')
    server.intervene(() => ({ status: 200 }))
    await device.service.syncPendingAssets()
    expect(await device.find(asset)).toMatchObject({ syncStatus: 'pending' })
    expect(device.service.state.get().failure).toBe('offline')
  })

  it('an upload that a closed tab left behind is taken up', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server)
    const asset = await device.add('a', { syncStatus: 'syncing' })
    await device.service.syncPendingAssets()
    expect(await device.find(asset)).toMatchObject({ syncStatus: 'synced' })
  })
})

describe('names and deletions', () => {
  it('of two names the later one stays, on both devices', async () => {
    const server = createSimulatedMediaServer()
    const a = openMediaDevice(server)
    const b = openMediaDevice(server)
    const asset = await a.add('picture')
    await a.service.syncPendingAssets()
    await b.service.pullCloudAssets()
    const rename = (device: typeof a, fileName: string, atMs: number) =>
      device.store.update(asset.cloudId, (row) => ({ ...row, fileName, updatedAt: atMs, isRenamed: true }))
    await rename(b, 'Later.png', Date.UTC(2026, 0, 2))
    await rename(a, 'Earlier.png', Date.UTC(2026, 0, 1))
    await b.service.syncPendingAssets()
    await a.service.syncPendingAssets()
    await b.service.pullCloudAssets()
    expect((await a.find(asset))?.fileName).toBe('Later.png')
    expect((await b.find(asset))?.fileName).toBe('Later.png')
    expect(await a.find(asset)).not.toHaveProperty('isRenamed')
  })

  it('[F28] a rename is pushed from a device whose clock is an hour behind', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server)
    server.setNow(device.clock.time.nowMs() + 3_600_000)
    const asset = await device.add('picture')
    await device.service.syncPendingAssets()
    const updatedAt = device.clock.time.nowMs()
    await device.store.update(asset.cloudId, (row) => ({
      ...{ ...row, fileName: 'Start.png', updatedAt, isRenamed: true },
    }))
    server.change(asset.cloudId, { width: 1 })
    await device.service.pullCloudAssets()
    expect(server.rows.get(asset.cloudId)?.fileName).toBe('Start.png')
    expect(await device.find(asset)).toMatchObject({ fileName: 'Start.png' })
    expect(await device.find(asset)).not.toHaveProperty('isRenamed')
  })

  it('a rename before the upload is pushed where the account has the file under its old name', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server)
    const asset = await device.add('picture')
    await device.service.syncPendingAssets()
    const renamed = { fileName: 'Start.png', updatedAt: asset.updatedAt + 1, isRenamed: true } as const
    await device.store.update(asset.cloudId, (row) => ({ ...row, ...renamed, syncStatus: 'pending' }))
    await device.service.syncPendingAssets()
    await device.service.syncPendingAssets()
    expect(server.rows.get(asset.cloudId)?.fileName).toBe('Start.png')
    expect(await device.find(asset)).not.toHaveProperty('isRenamed')
  })

  it('a deletion is told when it can no longer be undone, and reaches the other device', async () => {
    const server = createSimulatedMediaServer()
    const a = openMediaDevice(server)
    const b = openMediaDevice(server)
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

  it('[F41] a deleted file that a project in the account still uses comes back here', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server)
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
    const device = openMediaDevice(server, { isUsedHere: async () => true })
    const asset = await device.add('picture')
    await device.service.syncPendingAssets()
    server.change(asset.cloudId, { deletedAt: new Date().toISOString() })
    await device.service.pullCloudAssets()
    expect(await device.find(asset)).toMatchObject({ syncStatus: 'synced' })
    expect(server.rows.get(asset.cloudId)?.deletedAt).toBeNull()
  })
})

it('[F27] a file whose bytes the account has lost goes up again from a device that has the original', async () => {
  const server = createSimulatedMediaServer()
  const [device, other] = [openMediaDevice(server), openMediaDevice(server)]
  const asset = await device.add('picture')
  await device.service.syncPendingAssets()
  await other.service.pullCloudAssets()
  server.loseBytes(asset.cloudId)
  server.renewEpoch()
  await other.service.pullCloudAssets()
  expect(await other.service.fetchOriginal(asset.cloudId)).toBe('unknown')
  await device.service.pullCloudAssets()
  expect(await device.find(asset)).toMatchObject({ syncStatus: 'synced' })
  await other.service.pullCloudAssets()
  expect(await other.service.fetchOriginal(asset.cloudId)).toBe('here')
})

describe('the named methods', () => {
  it('upload, look up, download and delete one asset', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server)
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
    expect(server.rows.get(asset.cloudId)?.deletedAt).toEqual(expect.any(String))
  })

  it('nobody signed in: nothing is sent', async () => {
    const server = createSimulatedMediaServer()
    const device = openMediaDevice(server)
    await device.add('picture')
    const nobody = new MediaSyncService(
      { apiBaseUrl: '/api', getUserId: async () => null, autoSync: true, syncInterval: 1 },
      {
        store: device.store,
        transport: server.transport,
        time: device.clock.time,
        random: () => 0,
        state: { getState: async () => undefined, setState: async () => undefined },
        wakeLeader: () => undefined,
        hash: hashBlob,
        createThumbnail: async () => undefined,
        isUsedHere: async () => false,
        makeRoom: async () => false,
        onFault: () => undefined,
      },
    )
    nobody.setRole('leads')
    await nobody.syncPendingAssets()
    nobody.close()
    expect(server.requests).toEqual([])
  })
})
