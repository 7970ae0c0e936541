import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { openSyncPage, syncPassword } from '../browser/open-sync-page.ts'
import { serveModule } from '../browser/serve-module.mjs'
import type { BenchHarness } from './harness.mjs'
import { startRelay } from './relay.mjs'

const rounds = 32
const editRounds = 40
const manyProjects = 500
const manyBytes = 50_000
const editedBytes = 300_000

/** Two devices of one account over the real server: one edit, many projects at once, and a device that is new. */
export default async function benchSync(harness: BenchHarness): Promise<void> {
  const app = await harness.startApp()
  const served = await serveModule('tests/browser/sync-entry.ts')
  harness.onClose(served.close)
  const relay = await startRelay()
  harness.onClose(relay.close)
  const devices = { app, served, relay, harness }
  await benchEdit(harness, devices)
  await benchMany(harness, devices)
}

type Devices = {
  app: { url: string }
  served: { url: string }
  relay: Awaited<ReturnType<typeof startRelay>>
  harness: BenchHarness
}

/** A page of its own browser, signed in, that runs the bench's module instead of the app. */
async function openDevicePage({ app, served, harness }: Devices, email: string) {
  const page: Page = await harness.openPage('about:blank')
  const { userId } = await openSyncPage(page, { appUrl: app.url, servedUrl: served.url, email })
  return { page, userId }
}

async function benchEdit(harness: BenchHarness, devices: Devices): Promise<void> {
  const email = `edit-${crypto.randomUUID()}@example.com`
  const a = await openDevicePage(devices, email)
  const b = await openDevicePage(devices, email)
  const sentBytes: number[] = []
  a.page.on('request', (request) => {
    if (request.url().endsWith('/api/sync')) sentBytes.push(request.postDataBuffer()?.length ?? 0)
  })
  const stream = await watchStream(b.page)

  const projectId = await a.page.evaluate(
    async ({ userId, bytes }) => {
      const device = await syncBench.openDevice(userId)
      const project = syncBench.createSizedProject(bytes, 'Edited')
      await device.create(project)
      device.wake()
      await device.whenSynced()
      Object.assign(globalThis, { device, project })
      return project.id
    },
    { userId: a.userId, bytes: editedBytes },
  )
  await b.page.evaluate(
    async ({ userId }) => {
      const device = await syncBench.openDevice(userId)
      await device.whenSynced()
      Object.assign(globalThis, { device })
    },
    { userId: b.userId },
  )

  const tookMs: number[] = []
  const upBytes: number[] = []
  const downBytes: number[] = []
  for (let round = 0; round < editRounds; round += 1) {
    await quiet(a.page)
    sentBytes.length = 0
    stream.reset()
    // It listens before the edit is made, however slowly the other browser answers.
    await b.page.evaluate((id) => {
      const arrived = (globalThis as never as Opened).device.whenEdited(id as never)
      Object.assign(globalThis, { arrived })
    }, projectId)
    const committedAtMs = await a.page.evaluate(
      ({ id, x }) => {
        const { device, project } = globalThis as never as Opened
        return device.edit(id as never, syncBench.planSmallEdit(project, x))
      },
      { id: projectId, x: (round + 1) / 1000 },
    )
    tookMs.push((await b.page.evaluate(readArrived)) - committedAtMs)
    upBytes.push(sentBytes[0] ?? Number.POSITIVE_INFINITY)
    downBytes.push(stream.readBytes())
  }

  const bareMs = await measureRelay(a.page, b.page, devices)
  harness.compare({
    name: 'the first edit after quiet, from A’s commit into B’s IndexedDB (300 KB project)',
    subject: { label: 'as shipped', samples: tookMs },
    baseline: {
      label: 'a bare relay: post, stream, one idb put',
      samples: bareMs,
    },
    aim: 3,
  })
  harness.report({ name: '  of that, as shipped', samples: tookMs, aim: 20, unit: 'ms' })
  harness.report({
    name: 'one small edit of a 300 KB project: body up',
    samples: upBytes,
    aim: 300,
    unit: 'B',
  })
  harness.report({
    name: 'one small edit of a 300 KB project: stream down',
    samples: downBytes,
    aim: 400,
    unit: 'B',
  })
}

