import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import type {} from '../browser/sync-entry.ts'
import type { BenchHarness } from './harness.mjs'
import { createOffline, openDevicePage, startDevices } from './sync-devices.ts'

/** `npm run bench -- --only fresh --rounds 3`: a quick check, not a measurement. */
const rounds = Number(process.env.BENCH_ROUNDS ?? 30)
const manyProjects = 500
const manyBytes = 50_000

/**
 * Five hundred projects over the real server: made offline and sent, and downloaded to a new device. Thirty rounds take
 * a quarter of an hour.
 */
export default async function benchFresh(harness: BenchHarness): Promise<void> {
  const devices = await startDevices(harness)
  const createMs: number[] = []
  const upMs: number[] = []
  const upBytes: number[] = []
  const freshMs: number[] = []
  const listMs: number[] = []
  const freshBytes: number[] = []
  const longTaskMs: number[] = []
  const bareUpMs: number[] = []
  const bareFreshMs: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    // A browser of its own: one that has stored and removed thousands of projects is no new device.
    const a = await openDevicePage(devices, `many-${round}-${crypto.randomUUID()}@example.com`)
    const account = a.userId
    let sent = 0
    a.page.on('request', (request) => {
      if (request.url().endsWith('/api/sync')) sent += request.postDataBuffer()?.length ?? 0
    })
    const startedMs = performance.now()
    await a.page.evaluate(createOffline, { userId: account, count: manyProjects, bytes: manyBytes })
    createMs.push(performance.now() - startedMs)
    upMs.push(await a.page.evaluate(pushMany, account))
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
    await a.page.context().close()
  }
  harness.report({ name: '500 projects of 50 KB made offline, on disk', samples: createMs, unit: 'ms' })
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

/** Runs in the page: everything on its disk is pushed to the account. */
async function pushMany(userId: string) {
  const startedMs = syncBench.now()
  const device = await syncBench.openDevice(userId)
  const endedMs = await device.whenSynced()
  await device.removeAll()
  return endedMs - startedMs
}

/** Runs in the page: starts without the account's database; ends with every document on disk. */
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
