import { startBarePage } from './bare-page.mjs'
import type { BenchHarness } from './harness.mjs'

type Visit = { paintedMs: number; usableMs: number }

/** A first visit, nothing cached: the largest picture, and when its button can be pressed, beside the same page without a script. */
export default async function benchFirstVisit(harness: BenchHarness): Promise<void> {
  const rounds = harness.readCount('rounds', 30)
  const app = await harness.startApp()
  const bare = await startBarePage(app.url)
  harness.onClose(bare.close)
  const ours: Visit[] = []
  const floor: Visit[] = []
  for (let round = 0; round < rounds; round += 1) {
    // In turn, so that other load of the machine affects both alike.
    ours.push(await visit(harness, { url: app.url, isScripted: true }))
    floor.push(await visit(harness, { url: bare.url, isScripted: false }))
  }
  harness.compare({
    name: 'first visit: largest contentful paint',
    subject: { label: 'the app', samples: ours.map(({ paintedMs }) => paintedMs) },
    baseline: { label: 'the same page without a script', samples: floor.map(({ paintedMs }) => paintedMs) },
    aim: 1.3,
    least: rounds,
  })
  harness.compare({
    name: 'first visit: its first button can be pressed',
    subject: { label: 'the app, hydrated', samples: ours.map(({ usableMs }) => usableMs) },
    baseline: {
      label: 'the same page without a script, loaded',
      samples: floor.map(({ usableMs }) => usableMs),
    },
    aim: 3,
    least: rounds,
  })
}

/** In milliseconds from the start of the navigation. */
async function visit(
  harness: BenchHarness,
  { url, isScripted }: { url: string; isScripted: boolean },
): Promise<Visit> {
  const page = await harness.openPage('about:blank')
  await page.addInitScript(watchPaint)
  await page.goto(url, { waitUntil: 'load' })
  const usable = await page.waitForFunction((mustHydrate) => {
    const button = [...document.querySelectorAll('button')].find(({ textContent }) =>
      textContent?.includes('sample'),
    )
    if (button === undefined) return undefined
    // React sets its props on an element it has hydrated.
    const isTaken = Object.keys(button).some((key) => key.startsWith('__reactProps'))
    return !mustHydrate || isTaken ? performance.now() : undefined
  }, isScripted)
  const usableMs = (await usable.jsonValue()) ?? Number.NaN
  // A button may be taken before the picture is painted.
  await page.waitForFunction(() => (globalThis as never as { paintedMs?: number }).paintedMs !== undefined)
  const { paintedMs, loadedMs } = await page.evaluate(() => ({
    paintedMs: (globalThis as never as { paintedMs: number }).paintedMs,
    loadedMs:
      performance
        .getEntriesByType('navigation')
        .map((entry) => (entry as PerformanceNavigationTiming).loadEventEnd)[0] ?? 0,
  }))
  await page.context().close()
  return { paintedMs, usableMs: isScripted ? usableMs : loadedMs }
}

function watchPaint(): void {
  new PerformanceObserver((list) => {
    const last = list.getEntries().at(-1)
    if (last !== undefined) Object.assign(globalThis, { paintedMs: last.startTime })
  }).observe({ type: 'largest-contentful-paint', buffered: true })
}