type Opened = {
  device: Awaited<ReturnType<typeof syncBench.openDevice>>
  project: ReturnType<typeof syncBench.createSizedProject>
}

const readArrived = () => (globalThis as never as { arrived: Promise<number> }).arrived

/** Longer than the spacing of pushes, so that each edit is the first after quiet. */
const quiet = (page: Page) => page.waitForTimeout(1_200)

/** What came over the wire of the event stream. */
async function watchStream(page: Page) {
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  let streamId = ''
  let bytes = 0
  client.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.url.includes('/api/events')) streamId = requestId
  })
  client.on('Network.dataReceived', ({ requestId, encodedDataLength, dataLength }) => {
    if (requestId === streamId) bytes += encodedDataLength || dataLength
  })
  return {
    reset: () => {
      bytes = 0
    },
    readBytes: () => bytes,
  }
}

async function measureRelay(a: Page, b: Page, { relay }: Devices): Promise<number[]> {
  await b.evaluate(async (url) => {
    const database = await syncBench.openBareDatabase()
    const stream = new EventSource(`${url}/stream`)
    await new Promise((resolve) => stream.addEventListener('open', resolve, { once: true }))
    const next = () =>
      new Promise<number>((resolve) =>
        stream.addEventListener(
          'message',
          async ({ data }) => {
            await database.putAll([{ id: 'edit', data }])
            resolve(syncBench.now())
          },
          { once: true },
        ),
      )
    Object.assign(globalThis, { next })
  }, relay.url)
  const tookMs: number[] = []
  for (let round = 0; round < editRounds; round += 1) {
    await a.waitForTimeout(200)
    await b.evaluate(() => {
      Object.assign(globalThis, { arrived: (globalThis as never as { next: () => Promise<number> }).next() })
    })
    const sentAtMs = await a.evaluate(async (url) => {
      const atMs = syncBench.now()
      await fetch(`${url}/relay`, {
        method: 'POST',
        body: '{"path":"screens/a/elements/b/x","value":0.25,"n":1}',
      })
      return atMs
    }, relay.url)
    tookMs.push((await b.evaluate(readArrived)) - sentAtMs)
  }
  return tookMs
}

async function benchMany(harness: BenchHarness, devices: Devices): Promise<void> {
  const upMs: number[] = []
  const upBytes: number[] = []
  const freshMs: number[] = []
  const listMs: number[] = []
  const freshBytes: number[] = []
  const longTaskMs: number[] = []
  const bareUpMs: number[] = []
  const bareFreshMs: number[] = []
  const a = await openDevicePage(devices, `many-${crypto.randomUUID()}@example.com`)
  let sent = 0
  a.page.on('request', (request) => {
    if (request.url().endsWith('/api/sync')) sent += request.postDataBuffer()?.length ?? 0
  })
  for (let round = 0; round < rounds; round += 1) {
    const email = `many-${round}-${crypto.randomUUID()}@example.com`
    const account = await signUpAs(a.page, devices.app.url, email)
    sent = 0
    upMs.push(await a.page.evaluate(pushMany, { userId: account, count: manyProjects, bytes: manyBytes }))
    upBytes.push(sent / 1e6)
    const received = await watchReceived(a.page)
    const fresh = await a.page.evaluate(pullMany, { userId: account, count: manyProjects })
    freshMs.push(fresh.allMs)
    listMs.push(fresh.listMs)
    longTaskMs.push(fresh.longTaskMs)
    freshBytes.push((await received.stop()) / 1e6)
    const documents = await a.page.evaluate(createMany, { count: manyProjects, bytes: manyBytes })
    devices.relay.offer('/all', gzipSync(documents, { level: 1 }))
    bareUpMs.push(await a.page.evaluate(postBare, { url: devices.relay.url, documents }))
    bareFreshMs.push(await a.page.evaluate(fetchBare, devices.relay.url))
  }
  harness.compare({
    name: '500 projects of 50 KB made offline → the server has all durably',
    subject: { label: 'as shipped', samples: upMs },
    baseline: { label: 'one bare post of the same, compressed; not stored', samples: bareUpMs },
    aim: 5,
  })
  harness.report({ name: '  of that, as shipped', samples: upMs, aim: 3_000, unit: 'ms' })
  harness.report({ name: '  compressed request bodies', samples: upBytes, aim: 8, unit: 'MB' })
  harness.compare({
    name: 'a fresh device, 500 projects of 50 KB, all on disk',
    subject: { label: 'as shipped', samples: freshMs },
    baseline: { label: 'one bare fetch of the same, put in one transaction', samples: bareFreshMs },
    aim: 3,
  })
  harness.report({ name: '  of that, as shipped', samples: freshMs, aim: 1_500, unit: 'ms' })
  harness.report({ name: '  list usable', samples: listMs, aim: 300, unit: 'ms' })
  harness.report({ name: '  on the wire', samples: freshBytes, aim: 6.5, unit: 'MB' })
  harness.report({ name: '  longest task of the main thread', samples: longTaskMs, aim: 50, unit: 'ms' })
}

