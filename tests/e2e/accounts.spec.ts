import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import {
  accountButton,
  card,
  createProject,
  expectSynced,
  mintEmail,
  renameProject,
  signIn,
  signInByForm,
  signOut,
  signUp,
  signUpByForm,
} from './steps.ts'

// 401 below: a request in flight when its session ended; the browser prints it by itself.

test('[F36] projects made before signing in are claimed once, and reach the account', async ({
  page,
  newProfile,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/401|409/)
  await createProject(page, 'Before the account')
  const email = mintEmail('lena')
  await signUpByForm(page, email)
  await expect(card(page, 'Before the account')).toHaveCount(1)
  await expectSynced(page)

  const other = await (await newProfile()).newPage()
  await signInByForm(other, email)
  await expect(card(other, 'Before the account')).toHaveCount(1)

  await signOut(page)
  await expect(card(page, 'Before the account')).toHaveCount(0)
  await signInByForm(page, email)
  await expect(card(page, 'Before the account')).toHaveCount(1)
})

test('[F33] two accounts in one browser never see each other’s projects', async ({
  page,
  allowConsoleErrors,
}) => {
  // Requests another user's project.
  allowConsoleErrors(/401|404|409/)
  const first = mintEmail('first')
  await signUpByForm(page, first)
  await createProject(page, 'Of the first')
  await expectSynced(page)
  const address = await card(page, 'Of the first').getAttribute('href')
  await signOut(page)

  await signUpByForm(page, mintEmail('second'))
  await expect(page.getByRole('button', { name: 'New project' }).first()).toBeVisible()
  await expect(card(page, 'Of the first')).toHaveCount(0)
  await createProject(page, 'Of the second')
  await expectSynced(page)
  await page.goto(address ?? '/')
  await expect(page.getByRole('heading', { name: 'This project is not on this device' })).toBeVisible()
  await signOut(page)

  await signInByForm(page, first)
  await expect(card(page, 'Of the first')).toBeVisible()
  await expect(card(page, 'Of the second')).toHaveCount(0)
})

test('[F36] pictures move along with the projects that name them', { tag: '@nightly' }, async ({
  page,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/401|409/)
  await page.goto('/')
  await page
    .getByRole('button', { name: /sample/i })
    .first()
    .click()
  await page.waitForURL(/\/projects\//)
  await page.goto('/')
  const pictures = await countPictures(page)
  const made = pictures['appframes:anonymous'] ?? 0
  expect(made).toBeGreaterThan(0)
  await signUp(page, mintEmail('pictures'))
  await expectSynced(page)
  await expect
    .poll(async () => {
      const { 'appframes:anonymous': anonymous, ...ofAccounts } = await countPictures(page)
      return { anonymous, ofAccounts: Object.values(ofAccounts) }
    })
    .toEqual({ anonymous: 0, ofAccounts: [made] })
})

/** Pictures by database. */
const countPictures = (page: Page) =>
  page.evaluate(async () => {
    const counts: Record<string, number> = {}
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name)
        opening.onsuccess = () => resolve(opening.result)
        opening.onerror = () => reject(opening.error)
      })
      if (!database.objectStoreNames.contains('mediaAssets')) {
        database.close()
        continue
      }
      counts[name] = await new Promise<number>((resolve, reject) => {
        const counting = database.transaction('mediaAssets').objectStore('mediaAssets').count()
        counting.onsuccess = () => resolve(counting.result)
        counting.onerror = () => reject(counting.error)
      })
      database.close()
    }
    return counts
  })

test('[F33] signing out in one tab removes the account’s projects from the screen of the other', async ({
  page,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/401/)
  await signUp(page, mintEmail('noor'))
  await createProject(page, 'Private')
  await expectSynced(page)
  const other = await page.context().newPage()
  await other.goto('/')
  await expect(card(other, 'Private')).toBeVisible()
  await signOut(page)
  await expect(card(other, 'Private')).toHaveCount(0)
  await expect(other.getByRole('link', { name: 'Sign in' })).toBeVisible()
})

test('[F33] “Back” never shows the previous account’s projects', { tag: '@nightly' }, async ({
  page,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/401|404|409/)
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

test('[F37] signing out with unsynced changes warns; “also remove” leaves nothing on the device', {
  tag: '@server',
}, async ({ app, page, allowConsoleErrors }) => {
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
  await dialog.getByRole('button', { name: 'Save them as a file' }).click()
  const zip = await readFile(await (await arriving).path())
  expect(zip.toString('latin1')).toMatch(
    /"format": "appframes"[\s\S]*projects\/[0-9a-f-]{36}\.json[\s\S]*"name": "Not yet synced"/,
  )
  await dialog.getByLabel('Also remove from this device').check()
  await dialog.getByRole('button', { name: 'Sign out and lose 1 change' }).click()
  await expect(dialog.getByText('You are still signed in and nothing was removed')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()

  // Sync paused for the sign-out goes on without a reload.
  await app.start()
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await expectSynced(page)
  await accountButton(page).click()
  await page.getByRole('menuitem', { name: /Sign out/ }).click()
  await page.getByRole('dialog').getByLabel('Also remove from this device').check()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
  const left = await page.evaluate(async () => ({
    databases: (await indexedDB.databases())
      .map(({ name }) => name)
      .filter((name) => name !== 'appframes:anonymous' && name !== 'appframes:identity'),
    identity: await new Promise((resolve, reject) => {
      const opening = indexedDB.open('appframes:identity')
      opening.onerror = () => reject(opening.error)
      opening.onsuccess = () => {
        const reading = opening.result.transaction('records').objectStore('records').getAll()
        reading.onsuccess = () => resolve(JSON.stringify(reading.result))
        reading.onerror = () => reject(reading.error)
        opening.result.close()
      }
    }),
    // Tab ids are random: they reveal nothing of the account, and the signed-out page has one too.
    keys: Object.keys(localStorage).filter((key) => key !== 'appframes:tabs'),
  }))
  expect(left).toEqual({ databases: [], identity: expect.not.stringContaining('tom'), keys: [] })

  await signIn(page, email)
  await expect(card(page, 'Not yet synced')).toBeVisible()
})
