import { startApp } from './app-process.ts'
import { test as base, expect } from './fixtures.ts'
import { card, createProject, expectSynced, mintEmail, signUp } from './steps.ts'

/** An account of this app may have two projects. */
const test = base.extend({
  sharedApp: [
    async ({}, use) => {
      const app = await startApp({ PROJECTS_MAX: '2' })
      await use(app)
      await app.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

test('[S25] a project without space in the account stays here, the status and a notice name the remedy, and it syncs by itself', {
  tag: '@nightly',
}, async ({ page }) => {
  const email = mintEmail('fay')
  await signUp(page, email)
  await createProject(page, 'First')
  await createProject(page, 'Second')
  await expectSynced(page)
  await createProject(page, 'Third')

  const notice = page.getByText('Your account is full: what no longer fits')
  await expect(notice).toBeVisible()
  const chip = page.getByRole('button', { name: 'Not synced' }).first()
  await chip.click()
  const panel = page.getByRole('dialog', { name: 'Not synced' })
  await expect(panel).toContainText('Your account is full, so one project is not synced.')
  await expect(panel).toContainText('Your account has the 2 projects it may have.')
  await page.keyboard.press('Escape')

  await page.getByRole('link', { name: 'What is used' }).click()
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
  const work = page.getByRole('region', { name: 'Your work' })
  await expect(work).toContainText('2 of 2 projects')
  await expect(work).toContainText(/of 1 GB/)
  await expect(work).toContainText(/of 2 GB/)

  await page.goto('/')
  await expect(card(page, 'Third')).toBeVisible()
  await card(page, 'First').focus()
  await page.keyboard.press('Delete')
  await expect(card(page, 'First')).toHaveCount(0)
  await expectSynced(page)
  await expect(notice).toHaveCount(0)

  await page.goto('/account')
  await expect(page.getByRole('region', { name: 'Your work' })).toContainText('2 of 2 projects')
})