async function signUpAs(page: Page, url: string, email: string): Promise<string> {
  const data = { name: 'Bench', email, password: syncPassword }
  const response = await page.request.post(`${url}/api/auth/sign-up/email`, {
    data,
    headers: { origin: url },
  })
  return ((await response.json()) as { user: { id: string } }).user.id
}

async function watchReceived(page: Page) {
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  let bytes = 0
  client.on('Network.dataReceived', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  return {
    async stop() {
      await client.detach()
      return bytes
    },
  }
}

/** In the page: everything is on this disk before the clock starts, as after work without a network. */
async function pushMany({ userId, count, bytes }: { userId: string; count: number; bytes: number }) {
  const { openLocal } = syncBench
  const local = await openLocal(userId)
  for (let index = 0; index < count; index += 1) {
    await local.create(syncBench.createSizedProject(bytes, `Project ${index}`))
  }
  local.close()
  const startedMs = syncBench.now()
  const device = await syncBench.openDevice(userId)
  const endedMs = await device.whenSynced()
  await device.removeAll()
  return endedMs - startedMs
}

/** In the page: the database of the account is not there; it ends with every document on the disk. */
async function pullMany({ userId, count }: { userId: string; count: number }) {
  const startedMs = syncBench.now()
  const device = await syncBench.openDevice(userId)
  device.watchRows(count)
  const endedMs = await device.whenSynced()
  const longTaskMs = device.readLongestTaskMs()
  const listMs = (device.findListedAtMs() ?? Number.POSITIVE_INFINITY) - startedMs
  const found = await device.countBodies()
  if (found !== count) throw new Error(`${found} of ${count} projects arrived`)
  await device.removeAll()
  return { allMs: endedMs - startedMs, listMs, longTaskMs }
}

function createMany({ count, bytes }: { count: number; bytes: number }) {
  return JSON.stringify(
    Array.from({ length: count }, (_, index) => syncBench.createSizedProject(bytes, `Project ${index}`)),
  )
}

async function postBare({ url, documents }: { url: string; documents: string }) {
  const startedMs = syncBench.now()
  const body = await new Response(
    new Blob([documents]).stream().pipeThrough(new CompressionStream('deflate')),
  ).arrayBuffer()
  await fetch(`${url}/many`, { method: 'POST', body })
  return syncBench.now() - startedMs
}

async function fetchBare(url: string) {
  const startedMs = syncBench.now()
  const database = await syncBench.openBareDatabase()
  const all = (await (await fetch(`${url}/all`)).json()) as { id: string }[]
  await database.putAll(all.map((project) => ({ id: project.id, body: JSON.stringify(project) })))
  database.close()
  return syncBench.now() - startedMs
}
