import { startEmbeddedPostgres } from '#db/embedded-postgres.ts'
import type {} from '../browser/sync-entry.ts'
import { startFloorServer } from './floor-server.mjs'
import type { BenchHarness } from './harness.mjs'
import { measureFloorBulk, measureFloorEdits } from './peers-floor-page.ts'
import { createOffline, openDevicePage, startDevices } from './sync-devices.ts'

const manyProjects = 500
const manyBytes = 50_000
const editedBytes = 50_000

/**
 * Each row of the table in docs/scaling.md beside the least that could be done, in the same run. `--rounds 30` of what is short,
 * `--bulk-rounds 3` of what is long; 0 leaves them out.
 */
export default async function benchPeersFloor(harness: BenchHarness): Promise<void> {
  const rounds = harness.readCount('rounds', 30)
  const bulkRounds = harness.readCount('bulk-rounds', 3)
  const devices = await startDevices(harness)
  const postgres = await startEmbeddedPostgres({ dataDir: devices.app.dataDir })
  harness.onClose(postgres.close)
  const floor = await startFloorServer(postgres.url)
  harness.onClose(floor.close)
  const parts = { harness, devices, floorUrl: floor.url }
  if (rounds > 0) await compareEdits(parts, rounds)
  if (bulkRounds > 0) await compareBulk(parts, bulkRounds)
}

type Parts = {
  harness: BenchHarness
  devices: Awaited<ReturnType<typeof startDevices>>
  floorUrl: string
}

async function compareEdits({ harness, devices, floorUrl }: Parts, rounds: number): Promise<void> {
  const email = `floor-${crypto.randomUUID()}@example.com`
  const a = await openDevicePage(devices, email)
  const b = await openDevicePage(devices, email)
  const disk = await a.page.evaluate(measureDisk, { bytes: editedBytes, rounds })
  harness.compare({
    name: '1 one edit on disk',
    subject: { label: 'as shipped', samples: disk.ours },
    baseline: { label: 'a bare idb put of the change', samples: disk.floor },
    aim: 1.3,
    least: rounds,
  })
  const projectId = await a.page.evaluate(startWriter, { userId: a.userId, bytes: editedBytes })
  await b.page.evaluate(startReader, b.userId)
  await measureFloorEdits.open(b.page, floorUrl)
  const [ours, floor]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    // Now and then a little sooner than half a second after the one before, like real edits.
    await a.page.waitForTimeout(400 + (round % 5) * 60)
    await b.page.evaluate(waitForEdit, projectId)
    const editedAtMs = await a.page.evaluate(makeEdit, { id: projectId, x: (round + 1) / 1_000 })
    ours.push((await b.page.evaluate(readArrived)) - editedAtMs)
    await a.page.waitForTimeout(100)
    floor.push(await measureFloorEdits.run(a.page, b.page, floorUrl))
  }
  harness.compare({
    name: '2 A’s edit, from before its commit, in B’s IndexedDB',
    subject: { label: 'as shipped', samples: ours },
    baseline: { label: 'bare post → durable row → stream → bare put', samples: floor },
    aim: 2,
    least: rounds,
  })
  for (const { page } of [a, b]) await page.context().close()
}

