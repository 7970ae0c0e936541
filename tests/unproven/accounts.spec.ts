import { readFile } from 'node:fs/promises'
import { expect, test } from '../e2e/fixtures.ts'
import {
  accountButton,
  card,
  createProject,
  expectSynced,
  mintEmail,
  renameProject,
  signIn,
  signOut,
  signUp,
} from '../e2e/steps.ts'

test('[F33] “Back” never brings the account before back to the screen', async ({
  page,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/404|409/)
  await signUp(page, mintEmail('before'))
  await createProject(page, 'Of the one before')
  await expectSynced(page)
  await page.goto('/account')
  await page.goto('/')
  await signOut(page)
  await signUp(page, mintEmail('after'))
  for (let steps = 0; steps < 8; steps += 1) {
    await page.goBack()
    // Where the history began.
    if (page.url() === 'about:blank') break
    await expect(page.locator('main').first()).toBeVisible()
    await expect(page.getByText('Of the one before')).toHaveCount(0)
    await expect(page.getByText(/before-.*@example\.com/)).toHaveCount(0)
  }
  await page.goto('/')
  await expect(accountButton(page)).toHaveAccessibleName('Account of after')
})

test('[F37] signing out with unsynced work says so; “also remove” leaves nothing on the device', async ({
  app,
  page,
  allowConsoleErrors,
}) => {
  // The reload may cut off a push that the server had accepted [F1]: its retry is answered 409 and adopted.
  allowConsoleErrors(/409|503|ERR_CONNECTION_REFUSED/)
  const email = mintEmail('tom')
  await signUp(page, email)
  await createProject(page, 'Weather')
  await expectSynced(page)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await app.kill()
  await renameProject(page, 'Weather', 'Not yet synced')
  await expect(page.getByRole('button', { name: /^Offline: 1 change/ })).toBeVisible()
  await accountButton(page).click()
  await page.getByRole('menuitem', { name: /Sign out/ }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('alert')).toContainText('1 change has not reached your account yet')
  const arriving = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Save them as files' }).click()
  const zip = await readFile(await (await arriving).path())
  expect(zip.toString('latin1')).toMatch(/projects\/Not yet synced [0-9a-f]{8}\.appframes\.json/)
  await dialog.getByLabel('Also remove from this device').check()
  await dialog.getByRole('button', { name: 'Sign out and lose 1 change' }).click()
  await expect(dialog.getByText('You are still signed in and nothing was removed')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()

  await app.start()
  await page.reload()
  await expectSynced(page)
  await accountButton(page).click()
  await page.getByRole('menuitem', { name: /Sign out/ }).click()
  await page.getByRole('dialog').getByLabel('Also remove from this device').check()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
  const left = await page.evaluate(async () => ({
    databases: (await indexedDB.databases())
      .map(({ name }) => name)
      .filter((name) => name !== 'appframes:anonymous'),
    keys: Object.keys(localStorage).filter((key) => key.startsWith('appframes:')),
  }))
  expect(left).toEqual({ databases: [], keys: [] })

  await signIn(page, email)
  await expect(card(page, 'Not yet synced')).toBeVisible()
})
