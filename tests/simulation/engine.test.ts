import { gzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import { renameProject } from '#app/document/edits/rename-project.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { HttpRequest, HttpResponse } from '#app/sync/api/transport.ts'
import type { SyncEngineOptions } from '#app/sync/engine/engine-core.ts'
import { createSyncEngine } from '#app/sync/engine/sync-engine.ts'
import type { SyncEvent } from '#app/sync/protocol/projects.ts'
import { createSimProject } from './edits.ts'
import { noMutant } from './mutant.ts'
import { openSimDisk } from './open-sim-disk.ts'
import { createChance } from './random.ts'
import { createSimServer, hashText } from './sim-server.ts'
import { createWorldTime } from './virtual-world-time.ts'

type Weather = (request: HttpRequest) => HttpResponse | 'cut' | 'answer-lost' | 'hangs' | undefined

function createWorld({ maxBodyCharacters = 1_000_000, projectsMax = 2_000 } = {}) {
  const time = createWorldTime()
  const events: SyncEvent[] = []
  const server = createSimServer({
    nowMs: time.nowMs,
    chance: createChance('server'),
    maxBodyCharacters,
    projectsMax,
    pageBytes: 1_000_000,
    onWrite: (_accountId, event) => events.push(event),
  })
  return { time, server, events }
}

/** The real engine and store of one page, on a wire that can be inspected and cut. */
function openDevice(
  { time, server }: Pick<ReturnType<typeof createWorld>, 'time' | 'server'>,
  name: string,
  options: Partial<Pick<SyncEngineOptions, 'batchCharacters' | 'onFault' | 'onLeadFailed'>> = {},
) {
  const chance = createChance('device', name)
  const stores = openSimDisk(chance, noMutant).open({ onKilled: () => undefined })
  const requests: { request: HttpRequest; answer: HttpResponse | undefined; atMs: number }[] = []
  const device = { weather: (() => undefined) as Weather }
  const owner = {}

  const engine = createSyncEngine({
    store: stores.sync,
    time: time.createTime(owner, () => 0),
    random: () => 1,
    mintId: chance.mintId,
    hash: (parts) => Promise.resolve(hashText(parts)),
    transport(request) {
      const entry = { request, answer: undefined as HttpResponse | undefined, atMs: time.nowMs() }
      requests.push(entry)
      const fate = device.weather(request)
      const response = new Promise<HttpResponse>((resolve, reject) => {
        if (fate === 'hangs') return
        time.schedule(owner, 5, () => {
          if (fate === 'cut') return reject(new Error('cut'))
          if (typeof fate === 'object') return resolve(fate)
          const { onReceived: _, ...sent } = request
          void server
            .handle(structuredClone(sent), { sessionAccount: 'ada', headerAccount: 'ada' })
            .then((found) => {
              entry.answer = found
              if (fate === 'answer-lost') reject(new Error('cut'))
              else resolve(JSON.parse(JSON.stringify(found)) as HttpResponse)
            })
        })
      })
      return { response, cancel: () => undefined }
    },
    onRemoteChange: () => undefined,
    onRowsChange: () => undefined,
    onConflicts: () => undefined,
    onMediaSeq: () => undefined,
    onFenced: () => undefined,
    onLeadFailed: () => undefined,
    onFault: (error) => {
      throw error
    },
    ...options,
  })

  const posts = () => requests.filter(({ request }) => request.path === '/api/sync')
  return Object.assign(device, {
    engine,
    stores,
    requests,
    posts,
    /** Of requests with pushes. */
    countPushes: () => posts().filter(({ request }) => listPushes(request.body).length > 0).length,
    async leader() {
      engine.lead(await stores.sync.becomeLeader())
      await time.advance(100)
    },
    async create(word = 't0z', extra: object = {}): Promise<Project> {
      const project = { ...createSimProject(chance, word), ...extra }
      await stores.create(project, time.nowMs())
      engine.wake('commit')
      return project
    },
    async rename(id: ProjectId, word: string) {
      const shown = await stores.load(id)
      if (shown === undefined) throw new Error('there is no such project')
      const after = renameProject(shown.project, word)
      const changes = [diffProjects(shown.project, after, 'Rename project')]
      await stores.commit({ projectId: id, changes, project: after, atMs: time.nowMs(), tabId: name })
      engine.wake('commit')
    },
    /** A place that no other edit of these tests touches. */
    async addWord(id: ProjectId, word: string) {
      const shown = await stores.load(id)
      if (shown === undefined) throw new Error('there is no such project')
      const after = { ...shown.project, futureWord: word }
      const changes = [diffProjects(shown.project, after, 'Add a word')]
      await stores.commit({ projectId: id, changes, project: after, atMs: time.nowMs(), tabId: name })
      engine.wake('commit')
    },
    nameOf: async (id: ProjectId) => (await stores.load(id))?.project.name,
    countWaiting: async () =>
      (await stores.sync.listWaiting()).length + (await stores.sync.listInFlight()).length,
  })
}

const listPushes = (body: unknown) => (body as { pushes: { n: number; projectId: string }[] }).pushes

const response = (status: number, more: object = {}): HttpResponse => ({
  status,
  json: { error: { code: 'some', message: 'some' } },
  ...more,
})

async function openOne(limits: Parameters<typeof createWorld>[0] = {}) {
  const world = createWorld(limits)
  const device = openDevice(world, 'a')
  await device.leader()
  return { ...world, device }
}

/** A project that was deleted on another device: the offline device wrote t3z into it and has not seen t2z. */
async function deleteWhileAway() {
  const { time, server, device } = await openOne()
  const made = await device.create('t1z')
  await time.advance(5_000)
  const away = openDevice({ time, server }, 'away')
  await away.leader()
  await time.advance(2_000)
  away.weather = () => 'cut'
  await device.addWord(made.id, 't2z')
  await time.advance(5_000)
  await device.stores.markDeleted(made.id, time.nowMs())
  device.engine.wake('commit')
  await away.rename(made.id, 't3z')
  await time.advance(5_000)
  return { time, device, away, made }
}

describe('when a push is sent', () => {
  test('[S16] at once after quiet, and ten edits in a second are few requests', async () => {
    const { time, device } = await openOne()
    const { id } = await device.create()
    await time.advance(5_000)
    const before = device.countPushes()
    const startedMs = time.nowMs()
    for (let edit = 0; edit < 10; edit += 1) {
      await device.rename(id, `Name ${edit}`)
      await time.advance(100)
    }
    const during = device.posts().slice(-(device.countPushes() - before))
    expect(during[0]?.atMs).toBe(startedMs)
    await time.advance(3_000)
    expect(device.countPushes() - before).toBeLessThanOrEqual(5)
    expect(await device.countWaiting()).toBe(0)
    expect(device.engine.status.get().kind).toBe('synced')
  })

  test('[S5] [S11] [S16] of many projects the next get their numbers while the first are in flight, one request at a time', async () => {
    const world = createWorld()
    const device = openDevice(world, 'many', { batchCharacters: 1_500 })
    for (let count = 0; count < 8; count += 1) await device.create(`t${count}z`)
    device.weather = ({ body }) => (listPushes(body).length > 0 ? 'hangs' : undefined)
    await device.leader()
    const sent = () => device.posts().map(({ request }) => listPushes(request.body))
    const onTheWay = sent().filter((pushes) => pushes.length > 0)
    expect(onTheWay.length).toBe(1)
    expect(await device.stores.sync.listInFlight()).toHaveLength((onTheWay[0]?.length ?? 0) * 2)

    device.weather = () => undefined
    await world.time.advance(60_000)
    // A repeated push has the same content.
    const told = new Map(
      sent().flatMap((pushes) => pushes.map(({ n, projectId }) => [`${n} ${projectId}`, n])),
    )
    expect([...told.values()].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(await device.countWaiting()).toBe(0)
  })

  test('one small edit costs few bytes up and down', async () => {
    const { time, device, ...world } = await openOne()
    const other = openDevice({ time, ...world }, 'b')
    const { id } = await device.create()
    await time.advance(1_000)
    await other.leader()
    await device.rename(id, 'Faster')
    await time.advance(1_000)
    const up = device.posts().findLast(({ request }) => listPushes(request.body).length > 0)
    void other.engine.syncNow()
    await time.advance(100)
    const down = other.posts().at(-1)?.answer
    expect(await other.nameOf(id)).toBe('Faster')
    expect(gzipSync(JSON.stringify(up?.request.body)).length).toBeLessThanOrEqual(300)
    expect(gzipSync(JSON.stringify(down?.json)).length).toBeLessThanOrEqual(400)
  })
})

describe('after a fault', () => {
  test('[F1] [S46] a lost response: applied once, edited on, and no conflict', async () => {
    const { time, server, device } = await openOne()
    const { id } = await device.create()
    await time.advance(1_000)
    device.weather = () => 'answer-lost'
    await device.rename(id, 'One')
    await time.advance(100)
    await device.rename(id, 'Two')
    device.weather = () => undefined
    await time.advance(10_000)
    const [row] = await server.memory.read('ada', (account) => account.findProjects([id]))
    expect(row).toMatchObject({ name: 'Two', revision: 3 })
    expect(await device.stores.sync.listConflicts()).toEqual([])
  })

  test('[S14] [S19] [S33] a copy of the profile used the number: its change is no acknowledgement of this push', async () => {
    const { time, server, events, device: author } = await openOne()
    const { id } = await author.create()
    await time.advance(1_000)
    const [original, copy] = [openDevice({ time, server }, 'original'), openDevice({ time, server }, 'copy')]
    await original.leader()
    const { clientId } = await original.stores.sync.readSyncState()
    await copy.stores.sync.restart({ clientId, epoch: undefined }, await copy.stores.sync.becomeLeader())
    await copy.leader()
    await time.advance(2_000)
    copy.weather = () => 'cut'
    await copy.addWord(id, 't1z')
    await time.advance(100)
    await original.rename(id, 'Renamed')
    await time.advance(100)
    const told = events.at(-1)
    if (told === undefined) throw new Error('nothing was written')
    expect(told.changes).toMatchObject([{ by: { clientId, n: 1 } }])
    copy.engine.recordEvent(told)
    await time.advance(100)
    expect(await copy.nameOf(id)).toBe('Renamed')
    expect(await copy.countWaiting()).toBe(1)
    copy.weather = () => undefined
    await time.advance(120_000)
    for (const device of [author, original, copy]) {
      expect(await device.nameOf(id)).toBe('Renamed')
      expect(JSON.stringify(await device.stores.load(id))).toContain('t1z')
    }
  })

  test('[S50] a leader that cannot read its disk says so, leads nothing, and syncs when it leads again', async () => {
    const { time, server } = createWorld()
    const faults: unknown[] = []
    let failures = 0
    const device = openDevice({ time, server }, 'a', {
      onFault: (error) => faults.push(error),
      onLeadFailed: () => {
        failures += 1
      },
    })
    vi.spyOn(device.stores.sync, 'readSyncState').mockRejectedValueOnce(new Error('connection lost'))
    await device.leader()
    expect([failures, faults.length]).toEqual([1, 1])
    await device.create()
    await time.advance(1_000)
    expect(device.posts()).toEqual([])
    await device.leader()
    await time.advance(1_000)
    expect([failures, await device.countWaiting()]).toEqual([1, 0])
  })

  test('[S15] two sides that disagree about a document resync by a whole pull: counted, no edit lost, no conflict', async () => {
    const { time, server, device } = await openOne()
    const { id } = await device.create()
    await time.advance(5_000)
    device.weather = ({ body }) => {
      const [push] = (body as { pushes: { hash?: string }[] }).pushes
      if (push?.hash !== undefined) push.hash = hashText(['something else'])
      device.weather = () => undefined
      return undefined
    }
    await device.rename(id, 'Mended')
    await time.advance(30_000)
    expect(device.engine.countResyncs()).toBe(1)
    expect(await device.countWaiting()).toBe(0)
    expect(await device.nameOf(id)).toBe('Mended')
    const [row] = await server.memory.read('ada', (account) => account.findProjects([id]))
    expect(row).toMatchObject({ name: 'Mended', revision: 2 })
    expect(await device.stores.sync.listConflicts()).toEqual([])
    expect(await device.stores.sync.listQuarantine()).toEqual([])
  })

  test('[F4] [S24] it is tried again by itself, later each time, within a minute after the network is back', async () => {
    const { time, device } = await openOne()
    device.weather = () => 'cut'
    await device.create()
    await time.advance(600_000)
    const gaps = device.posts().map(({ atMs }, at, all) => atMs - (all[at - 1]?.atMs ?? atMs))
    expect(gaps.slice(2, 9)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000])
    expect(Math.max(...gaps)).toBe(60_000)
    expect(device.engine.status.get()).toEqual({ kind: 'offline', pendingCount: 1 })
    device.weather = () => undefined
    await time.advance(60_000)
    expect(await device.countWaiting()).toBe(0)
  })

  test('[F4] a failed pull is retried with the same back-off, and until then nothing is shown as synced', async () => {
    const { time, device, ...world } = await openOne()
    const { id } = await device.create()
    await time.advance(5_000)
    const other = openDevice({ time, ...world }, 'b')
    other.weather = () => 'cut'
    await other.leader()
    await time.advance(700)
    expect(other.posts().length).toBe(2)
    expect(other.engine.status.get().kind).toBe('offline')
    other.weather = () => undefined
    await time.advance(1_500)
    expect(await other.nameOf(id)).toBeDefined()
    expect(other.engine.status.get().kind).toBe('synced')
  })

  test('[F7] Retry-After wins over everything but the user’s own request', async () => {
    const { time, device } = await openOne()
    await time.advance(1_000)
    device.weather = () => response(429, { retryAfterMs: 90_000 })
    const { id } = await device.create()
    await time.advance(100)
    const asked = device.posts().length
    await device.rename(id, 'Later')
    device.engine.wake('online')
    await time.advance(89_000)
    expect(device.posts().length).toBe(asked)
    device.weather = () => undefined
    await time.advance(2_000)
    expect(await device.countWaiting()).toBe(0)
  })

  test.each([
    ['[F42] a captive portal’s page', { status: 200 }, 'offline'],
    ['[F35] an expired session', response(401), 'error'],
    ['[F34] another account’s session', response(403), 'error'],
    ['[F32] a server that speaks another protocol', response(426), 'error'],
    ['[F7] a server in trouble', response(503), 'error'],
    ['[F43] a connection that hangs', 'hangs', 'offline'],
  ] as const)('%s leaves the queue untouched, and sync resumes afterwards', async (_name, fate, kind) => {
    const { time, device } = await openOne()
    device.weather = () => fate
    await device.create()
    await time.advance(20_000)
    expect(device.engine.status.get().kind).toBe(kind)
    expect(await device.countWaiting()).toBe(1)
    expect(await device.stores.sync.listQuarantine()).toEqual([])
    device.weather = () => undefined
    device.engine.wake('signed-in')
    await time.advance(40_000)
    expect(await device.countWaiting()).toBe(0)
    expect(device.engine.status.get().kind).toBe('synced')
  })

  test('[F6] [S18] a request that is too large is split; what is too large alone is quarantined, the rest goes on', async () => {
    const world = createWorld({ maxBodyCharacters: 9_000 })
    const device = openDevice(world, 'a')
    const small = [await device.create('t1z'), await device.create('t2z')]
    const large = await device.create('t3z', { futureBlob: 'x'.repeat(20_000) })
    const more = await Promise.all(['t4z', 't5z', 't6z', 't7z'].map((word) => device.create(word)))
    await device.leader()
    await world.time.advance(30_000)
    const quarantined = await device.stores.sync.listQuarantine()
    expect(quarantined.map(({ projectId, code }) => [projectId, code])).toEqual([[large.id, 'too_large']])
    expect(await device.countWaiting()).toBe(0)
    const ids = [...small, ...more].map(({ id }) => id)
    const rows = await world.server.memory.read('ada', (account) => account.findProjects(ids))
    expect(rows.length).toBe(ids.length)
    expect(device.engine.status.get()).toMatchObject({ kind: 'error', reason: 'refused' })
  })

  test('[F5] a poison push is quarantined with its reason and retried only on request', async () => {
    const { time, device } = await openOne()
    const poison = await device.create('t1z', { futureBlob: 'x'.repeat(70_000) })
    const good = await device.create('t2z')
    await time.advance(10_000)
    const [entry] = await device.stores.sync.listQuarantine()
    expect(entry).toMatchObject({
      projectId: poison.id,
      code: 'too_large',
      message: expect.stringMatching(/larger/),
    })
    expect((await device.stores.sync.readForSync([good.id]))[0]?.base.revision).toBe(1)
    const sent = device.countPushes()
    await time.advance(200_000)
    expect(device.countPushes()).toBe(sent)
    await device.stores.sync.retryQuarantined(entry?.id ?? '')
    device.engine.wake('commit')
    await time.advance(2_000)
    expect(device.countPushes()).toBe(sent + 1)
  })
})

describe('an account that is full', () => {
  const openFull = async () => {
    const world = await openOne({ projectsMax: 2 })
    const { device, time } = world
    const [first, second, third] = [
      await device.create('t1z'),
      await device.create('t2z'),
      await device.create('t3z'),
    ]
    await time.advance(2_000)
    const listRefused = async () =>
      (await device.stores.sync.listQuarantine()).map(({ projectId, code }) => [projectId, code])
    expect(await listRefused()).toEqual([[third.id, 'insufficient_storage']])
    return { ...world, first, second, third, listRefused }
  }

  test('[S25] a push without space stays here with a remedy, and the others go on syncing', async () => {
    const { device, time, first, third } = await openFull()
    expect(device.engine.status.get()).toMatchObject({
      kind: 'error',
      reason: 'full',
      message: expect.stringMatching(/Delete projects that you do not need/),
    })
    expect(await device.nameOf(third.id)).toBe(third.name)
    await device.rename(first.id, 'Renamed')
    await time.advance(2_000)
    expect(await device.countWaiting()).toBe(0)
    expect((await device.stores.sync.readForSync([first.id]))[0]?.base.revision).toBe(2)
  })

  test('[S25] deleting a project here frees space, and the quarantined push syncs by itself with later edits', async () => {
    const { device, time, server, first, third, listRefused } = await openFull()
    await device.rename(third.id, 'Later')
    await time.advance(2_000)
    expect(await listRefused()).toEqual([[third.id, 'insufficient_storage']])
    await device.stores.markDeleted(first.id, time.nowMs())
    device.engine.wake('commit')
    await time.advance(3_000)
    expect(await listRefused()).toEqual([])
    expect(device.engine.status.get().kind).toBe('synced')
    const [row] = await server.memory.read('ada', (account) => account.findProjects([third.id]))
    expect(row).toMatchObject({ name: 'Later', revision: 1 })
  })

  test.each([true, false])(
    '[S25] deleting a project on another device frees space, whether an event or the next pull reports it (%s)',
    async (isTold) => {
      const { device, time, server, first, events, listRefused } = await openFull()
      const other = openDevice({ time, server }, 'b')
      await other.leader()
      await time.advance(2_000)
      await other.stores.markDeleted(first.id, time.nowMs())
      other.engine.wake('commit')
      await time.advance(2_000)
      expect(await listRefused()).toHaveLength(1)
      const event = events.at(-1)
      if (isTold && event !== undefined) device.engine.recordEvent(event)
      await time.advance(isTold ? 2_000 : 70_000)
      expect(await listRefused()).toEqual([])
    },
  )

  test('[S25] while there is no space, one project is tried every five minutes and not more', async () => {
    const { device, time, listRefused } = await openFull()
    await device.create('t4z')
    await time.advance(2_000)
    const sent = device.countPushes()
    await time.advance(60 * 60_000)
    expect(device.countPushes() - sent).toBeGreaterThan(9)
    expect(device.countPushes() - sent).toBeLessThan(13)
    expect(await listRefused()).toHaveLength(2)
    expect(device.engine.status.get()).toMatchObject({ reason: 'full' })
  })

  test('[S26] a project that found no space and is deleted again is no failure any more', async () => {
    const { device, time, third, listRefused } = await openFull()
    await device.stores.markDeleted(third.id, time.nowMs())
    device.engine.wake('commit')
    await time.advance(2_000)
    expect(await listRefused()).toEqual([])
    expect(device.engine.status.get().kind).toBe('synced')
  })
})

describe('a new device and a service worker', () => {
  test('[S37] a project deleted while only its name has come stays deleted, here and there', async () => {
    const { time, server, device, ...world } = await openOne()
    const made = await device.create('t1z')
    await time.advance(5_000)
    const fresh = openDevice({ time, server, ...world }, 'fresh')
    fresh.weather = ({ path }) => (path === '/api/sync' ? 'cut' : undefined)
    await fresh.leader()
    await fresh.stores.markDeleted(made.id, time.nowMs())
    fresh.engine.wake('commit')
    await time.advance(5_000)
    expect(await fresh.countWaiting()).toBe(1)
    expect(fresh.engine.status.get().kind).toBe('offline')
    fresh.weather = () => undefined
    await time.advance(60_000)
    expect(await fresh.countWaiting()).toBe(0)
    expect((await fresh.stores.listProjects()).live).toEqual([])
    const [row] = await server.memory.read('ada', (account) => account.findProjects([made.id]))
    expect(row?.deletedAt).not.toBeNull()
    await time.advance(120_000)
    expect((await device.stores.listProjects()).live).toEqual([])
  })

  test('[S37] names are requested first and everything arrives', async () => {
    const { time, device, ...world } = await openOne()
    const made = await Promise.all(['t1z', 't2z', 't3z'].map((word) => device.create(word)))
    await time.advance(5_000)
    const fresh = openDevice({ time, ...world }, 'fresh')
    await fresh.leader()
    expect(fresh.requests[0]?.request.path).toBe('/api/projects')
    await time.advance(2_000)
    for (const { id, name } of made) expect(await fresh.nameOf(id)).toBe(name)
  })

  test('[F25] [S43] an edit restores a deleted project with the edits made on other devices before the deletion', async () => {
    const { time, device, away, made } = await deleteWhileAway()
    away.weather = () => undefined
    await time.advance(180_000)
    for (const { stores } of [device, away]) {
      expect((await stores.listProjects()).live).toEqual([made.id])
      const text = JSON.stringify(await stores.load(made.id))
      expect(text).toContain('t2z')
      expect(text).toContain('t3z')
    }
    expect(await away.stores.sync.listConflicts()).toMatchObject([{ kind: 'restored' }])
  })

  test('[S43] an edit restores the local document when the account has emptied the deleted project', async () => {
    const { time, device, away, made } = await deleteWhileAway()
    const emptied = { schemaVersion: 1, screensByCanvasSize: {}, sharedBackgrounds: {}, locales: {} }
    const at = new Date(time.nowMs()).toISOString()
    const mark = { id: made.id, name: made.name, data: emptied, revision: 3, updatedAt: at, deletedAt: at }
    away.weather = ({ method, path }) =>
      method === 'GET' && path.endsWith(made.id) ? { status: 200, json: mark } : undefined
    await time.advance(180_000)
    for (const { stores } of [device, away]) {
      const { project } = (await stores.load(made.id)) ?? {}
      expect(project?.name).toBe('t3z')
      expect(project?.screensByCanvasSize).toEqual(made.screensByCanvasSize)
    }
  })

  test('[S54] [F11] a worker drains the pushes a page left behind, and the page does no harm afterwards', async () => {
    const { time, server, device } = await openOne()
    device.weather = () => 'answer-lost'
    const { id } = await device.create()
    await time.advance(100)
    device.weather = () => undefined
    const drained = device.engine.drainOnce()
    await time.advance(1_000)
    expect(await drained).toBe('done')
    expect(await device.countWaiting()).toBe(0)
    await time.advance(60_000)
    const [row] = await server.memory.read('ada', (account) => account.findProjects([id]))
    expect(row?.revision).toBe(1)
  })
})
