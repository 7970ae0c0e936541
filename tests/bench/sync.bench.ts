import type { Page } from '@playwright/test'
import type {} from '../browser/sync-entry.ts'
import type { BenchHarness } from './harness.mjs'
import { type Devices, openDevicePage, startDevices } from './sync-devices.ts'

const editRounds = 40
const editedBytes = 300_000

/** Two devices of one account over the real server: one edit, from the one's commit to the other's disk. */
export default async function benchSync(harness: BenchHarness): Promise<void> {
  const devices = await startDevices(harness)
  const email = `edit-${crypto.randomUUID()}@example.com`
  const a = await openDevicePage(devices, email)
  const b = await openDevicePage(devices, email)
  const sentBytes: number[] = []
  a.page.on('request', (request) => {
    if (request.url().endsWith('/api/sync')) sentBytes.push(request.postDataBuffer()?.length ?? 0)
  })
  const stream = await watchStream(b.page)
  const request = await watchRequest(a.page)

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
  const legs = { toRequest: [] as number[], toEvent: [] as number[], toDisk: [] as number[] }
  for (let round = 0; round < editRounds; round += 1) {
    await quiet(a.page)
    sentBytes.length = 0
    stream.reset()
    // It subscribes before the edit is made, however slow the other browser is.
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
    const storedAtMs = await b.page.evaluate(readArrived)
    tookMs.push(storedAtMs - committedAtMs)
    const [sentAtMs, toldAtMs] = [request.readSentAtMs(), stream.readToldAtMs()]
    legs.toRequest.push(sentAtMs - committedAtMs)
    legs.toEvent.push(toldAtMs - sentAtMs)
    legs.toDisk.push(storedAtMs - toldAtMs)
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
  harness.report({ name: '    A’s commit → its request', samples: legs.toRequest, unit: 'ms' })
  harness.report({ name: '    A’s request → B’s event', samples: legs.toEvent, unit: 'ms' })
  harness.report({ name: '    B’s event → B’s IndexedDB', samples: legs.toDisk, unit: 'ms' })
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

/** Long enough that no edit is part of a burst. */
const quiet = (page: Page) => page.waitForTimeout(1_200)

/** Bytes of the event stream on the wire. */
async function watchStream(page: Page) {
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  let streamId = ''
  let bytes = 0
  let toldAtMs = Number.NaN
  // Events have a clock of their own; each request gives its offset from the wall clock.
  let toWallMs = 0
  client.on('Network.requestWillBeSent', ({ requestId, request, timestamp, wallTime }) => {
    toWallMs = (wallTime - timestamp) * 1_000
    if (request.url.includes('/api/events')) streamId = requestId
  })
  client.on('Network.dataReceived', ({ requestId, encodedDataLength, dataLength, timestamp }) => {
    if (requestId !== streamId) return
    if (bytes === 0) toldAtMs = timestamp * 1_000 + toWallMs
    bytes += encodedDataLength || dataLength
  })
  return {
    reset: () => {
      bytes = 0
    },
    readBytes: () => bytes,
    readToldAtMs: () => toldAtMs,
  }
}

/** Time of the page's first sync request since the last read. */
async function watchRequest(page: Page) {
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  let sentAtMs: number | undefined
  client.on('Network.requestWillBeSent', ({ request, wallTime }) => {
    if (request.url.endsWith('/api/sync')) sentAtMs ??= wallTime * 1_000
  })
  return {
    readSentAtMs: () => {
      const found = sentAtMs ?? Number.NaN
      sentAtMs = undefined
      return found
    },
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
