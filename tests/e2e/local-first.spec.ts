import { expect, test } from './fixtures.ts'
import { card, createProject, renameProject } from './steps.ts'

test('[F14] a tab closed as soon as a project is made: the project is there on reopening', {
  tag: '@browser',
}, async ({ page }) => {
  for (let round = 1; round <= 3; round += 1) {
    const tab = await page.context().newPage()
    await tab.goto('/')
    await tab.getByRole('button', { name: 'New project' }).first().click()
    await tab.waitForURL(/\/projects\//)
    await tab.close()
  }
  await page.goto('/')
  await expect(page.getByRole('list', { name: 'Projects' }).getByRole('link')).toHaveCount(3)
})

test('a second tab’s list follows the first without a reload', async ({ page }) => {
  await createProject(page, 'Weather')
  const other = await page.context().newPage()
  await other.goto('/')
  await expect(card(other, 'Weather')).toBeVisible()
  await renameProject(page, 'Weather', 'Forecast')
  await expect(card(other, 'Forecast')).toBeVisible()
})

test('create, duplicate, delete and undo work without an account, and no request leaves the page', async ({
  page,
}) => {
  await createProject(page, 'Weather')
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api') || pathname.endsWith('.data')) asked.push(pathname)
  })
  await page.getByRole('button', { name: 'Actions for Weather' }).click()
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await expect(card(page, 'Weather (copy)')).toBeVisible()
  await card(page, 'Weather').press('Delete')
  await expect(card(page, 'Weather')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(card(page, 'Weather')).toBeVisible()
  await card(page, 'Weather').click()
  await expect(page).toHaveURL(/\/projects\//)
  await page.goBack()
  await expect(card(page, 'Weather (copy)')).toBeVisible()
  expect(asked).toEqual([])
})

test('the sample opens with its pictures', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Open the sample' }).first().click()
  await page.waitForURL(/\/projects\//)
  await page.goto('/')
  await expect(card(page, 'Tidepool (sample)')).toBeVisible()
  await expect(page.locator('li[data-project-id] img')).toBeVisible()
})
