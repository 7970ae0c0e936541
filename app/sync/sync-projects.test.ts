import { describe, expect, test, vi } from 'vitest'
import { createSimulatedDevice } from '#tests/fakes/simulated-device.ts'
import { createSimulatedServer } from '#tests/fakes/simulated-server.ts'

const html = { status: 200 }

async function createPair() {
  const server = createSimulatedServer()
  const a = await createSimulatedDevice(server)
  const b = await createSimulatedDevice(server)
  return { server, a, b }
}

type Device = Awaited<ReturnType<typeof createSimulatedDevice>>

/** A project both devices have, in the same version. */
async function shareProject(a: Device, b: Device) {
  const project = await a.create()
  await a.sync.syncNow()
  await b.sync.syncNow()
  return project.id
}

describe('push', () => {
  test('sends a commit by itself after half a second, and says Synced', async () => {
    const server = createSimulatedServer()
    const device = await createSimulatedDevice(server)
    const project = await device.create()
    expect(device.sync.status.get()).toEqual({ kind: 'syncing', pendingCount: 1 })
    expect(device.clock.nextDelayMs()).toBe(500)
    device.clock.advance(500)
    await vi.waitFor(() => expect(device.sync.status.get().kind).toBe('synced'))
    expect(server.projects.get(project.id)).toMatchObject({ name: 'Weather', revision: 1 })
    expect(await device.countPending()).toBe(0)
  })

  test('sends ten quick edits once', async () => {
    const server = createSimulatedServer()
    const device = await createSimulatedDevice(server)
    const { id } = await device.create()
    for (let count = 0; count < 10; count += 1) await device.type(id, `${count}`)
    device.clock.advance(500)
    await vi.waitFor(() => expect(device.sync.status.get().kind).toBe('synced'))
    expect(server.countWrites()).toBe(1)
  })

  test('[F1] accepted with the answer lost: the retry applies nothing twice and shows no conflict', async () => {
    const server = createSimulatedServer()
    const device = await createSimulatedDevice(server)
    const { id } = await device.create()
    server.setWeather('answer-lost')
    await device.sync.syncNow()
    expect(device.sync.status.get()).toEqual({ kind: 'offline', pendingCount: 1 })
    server.setWeather('good')
    await device.sync.syncNow()
    expect(server.projects.get(id)?.revision).toBe(1)
    expect(await device.listNames()).toEqual(['Weather'])
    expect(await device.countPending()).toBe(0)
    expect(device.remoteChanges).toEqual([])
  })

  test('[F29] edited on after a push whose answer was lost: no conflict with the own echo', async () => {
    const server = createSimulatedServer()
    const device = await createSimulatedDevice(server)
    const { id } = await device.create()
    for (const name of ['One', 'Two', 'Three']) {
      server.setWeather(({ method }) => (method === 'PUT' ? 'answer-lost' : 'good'))
      await device.rename(id, name)
      await device.sync.syncNow()
    }
    const reopened = await createSimulatedDevice(server, { databaseName: device.databaseName })
    server.setWeather('good')
    await reopened.rename(id, 'Four')
    await reopened.sync.syncNow()
    expect(server.projects.get(id)?.name).toBe('Four')
    expect(await reopened.listNames()).toEqual(['Four'])
    expect(await reopened.countPending()).toBe(0)
  })

  test('[F2] two tabs that drain the same queue at once leave one version and one project', async () => {
    const server = createSimulatedServer()
    const first = await createSimulatedDevice(server)
    const second = await createSimulatedDevice(server, { databaseName: first.databaseName })
    const { id } = await first.create()
    await Promise.all([first.sync.syncNow(), second.sync.syncNow()])
    expect(server.projects.size).toBe(1)
    expect(server.projects.get(id)?.revision).toBe(1)
    expect(await first.countPending()).toBe(0)
  })

  test('[F4] a failed round is tried again without another edit, later each time, within 60 s', async () => {
    const server = createSimulatedServer()
    const device = await createSimulatedDevice(server)
    await device.create()
    server.setWeather('cut')
    await device.sync.syncNow()
    const delays: (number | undefined)[] = []
    for (let round = 0; round < 9; round += 1) {
      const delayMs = device.clock.nextDelayMs() ?? Number.NaN
      delays.push(delayMs)
      const asked = server.requests.length
      device.clock.advance(delayMs)
      await vi.waitFor(() => {
        expect(server.requests.length).toBe(asked + 1)
        expect(device.clock.nextDelayMs()).toBeLessThanOrEqual(60_000)
      })
    }
    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000])
    server.setWeather('good')
    device.clock.advance(60_000)
    await vi.waitFor(() => expect(device.sync.status.get().kind).toBe('synced'))
  })

  test('[F5] a refused project says why on its card and the others go on', async () => {
    const server = createSimulatedServer()
    const device = await createSimulatedDevice(server)
    const bad = await device.create('Bad')
    await device.create('Good')
    const refusal = { status: 400, json: { error: { code: 'invalid', message: 'name: too odd' } } }
    server.setWeather(({ path }) => (path.includes(bad.id) ? refusal : 'good'))
    await device.sync.syncNow()
    const rows = await device.store.listRows()
    expect(rows.find(({ name }) => name === 'Bad')).toMatchObject({
      pending: true,
      syncError: expect.stringContaining('name: too odd'),
    })
    expect(rows.find(({ name }) => name === 'Good')?.pending).toBe(false)
    expect(device.sync.status.get()).toMatchObject({ kind: 'error', pendingCount: 1 })
    // The same content is not sent again and again, the next edit is.
    const asked = server.countWrites()
    device.sync.wake('online')
    await vi.waitFor(() => expect(server.requests.at(-1)?.method).toBe('GET'))
    expect(server.countWrites()).toBe(asked)
    server.setWeather('good')
    await device.rename(bad.id, 'Better')
    await device.sync.syncNow()
    expect(server.projects.get(bad.id)?.name).toBe('Better')
    expect((await device.store.listRows()).every((row) => row.syncError === undefined)).toBe(true)
  })

  test('[F6] a project that is too large is told so and kept', async () => {
    const server = createSimulatedServer()
    const device = await createSimulatedDevice(server)
    await device.create()
    server.setWeather(({ method }) =>
      method === 'PUT' ? { status: 413, json: { error: { code: 'too_large', message: '5 MB' } } } : 'good',
    )
    await device.sync.syncNow()
    const [row] = await device.store.listRows()
    expect(row?.syncError).toContain('too large')
    expect(await device.countPending()).toBe(1)
  })

  test('[F7] Retry-After decides when to try again, and neither typing nor coming back shortens it', async () => {
    const server = createSimulatedServer()
    const device = await createSimulatedDevice(server)
    const { id } = await device.create()
    server.setWeather({ status: 429, retryAfterMs: 30_000, json: {} })
    await device.sync.syncNow()
    expect(device.clock.nextDelayMs()).toBe(30_000)
    const asked = server.requests.length
    await device.type(id, '!')
    device.sync.wake('visible')
    device.clock.advance(29_999)
    expect(server.requests.length).toBe(asked)
    server.setWeather('good')
    device.clock.advance(1)
    await vi.waitFor(() => expect(device.sync.status.get().kind).toBe('synced'))
  })

  test('an edit made while its project is under way stays queued and is sent after it', async () => {
    const server = createSimulatedServer()
    const device = await createSimulatedDevice(server)
    const { id } = await device.create()
    let isFirst = true
    server.onAnswer(async ({ method }) => {
      if (method === 'PUT' && isFirst) {
        isFirst = false
        await device.rename(id, 'Newer')
      }
    })
    await device.sync.syncNow()
    expect(server.projects.get(id)?.name).toBe('Weather')
    expect(await device.countPending()).toBe(1)
    device.clock.advance(500)
    await vi.waitFor(() => expect(server.projects.get(id)?.name).toBe('Newer'))
    await vi.waitFor(async () => expect(await device.countPending()).toBe(0))
  })

  test('[F35] a session that has ended pauses sync, keeps the queue, and signing in resumes it', async () => {
    const server = createSimulatedServer()
    const device = await createSimulatedDevice(server)
    const { id } = await device.create()
    server.setWeather({ status: 401, json: { error: { code: 'unauthorized', message: 'Sign in.' } } })
    await device.sync.syncNow()
    expect(device.sync.status.get()).toMatchObject({ kind: 'error', pendingCount: 1 })
    expect(device.clock.nextDelayMs()).toBeUndefined()
    await device.type(id, '!')
    expect(device.clock.nextDelayMs()).toBeUndefined()
    server.setWeather('good')
    device.sync.wake('signed-in')
    await vi.waitFor(() => expect(device.sync.status.get().kind).toBe('synced'))
    expect(server.projects.get(id)?.revision).toBe(1)
  })

  test('[F42] a captive portal that answers 200 with a page leaves the queue untouched', async () => {
    const server = createSimulatedServer()
    const device = await createSimulatedDevice(server)
    await device.create()
    const outbox = await device.store.listOutbox()
    server.setWeather(html)
    await device.sync.syncNow()
    expect(device.sync.status.get()).toEqual({ kind: 'offline', pendingCount: 1 })
    server.setWeather({ status: 200, json: { welcome: 'to the hotel' } })
    await device.sync.syncNow()
    expect(device.sync.status.get()).toEqual({ kind: 'offline', pendingCount: 1 })
    expect(await device.store.listOutbox()).toEqual(outbox)
  })

  test('[F43] a request that hangs is given up after 15 s', async () => {
    const server = createSimulatedServer()
    const device = await createSimulatedDevice(server)
    await device.create()
    server.setWeather('hanging')
    const round = device.sync.syncNow()
    await vi.waitFor(() => expect(device.clock.nextDelayMs()).toBe(15_000))
    device.clock.advance(15_000)
    await round
    expect(device.sync.status.get().kind).toBe('offline')
  })
})

