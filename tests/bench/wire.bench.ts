import { openSyncPage } from '../browser/open-sync-page.ts'
import type {} from '../browser/sync-entry.ts'
import { startTcpProxy } from '../faults/tcp-proxy.ts'
import type { BenchHarness } from './harness.mjs'
import { startDevices } from './sync-devices.ts'

const editedBytes = 300_000
const rounds = 30

/** Bytes of the wire for one small edit of a 300 KB project, headers included, on both devices. */
export default async function benchWire(harness: BenchHarness): Promise<void> {
  const devices = await startDevices(harness)
  const email = `wire-${crypto.randomUUID()}@example.com`
  const open = async () => {
    const proxy = await startTcpProxy({ port: Number(new URL(devices.app.url).port) })
    harness.onClose(proxy.close)
    const page = await harness.openPage('about:blank')
    const urls = { appUrl: proxy.url, servedUrl: devices.served.url }
    return { page, proxy, ...(await openSyncPage(page, { ...urls, email })) }
  }
  const [a, b] = [await open(), await open()]
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
  await b.page.evaluate(async (userId) => {
    const device = await syncBench.openDevice(userId)
    await device.whenSynced()
    Object.assign(globalThis, { device })
  }, b.userId)
  const bytes = { up: [] as number[], down: [] as number[], other: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    const before = { a: a.proxy.counts(), b: b.proxy.counts() }
    await b.page.evaluate((id) => {
      const arrived = (globalThis as never as Opened).device.whenEdited(id as never)
      Object.assign(globalThis, { arrived })
    }, projectId)
    await a.page.evaluate(
      ({ id, x }) => {
        const { device, project } = globalThis as never as Opened
        return device.edit(id as never, syncBench.planSmallEdit(project, x))
      },
      { id: projectId, x: (round + 1) / 1_000 },
    )
    await b.page.evaluate(() => (globalThis as never as { arrived: Promise<number> }).arrived)
    // The response may be a moment behind the event.
    await a.page.waitForTimeout(600)
    const after = { a: a.proxy.counts(), b: b.proxy.counts() }
    bytes.up.push(after.a.bytesUp - before.a.bytesUp)
    bytes.down.push(after.a.bytesDown - before.a.bytesDown)
    bytes.other.push(after.b.bytesUp - before.b.bytesUp + after.b.bytesDown - before.b.bytesDown)
  }
  const both = bytes.up.map((up, index) => up + (bytes.down[index] ?? 0))
  harness.report({ name: '3 one edit of 300 KB: A, up and down', samples: both, aim: 700, unit: 'B' })
  harness.report({ name: '  of that up', samples: bytes.up, unit: 'B' })
  harness.report({ name: '  of that down', samples: bytes.down, unit: 'B' })
  harness.report({ name: '  B, up and down', samples: bytes.other, aim: 119, unit: 'B' })
}

type Opened = {
  device: Awaited<ReturnType<typeof syncBench.openDevice>>
  project: ReturnType<typeof syncBench.createSizedProject>
}
