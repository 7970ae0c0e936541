import { signInByApi } from '../browser/open-sync-page.ts'
import type { BenchHarness } from './harness.mjs'
import { createOffline, openDevicePage, startDevices } from './sync-devices.ts'

const manyProjects = 500
const manyBytes = 50_000

/**
 * The app itself on a new device: opens an account with five hundred projects and waits for all of them. `--rounds 30`
 * takes ten minutes.
 */
export default async function benchAppStart(harness: BenchHarness): Promise<void> {
  const rounds = harness.readCount('rounds', 30)
  const devices = await startDevices(harness)
  const email = `start-${crypto.randomUUID()}@example.com`
  const author = await openDevicePage(devices, email)
  const { userId } = author
  await author.page.evaluate(createOffline, { userId, count: manyProjects, bytes: manyBytes })
  await author.page.evaluate(async (id) => {
    const device = await syncBench.openDevice(id)
    await device.whenSynced()
  }, userId)
  await author.page.context().close()

  const shownMs: number[] = []
  const syncedMs: number[] = []
  const longestMs: number[] = []
  const blockedMs: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const page = await harness.openPage('about:blank')
    await signInByApi(page, { appUrl: devices.app.url, email })
    await page.addInitScript(watchLongTasks)
    const startedAtMs = Date.now()
    await page.goto(devices.app.url, { waitUntil: 'commit' })
    await page.getByRole('list', { name: 'Projects' }).getByRole('link').first().waitFor()
    shownMs.push(Date.now() - startedAtMs)
    await page.getByRole('button', { name: /^Synced / }).waitFor({ timeout: 60_000 })
    syncedMs.push(Date.now() - startedAtMs)
    const longTasks = await page.evaluate(() => (globalThis as never as { longTasks: number[] }).longTasks)
    longestMs.push(Math.max(0, ...longTasks))
    blockedMs.push(longTasks.reduce((sum, durationMs) => sum + durationMs - 50, 0))
    await page.context().close()
  }
  harness.report({
    name: '500 projects on a new device, in the app: the list is shown',
    samples: shownMs,
    unit: 'ms',
    least: rounds,
  })
  harness.report({
    name: '  all are on the disk and the app says Synced',
    samples: syncedMs,
    unit: 'ms',
    least: rounds,
  })
  harness.report({
    name: '  longest task of the main thread',
    samples: longestMs,
    aim: 50,
    unit: 'ms',
    least: rounds,
  })
  harness.report({
    name: '  what all tasks took beyond 50 ms each',
    samples: blockedMs,
    unit: 'ms',
    least: rounds,
  })
}

function watchLongTasks(): void {
  const longTasks: number[] = []
  Object.assign(globalThis, { longTasks })
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration)
  }).observe({ entryTypes: ['longtask'] })
}
