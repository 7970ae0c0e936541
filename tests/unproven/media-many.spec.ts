import type { Page } from '@playwright/test'
import { expect, test } from '../e2e/fixtures.ts'

const files = (page: Page) => page.getByRole('list', { name: 'Files' }).getByRole('listitem')
const everywhere = (page: Page) => page.locator('main')

test('three hundred captures at once: progress moves, the page stays alive, all of them are there', async ({
  page,
}, testInfo) => {
  test.setTimeout(240_000)
  await page.goto('/media')
  await expect(page.getByRole('button', { name: /Drop captures here/ })).toBeVisible()
  await dropDrawn(page, 300)
  await expect(page.getByText(/^Adding files: \d+ of 300$/)).toBeVisible()
  await expect(page.getByText(/^Adding files: /)).toHaveCount(0, { timeout: 180_000 })
  await expect(files(page)).toHaveCount(300, { timeout: 60_000 })
  const { steps, longest } = await page.evaluate(() => ({
    steps: window.progressSeen.size,
    longest: Math.max(0, ...window.longTasks),
  }))
  expect(steps).toBeGreaterThan(20)
  testInfo.annotations.push({ type: 'longest task', description: `${Math.round(longest)} ms` })
  console.log(`longest task while 300 captures came in: ${Math.round(longest)} ms`)
})

test('an import of many is cancelled: what is in stays, the rest is counted', async ({ page }) => {
  await page.goto('/media')
  await expect(page.getByRole('button', { name: /Drop captures here/ })).toBeVisible()
  await dropDrawn(page, 300)
  await expect.poll(async () => (await readProgress(page)) ?? 0, { intervals: [20] }).toBeGreaterThan(3)
  await page.getByRole('button', { name: 'Cancel' }).click()
  const report = page.getByText(/^\d+ files? added, \d+ files left out$/)
  await expect(report).toBeVisible()
  const [added = 0, left = 0] = ((await report.textContent()) ?? '').match(/\d+/g)?.map(Number) ?? []
  expect(added + left).toBe(300)
  expect(left).toBeGreaterThan(0)
  await expect(files(page)).toHaveCount(added)
})

declare global {
  interface Window {
    longTasks: number[]
    progressSeen: Set<number>
  }
}

/** Drops so many small pictures, each unlike the others, that are drawn in the page; long tasks are noted from then on. */
async function dropDrawn(page: Page, count: number): Promise<void> {
  const transfer = await page.evaluateHandle(async (wanted) => {
    const data = new DataTransfer()
    const canvas = new OffscreenCanvas(320, 640)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('No canvas.')
    for (let index = 0; index < wanted; index += 1) {
      context.fillStyle = `rgb(${index % 256}, ${Math.floor(index / 256) * 90}, 140)`
      context.fillRect(0, 0, 320, 640)
      data.items.add(
        new File([await canvas.convertToBlob()], `Capture ${index + 1}.png`, { type: 'image/png' }),
      )
    }
    window.progressSeen = new Set()
    new MutationObserver(() => {
      const bar = document.querySelector<HTMLProgressElement>('progress[aria-label="Files added"]')
      if (bar !== null) window.progressSeen.add(bar.value)
    }).observe(document.body, { attributes: true, childList: true, subtree: true })
    window.longTasks = []
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longTasks.push(duration)
    }).observe({ type: 'longtask' })
    return data
  }, count)
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await everywhere(page).dispatchEvent(type, { dataTransfer: transfer })
  }
}

/** Undefined once nothing is being added. */
async function readProgress(page: Page): Promise<number | undefined> {
  return page.evaluate(
    () => document.querySelector<HTMLProgressElement>('progress[aria-label="Files added"]')?.value,
  )
}
