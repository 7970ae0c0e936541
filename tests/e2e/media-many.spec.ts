import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { dropDrawn } from './many-captures.ts'

const files = (page: Page) => page.getByRole('list', { name: 'Files' }).getByRole('listitem')

async function openMedia(page: Page): Promise<void> {
  await page.goto('/media')
  await expect(page.getByRole('button', { name: /Drop captures here/ })).toBeVisible()
}

/** Undefined once nothing is being added. */
async function readProgress(page: Page): Promise<number | undefined> {
  return page.evaluate(
    () => document.querySelector<HTMLProgressElement>('progress[aria-label="Files added"]')?.value,
  )
}

// How free the main thread stays meanwhile is measured: `npm run bench -- --only media-many`.
test('three hundred captures at once: progress moves, the page stays responsive, all of them are there', {
  tag: '@nightly',
}, async ({ page }) => {
  test.setTimeout(240_000)
  await openMedia(page)
  await dropDrawn(page, 300)
  await expect(page.getByText(/^Adding files: \d+ of 300$/)).toBeVisible()

  await page.getByRole('searchbox', { name: 'Search files' }).fill('capture 1.png')
  await expect(files(page)).toHaveCount(1)
  await page.getByRole('button', { name: 'More about Capture 1.png' }).click()
  await expect(page.getByRole('menuitem', { name: 'View and edit' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('searchbox', { name: 'Search files' }).fill('')
  expect(await readProgress(page), 'it is still adding').toBeLessThan(300)

  await expect(page.getByText(/^Adding files: /)).toHaveCount(0, { timeout: 180_000 })
  await expect(files(page)).toHaveCount(300, { timeout: 60_000 })
  expect(await page.evaluate(() => window.progressSeen.size)).toBeGreaterThan(20)
})

test('a tile far below the window gets its thumbnail once it is scrolled into view', {
  tag: '@nightly',
}, async ({ page }) => {
  test.setTimeout(180_000)
  await openMedia(page)
  await dropDrawn(page, 60)
  await expect(files(page)).toHaveCount(60, { timeout: 90_000 })
  await expect(page.getByText(/^Adding files: /)).toHaveCount(0, { timeout: 30_000 })
  await page.reload()
  await expect(files(page)).toHaveCount(60, { timeout: 30_000 })
  await expect(files(page).first().locator('img')).toBeVisible({ timeout: 30_000 })
  expect(await files(page).last().locator('img').count()).toBe(0)
  await files(page).last().scrollIntoViewIfNeeded()
  await expect(files(page).last().locator('img')).toBeVisible({ timeout: 30_000 })
})

test('an import of many is cancelled: finished files stay, the rest are counted', async ({ page }) => {
  await openMedia(page)
  await dropDrawn(page, 80)
  await expect.poll(async () => (await readProgress(page)) ?? 0, { intervals: [20] }).toBeGreaterThan(3)
  await page.getByRole('button', { name: 'Cancel' }).click()
  const report = page.getByText(/^\d+ files? added, \d+ files left out$/)
  await expect(report).toBeVisible({ timeout: 30_000 })
  const [added = 0, left = 0] = ((await report.textContent()) ?? '').match(/\d+/g)?.map(Number) ?? []
  expect(added + left).toBe(80)
  expect(left).toBeGreaterThan(0)
  await expect(files(page)).toHaveCount(added)
})
