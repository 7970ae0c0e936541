import type { Page } from '@playwright/test'
import { dropDrawn } from '../e2e/many-captures.ts'
import type { BenchHarness } from './harness.mjs'

declare global {
  interface Window {
    /** Of the main thread, above 50 ms. */
    longTasks: { atMs: number; durationMs: number }[]
  }
}

const captures = 300
const few = 12
const stretches = 30
const openings = 30

/**
 * The main thread while three hundred captures are imported: the longest task in each thirtieth of the import. And when
 * their page is opened, against the page of a few. The browser reports tasks from 50 ms on; without one, 0 counts.
 */
export default async function benchMediaMany(harness: BenchHarness): Promise<void> {
  const page: Page = await harness.openAppPage('/media')
  await page.addInitScript(() => {
    window.longTasks = []
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        window.longTasks.push({ atMs: startTime, durationMs: duration })
    }).observe({ type: 'longtask' })
  })
  await addCaptures(page, few)
  const ofFew = await openOften(page, few)
  const { samples, tasks, tookMs } = await addCaptures(page, captures)
  const ofMany = await openOften(page, captures)
  harness.report({
    name: `longest task in each thirtieth of adding ${captures} captures`,
    samples,
    aim: 50,
    unit: 'ms',
  })
  const longestMs = Math.max(0, ...tasks.map(({ durationMs }) => durationMs))
  console.log(
    `  the longest of all ${longestMs} ms, ${tasks.length} above 50 ms, all took ${(tookMs / 1000).toFixed(1)} s\n`,
  )
  harness.compare({
    name: 'longest task while the media page opens',
    subject: { label: `${captures} files`, samples: ofMany },
    baseline: { label: `${few} files`, samples: ofFew },
    aim: 1.5,
  })
}

async function addCaptures(page: Page, count: number) {
  await page.reload()
  await page.locator('[data-media-input]').waitFor({ state: 'attached' })
  const startedMs = await page.evaluate(() => performance.now())
  await dropDrawn(page, count)
  const bar = page.getByText(/^Adding files: /)
  await bar.waitFor({ state: 'detached', timeout: 240_000 })
  await waitForFiles(page, count)
  const endedMs = await page.evaluate(() => performance.now())
  const tasks = await page.evaluate(() => window.longTasks)
  const stretchMs = (endedMs - startedMs) / stretches
  const samples = Array.from({ length: stretches }, (_, index) => {
    const fromMs = startedMs + stretchMs * index
    const inside = tasks.filter(({ atMs }) => atMs >= fromMs && atMs < fromMs + stretchMs)
    return Math.max(0, ...inside.map(({ durationMs }) => durationMs))
  })
  return { samples, tasks, tookMs: endedMs - startedMs }
}

async function openOften(page: Page, count: number): Promise<number[]> {
  const longest: number[] = []
  for (let opening = 0; opening < openings; opening += 1) {
    await page.reload()
    await waitForFiles(page, count)
    await page.locator('[data-media] img').first().waitFor()
    longest.push(await page.evaluate(() => Math.max(0, ...window.longTasks.map((task) => task.durationMs))))
  }
  return longest
}

async function waitForFiles(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (requested) => document.querySelectorAll('[data-media]').length === requested,
    count,
  )
}