async function compareBulk({ harness, devices, floorUrl }: Parts, rounds: number): Promise<void> {
  const ours = { create: [] as number[], push: [] as number[], pull: [] as number[] }
  const floor = { create: [] as number[], push: [] as number[], pull: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    const { page, userId } = await openDevicePage(devices, `bulk-${round}-${crypto.randomUUID()}@example.com`)
    ours.create.push(await page.evaluate(createOffline, { userId, count: manyProjects, bytes: manyBytes }))
    ours.push.push(await page.evaluate(pushAll, userId))
    ours.pull.push(await page.evaluate(pullAll, { userId, count: manyProjects }))
    const bare = await page.evaluate(measureFloorBulk, {
      url: floorUrl,
      count: manyProjects,
      bytes: manyBytes,
    })
    floor.create.push(bare.createMs)
    floor.push.push(bare.pushMs)
    floor.pull.push(bare.pullMs)
    await page.context().close()
  }
  const compare = (name: string, key: keyof typeof ours, bare: string, aim: number) =>
    harness.compare({
      name,
      subject: { label: 'as shipped', samples: ours[key] },
      baseline: { label: bare, samples: floor[key] },
      aim,
      least: rounds,
    })
  compare('4 a fresh device has all 500 projects of 50 KB on disk', 'pull', 'bare fetches and puts', 1.3)
  compare('5 500 made offline → durable on the server', 'push', 'bare gzip posts into one table', 1.5)
  compare('  create 500 offline', 'create', 'bare puts, one transaction each', 2)
}

type Opened = {
  device: Awaited<ReturnType<typeof syncBench.openDevice>>
  project: ReturnType<typeof syncBench.createSizedProject>
}

const readArrived = () => (globalThis as never as { arrived: Promise<number> }).arrived

/** Runs in the page. The two take turns, so that other load of the machine affects both alike. */
async function measureDisk({ bytes, rounds }: { bytes: number; rounds: number }) {
  const local = await syncBench.openLocal(`disk-${crypto.randomUUID()}`)
  const bare = await syncBench.openBareDatabase()
  const project = syncBench.createSizedProject(bytes, 'Edited')
  await local.create(project)
  const [ours, floor]: [number[], number[]] = [[], []]
  const warmUpCount = 10
  let shown = project
  for (let round = 0; round < rounds + warmUpCount; round += 1) {
    const planned = syncBench.planAppliedEdit(shown, (round + 1) / 1_000)
    shown = planned.project
    const startedMs = performance.now()
    await local.commit({ ...planned, atMs: round })
    const oursMs = performance.now() - startedMs
    await new Promise(requestAnimationFrame)
    const body = JSON.stringify(planned.changes)
    const bareStartedMs = performance.now()
    await bare.putAll([{ id: 'edit', body }])
    const floorMs = performance.now() - bareStartedMs
    await new Promise(requestAnimationFrame)
    if (round < warmUpCount) continue
    ours.push(oursMs)
    floor.push(floorMs)
  }
  local.close()
  bare.close()
  return { ours, floor }
}

async function startWriter({ userId, bytes }: { userId: string; bytes: number }) {
  const device = await syncBench.openDevice(userId)
  const project = syncBench.createSizedProject(bytes, 'Edited')
  await device.create(project)
  device.wake()
  await device.whenSynced()
  Object.assign(globalThis, { device, project })
  return project.id
}

async function startReader(userId: string): Promise<void> {
  const device = await syncBench.openDevice(userId)
  await device.whenSynced()
  Object.assign(globalThis, { device })
}

/** It subscribes before the edit is made, however slow the other browser is. */
function waitForEdit(id: string): void {
  const arrived = (globalThis as never as Opened).device.whenEdited(id as never)
  Object.assign(globalThis, { arrived })
}

async function makeEdit({ id, x }: { id: string; x: number }): Promise<number> {
  const { device, project } = globalThis as never as Opened
  const change = syncBench.planSmallEdit(project, x)
  return (await device.editFrom(id as never, change)).startedAtMs
}

async function pushAll(userId: string): Promise<number> {
  const startedMs = syncBench.now()
  const device = await syncBench.openDevice(userId)
  const endedMs = await device.whenSynced()
  await device.removeAll()
  return endedMs - startedMs
}

async function pullAll({ userId, count }: { userId: string; count: number }): Promise<number> {
  const startedMs = syncBench.now()
  const device = await syncBench.openDevice(userId)
  const endedMs = await device.whenSynced()
  const found = await device.countBodies()
  if (found !== count) throw new Error(`${found} of ${count} projects arrived`)
  await device.removeAll()
  return endedMs - startedMs
}