describe('pull', () => {
  test('brings a new project and a newer version to another device', async () => {
    const { a, b } = await createPair()
    const id = await shareProject(a, b)
    await a.type(id, '!')
    await a.sync.syncNow()
    await b.sync.syncNow()
    expect(await b.readHeadline(id)).toBe(await a.readHeadline(id))
    expect(b.remoteChanges).toEqual([
      { kind: 'updated', projectId: id },
      { kind: 'updated', projectId: id },
    ])
  })

  test('[F29] a device never meets its own push as something new', async () => {
    const { server, a, b } = await createPair()
    await shareProject(a, b)
    const asked = server.requests.length
    await a.sync.syncNow()
    expect(server.requests.slice(asked).map(({ path }) => path)).toEqual(['/api/projects?includeDeleted=1'])
    expect(a.remoteChanges).toEqual([])
  })

  test('[F26] a deletion elsewhere removes an untouched copy, and an old device brings nothing back', async () => {
    const { server, a, b } = await createPair()
    const id = await shareProject(a, b)
    await a.delete(id)
    await a.sync.syncNow()
    await b.sync.syncNow()
    expect(await b.listNames()).toEqual([])
    expect(server.projects.get(id)).toMatchObject({ revision: 2, deletedAt: expect.any(String) })
    const late = await createSimulatedDevice(server)
    await late.sync.syncNow()
    expect(await late.store.listRows()).toEqual([])
  })

  test('a project that the server does not list stays', async () => {
    const { server, a, b } = await createPair()
    await shareProject(a, b)
    server.projects.clear()
    await b.sync.syncNow()
    expect(await b.listNames()).toEqual(['Weather'])
  })

  test('[F27] a server restored from an older backup gets back what is edited here', async () => {
    const { server, a, b } = await createPair()
    const id = await shareProject(a, b)
    server.projects.clear()
    await a.rename(id, 'Still here')
    await a.sync.syncNow()
    expect(server.projects.get(id)).toMatchObject({ name: 'Still here', revision: 1 })
    expect(await a.listNames()).toEqual(['Still here'])
  })

  test('[F9] a pull that meets a pending edit leaves it alone', async () => {
    const { server, a, b } = await createPair()
    const id = await shareProject(a, b)
    await a.rename(id, 'From A')
    await a.sync.syncNow()
    server.onAnswer(async ({ method, path }) => {
      if (method === 'GET' && path.endsWith(id)) await b.rename(id, 'From B')
    })
    server.setWeather(({ method }) => (method === 'PUT' ? 'cut' : 'good'))
    await b.sync.syncNow()
    expect((await b.read(id)).name).toBe('From B')
    expect(await b.countPending()).toBe(1)
  })

  test('a newer document of the server is left on the server and told', async () => {
    const { server, a, b } = await createPair()
    const id = await shareProject(a, b)
    server.projects.set(id, { name: 'Future', data: { schemaVersion: 99 }, revision: 2 })
    await b.sync.syncNow()
    expect((await b.read(id)).name).toBe('Weather')
    expect(b.sync.status.get()).toMatchObject({ kind: 'error' })
  })
})

