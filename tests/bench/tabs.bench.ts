import type { Page } from '@playwright/test'
import type { BenchHarness } from './harness.mjs'

const rounds = 40

/** An edit in one window until the same project in another window shows it, against a bare message and a frame. */
export default async function benchTabs(harness: BenchHarness): Promise<void> {
  const page: Page = await harness.openAppPage('/')
  await page.getByRole('button', { name: 'New project' }).first().click()
  await page.waitForURL(/\/projects\//)
  await page.locator('[data-element-type="text"]').first().click()
  const opened = page.context().waitForEvent('page')
  // A window of its own: a hidden tab draws no frames.
  await page.evaluate(() => window.open(location.href, '', 'popup,width=1200,height=800'))
  const other = await opened
  await other.locator('[data-element-type="text"]').first().waitFor()
  await page.bringToFront()

  // Arrow keys are gathered for a moment before they are one edit; undo and redo are edits at once.
  await page.keyboard.press('ArrowDown')
  await page.waitForTimeout(1_000)

  const ours: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    await page.waitForTimeout(300)
    const shown = other.evaluate(whenMoved)
    await page.waitForTimeout(50)
    await page.evaluate(recordNextKey)
    await page.keyboard.press(round % 2 === 0 ? 'Control+z' : 'Control+Shift+z')
    ours.push((await shown) - (await page.evaluate(readKeyTime)))
  }
  const bare: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    await page.waitForTimeout(100)
    const shown = other.evaluate(whenTold)
    await page.waitForTimeout(50)
    const toldAtMs = await page.evaluate(tell)
    bare.push((await shown) - toldAtMs)
  }
  harness.compare({
    name: 'undo or redo of a move, until another window of the same browser shows it (16.7 ms are a frame)',
    subject: { label: 'as shipped, over the disk', samples: ours },
    baseline: { label: 'a bare message, shown in the next frame', samples: bare },
    aim: 4,
  })
}

/** Runs in the other window: the time of the frame in which the first text has another position. */
function whenMoved(): Promise<number> {
  const read = () => {
    const { x, y } = document.querySelector('[data-element-type="text"]')?.getBoundingClientRect() ?? {
      x: 0,
      y: 0,
    }
    return `${x},${y}`
  }
  const before = read()
  return new Promise((resolve) => {
    const look = () => {
      if (read() === before) requestAnimationFrame(look)
      else resolve(performance.timeOrigin + performance.now())
    }
    look()
  })
}

function recordNextKey(): void {
  addEventListener(
    'keydown',
    () => {
      document.documentElement.dataset.keyAtMs = String(performance.timeOrigin + performance.now())
    },
    { once: true, capture: true },
  )
}

const readKeyTime = (): number => Number(document.documentElement.dataset.keyAtMs)

function whenTold(): Promise<number> {
  const channel = new BroadcastChannel('bench')
  return new Promise((resolve) => {
    channel.addEventListener('message', () =>
      requestAnimationFrame(() => {
        channel.close()
        resolve(performance.timeOrigin + performance.now())
      }),
    )
  })
}

function tell(): number {
  const channel = new BroadcastChannel('bench')
  const atMs = performance.timeOrigin + performance.now()
  channel.postMessage(1)
  channel.close()
  return atMs
}
