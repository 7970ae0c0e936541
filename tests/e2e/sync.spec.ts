import { expect, test } from './fixtures.ts'
import {
  card,
  createProject,
  expectSynced,
  mintEmail,
  renameProject,
  signIn,
  signUp,
  waitUntilOfflineReady,
} from './steps.ts'

/** A navigation may cut off a push that the server has accepted; its retry is answered 409 and adopted [F1]. */
const cutOffPush = /409/
const stillStarting = /503/

test('a project made in one browser reaches the second, and its newer version after it', {
  tag: '@nightly',
}, async ({ page, newProfile, allowConsoleErrors }) => {
  allowConsoleErrors(cutOffPush)
  const email = mintEmail('sara')
  await signUp(page, email)
  await createProject(page, 'Weather')
  await expectSynced(page)

  const other = await (await newProfile()).newPage()
  await signIn(other, email)
  await expect(card(other, 'Weather')).toBeVisible()
  await card(other, 'Weather').click()
  await expect(other).toHaveURL(/\/projects\//)

  await renameProject(page, 'Weather', 'Forecast')
  await expectSynced(page)
  await other.goto('/')
  await expect(card(other, 'Forecast')).toBeVisible()
  await expect(card(other, 'Weather')).toHaveCount(0)
})

test('with the server killed: reload, edit, start it again, and the second browser has the edit', {
  tag: '@server',
}, async ({ app, page, newProfile, allowConsoleErrors }) => {
  allowConsoleErrors(cutOffPush)
  allowConsoleErrors(stillStarting)
  const email = mintEmail('omar')
  await signUp(page, email)
  await createProject(page, 'Weather')
  await expectSynced(page)
  await waitUntilOfflineReady(page)

  await app.kill()
  await page.reload()
  await renameProject(page, 'Weather', 'Made offline')
  await page.getByRole('button', { name: 'New project' }).first().click()
  await page.waitForURL(/\/projects\//)
  await page.reload()
  await page.goto('/')
  await expect(card(page, 'Made offline')).toBeVisible()
  await expect(card(page, 'Untitled project')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Offline: 2 changes/ })).toBeVisible()

  await app.start()
  await expectSynced(page)
  const other = await (await newProfile()).newPage()
  await signIn(other, email)
  await expect(card(other, 'Made offline')).toBeVisible()
  await expect(card(other, 'Untitled project')).toBeVisible()
})

test('[S40] [S41] one name changed on two devices at once: the later arrival wins on both, the other is in the conflict review', {
  tag: ['@service-worker', '@nightly'],
}, async ({ page, newProfile, allowConsoleErrors }) => {
  allowConsoleErrors(cutOffPush)
  const email = mintEmail('mika')
  await signUp(page, email)
  await createProject(page, 'Weather')
  await expectSynced(page)
  const context = await newProfile()
  const other = await context.newPage()
  await signIn(other, email)
  await expect(card(other, 'Weather')).toBeVisible()
  await expectSynced(other)

  await waitUntilOfflineReady(other)
  await context.setOffline(true)
  await renameProject(other, 'Weather', 'From the train')
  await expect(other.getByRole('button', { name: /^Offline: 1 change/ })).toBeVisible()
  await renameProject(page, 'Weather', 'From the office')
  await expectSynced(page)
  await context.setOffline(false)

  await expect(card(page, 'From the train')).toBeVisible()
  await expect(card(other, 'From the train')).toBeVisible()
  await expect(other.getByRole('button', { name: /review/ }).first()).toBeVisible()
  await expect(page.getByRole('list', { name: 'Projects' }).getByRole('link')).toHaveCount(1)
  await page.reload()
  await expect(card(page, 'From the train')).toBeVisible()
})

test('[F35] an expired session keeps the projects open and the queue, and signing in resumes it', async ({
  page,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/401/)
  allowConsoleErrors(cutOffPush)
  const email = mintEmail('ines')
  await signUp(page, email)
  await createProject(page, 'Weather')
  await expectSynced(page)

  await page.context().clearCookies()
  await page.reload()
  await renameProject(page, 'Weather', 'Still mine')
  await expect(page.getByRole('button', { name: 'Not synced' })).toBeVisible()
  await expect(card(page, 'Still mine')).toBeVisible()

  await signIn(page, email)
  await expectSynced(page)
  await expect(card(page, 'Still mine')).toHaveCount(1)
  await expect(page.getByRole('list', { name: 'Projects' }).getByRole('link')).toHaveCount(1)
})