describe('conflict', () => {
  test('keeps both: the server’s version under the id, this device’s as a project of its own', async () => {
    const { server, a, b } = await createPair()
    const id = await shareProject(a, b)
    await a.type(id, ' on A')
    await a.sync.syncNow()
    await b.type(id, ' on B')
    await b.sync.syncNow()
    expect(await b.listNames()).toEqual(['Weather', 'Weather (from this device)'])
    expect(await b.readHeadline(id)).toMatch(/ on A$/)
    const change = b.remoteChanges.at(-1)
    if (change?.kind !== 'kept-both') throw new Error('no copy was announced')
    expect(await b.readHeadline(change.copyId)).toMatch(/ on B$/)
    b.clock.advance(500)
    await vi.waitFor(() =>
      expect(server.projects.get(change.copyId)?.name).toBe('Weather (from this device)'),
    )
    await a.sync.syncNow()
    expect(await a.listNames()).toEqual(['Weather', 'Weather (from this device)'])
  })

  test('the same edit made on both sides is no conflict', async () => {
    const { a, b } = await createPair()
    const id = await shareProject(a, b)
    await a.rename(id, 'Same')
    await a.sync.syncNow()
    await b.rename(id, 'Same')
    await b.sync.syncNow()
    expect(await b.listNames()).toEqual(['Same'])
    expect(await b.countPending()).toBe(0)
  })

  test('[F3] cut off between keeping the copy and taking the server’s version: the next round makes no second copy', async () => {
    const { a, b } = await createPair()
    const id = await shareProject(a, b)
    await a.type(id, ' on A')
    await a.sync.syncNow()
    await b.type(id, ' on B')
    const acknowledge = vi.spyOn(b.store, 'acknowledge').mockRejectedValueOnce(new Error('the tab is gone'))
    await b.sync.syncNow()
    expect(b.faults).toHaveLength(1)
    expect(await b.readHeadline(id)).toMatch(/ on B$/)
    acknowledge.mockRestore()
    await b.sync.syncNow()
    expect(await b.listNames()).toEqual(['Weather', 'Weather (from this device)'])
    expect(await b.readHeadline(id)).toMatch(/ on A$/)
  })

  test('[F25] deleted elsewhere, edited here: the edit wins and the project is back', async () => {
    const { server, a, b } = await createPair()
    const id = await shareProject(a, b)
    await a.delete(id)
    await a.sync.syncNow()
    await b.rename(id, 'Needed')
    await b.sync.syncNow()
    expect(server.projects.get(id)).toEqual({ name: 'Needed', data: expect.anything(), revision: 3 })
    await a.sync.syncNow()
    expect(await a.listNames()).toEqual(['Needed'])
  })

  test('[F25] edited elsewhere, deleted here: the edit wins and the project is back', async () => {
    const { server, a, b } = await createPair()
    const id = await shareProject(a, b)
    await a.rename(id, 'Needed')
    await a.sync.syncNow()
    await b.delete(id)
    await b.sync.syncNow()
    expect(await b.listNames()).toEqual(['Needed'])
    expect(server.projects.get(id)?.deletedAt).toBeUndefined()
  })

  test('undoing a deletion that has reached the server restores it there', async () => {
    const { server, a, b } = await createPair()
    const id = await shareProject(a, b)
    await a.delete(id)
    await a.sync.syncNow()
    await a.store.undelete(id, a.clock.time.nowMs())
    await a.sync.syncNow()
    expect(server.projects.get(id)).toMatchObject({ name: 'Weather', revision: 3 })
    expect(server.projects.get(id)?.deletedAt).toBeUndefined()
  })
})
