import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { startKillableBrowser } from './killable-browser.ts'
import {
  accountButton,
  card,
  createProject,
  expectSynced,
  mintEmail,
  signIn,
  signOut,
  signUp,
} from './steps.ts'

const workNotice = /the work of an account is on this device/

test('the browser killed right after signing up: the account and its projects are open again', {
  tag: '@nightly',
}, async ({ app, executablePath }) => {
  const folder = await mkdtemp(join(tmpdir(), 'appframes-killed-'))
  const first = await startKillableBrowser(executablePath, folder)
  const page = await first.context.newPage()
  await signUp(page, mintEmail('killed'), app.url)
  await createProject(page, 'Made at once', app.url)
  await first.kill()

  const second = await startKillableBrowser(executablePath, folder)
  const again = await second.context.newPage()
  await again.goto(`${app.url}/`)
  await expect(card(again, 'Made at once')).toBeVisible()
  await expect(accountButton(again)).toBeVisible()
  await second.kill()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

test('[F33] the browser killed right after signing out: the account’s projects stay closed', {
  tag: '@nightly',
}, async ({ app, executablePath }) => {
  const folder = await mkdtemp(join(tmpdir(), 'appframes-killed-'))
  const first = await startKillableBrowser(executablePath, folder)
  const page = await first.context.newPage()
  await signUp(page, mintEmail('left'), app.url)
  await createProject(page, 'Private', app.url)
  await expectSynced(page)
  // Until Chromium has written the session's cookie: only then can a crash bring it back.
  await expect
    .poll(async () => (await first.context.cookies()).some(({ name }) => name.includes('session_token')))
    .toBe(true)
  await signOut(page, app.url)
  await first.kill()

  const second = await startKillableBrowser(executablePath, folder)
  const again = await second.context.newPage()
  await again.goto(`${app.url}/`)
  await expect(again.getByRole('link', { name: 'Sign in' })).toBeVisible()
  await expect(again.getByRole('button', { name: 'New project' }).first()).toBeVisible()
  await expect(card(again, 'Private')).toHaveCount(0)
  await second.kill()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

test('[F33] the cookie of an ended session opens nothing, even where the device remembers the account', async ({
  page,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/401/)
  const email = mintEmail('ended')
  await signUp(page, email)
  await createProject(page, 'Private')
  await expectSynced(page)
  const cookies = await page.context().cookies()
  // The session is ended from elsewhere: only the server notifies this browser.
  await page.request.post('/sign-out', { form: {}, headers: { origin: new URL(page.url()).origin } })
  await page.context().clearCookies()
  await page.context().addCookies(cookies)
  await page.goto('/')
  await expect(page.getByRole('status').or(page.getByText(workNotice)).first()).toBeVisible()
  await expect(page.getByText(workNotice)).toBeVisible()
  await expect(card(page, 'Private')).toHaveCount(0)
  await signIn(page, email)
  await expect(card(page, 'Private')).toBeVisible()
})

test('without a known identity but with an account’s projects on disk, the list reports them and offers to sign in', {
  tag: '@nightly',
}, async ({ page, allowConsoleErrors }) => {
  allowConsoleErrors(/401/)
  const email = mintEmail('forgotten')
  await signUp(page, email)
  await createProject(page, 'Still here')
  await expectSynced(page)
  await page.context().clearCookies()
  await page.evaluate(async () => {
    localStorage.clear()
    await new Promise((resolve) => {
      indexedDB.deleteDatabase('appframes:identity').onsuccess = resolve
    })
  })
  await page.goto('/')
  await expect(page.getByText(workNotice)).toBeVisible()
  await page.getByText(workNotice).locator('..').getByRole('link', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await signIn(page, email)
  await expect(card(page, 'Still here')).toBeVisible()
  await expect(page.getByText(workNotice)).toHaveCount(0)
})

test('after a sign-out nothing about the account is shown', async ({ page }) => {
  await signUp(page, mintEmail('quiet'))
  await createProject(page, 'Private')
  await expectSynced(page)
  await signOut(page)
  await page.reload()
  await expect(page.getByRole('button', { name: 'New project' }).first()).toBeVisible()
  await expect(page.getByText(workNotice)).toHaveCount(0)
})

for (const storageTypes of ['indexeddb,service_workers', 'all']) {
  test(`[F21] clearing site data (${storageTypes}) keeps the open project and writes everything again`, {
    tag: ['@service-worker', '@nightly'],
  }, async ({ page }) => {
    await page.goto('/')
    await page
      .getByRole('button', { name: /sample/i })
      .first()
      .click()
    await page.waitForURL(/\/projects\//)
    await expect(page.locator('[data-element-type="frame"]').first()).toBeVisible()
    await page.evaluate(() =>
      navigator.serviceWorker.ready.then(() => Object.assign(window, { isSame: true })),
    )
    const before = await countStored(page)
    expect(before.pictures).toBeGreaterThan(0)

    const session = await page.context().newCDPSession(page)
    await session.send('Storage.clearDataForOrigin', { origin: new URL(page.url()).origin, storageTypes })
    await expect.poll(() => countStored(page)).toEqual(before)
    expect(await page.evaluate(() => 'isSame' in window)).toBe(true)
    await expect(page.getByText('The stored data of this site was removed')).toBeVisible()

    await page.reload()
    await expect(page.locator('canvas').first()).toBeVisible()
    await page.goto('/')
    await expect(page.getByRole('link', { name: /sample|Drift|Weather/i }).first()).toBeVisible()
  })
}

/** Projects and whole pictures of the anonymous identity. */
function countStored(page: Page): Promise<{ projects: number; pictures: number }> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase | undefined>((resolve) => {
      const opening = indexedDB.open('appframes:anonymous')
      // Reading must not create it.
      opening.onupgradeneeded = () => opening.transaction?.abort()
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = (event) => {
        event.preventDefault()
        resolve(undefined)
      }
    })
    if (database === undefined) return { projects: 0, pictures: 0 }
    const count = (store: string) =>
      database.objectStoreNames.contains(store)
        ? new Promise<number>((resolve, reject) => {
            const counting = database.transaction(store).objectStore(store).count()
            counting.onsuccess = () => resolve(counting.result)
            counting.onerror = () => reject(counting.error)
          })
        : Promise.resolve(0)
    const projects = await count('projects')
    const rows = await count('mediaAssets')
    database.close()
    const root = await navigator.storage.getDirectory()
    let files = 0
    try {
      const media = await root.getDirectoryHandle('media')
      for await (const folder of media.values()) {
        if (folder.kind !== 'directory') continue
        for await (const file of folder.values()) if (file.kind === 'file') files += 1
      }
    } catch {
      return { projects, pictures: 0 }
    }
    return { projects, pictures: Math.min(rows, files) }
  })
}
