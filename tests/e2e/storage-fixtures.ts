import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, test as base, chromium, expect, type Page } from '@playwright/test'
import { ensureBrowser } from '../../bin/browser.mjs'
import { launchArgs } from '../browser/launch-args.mjs'
import { serveModule } from '../browser/serve-module.mjs'
import { killLeftBrowsers } from './killable-browser.ts'

export { expect }

type WorkerFixtures = {
  executablePath: string
  storageUrl: string
  profile: BrowserContext
  contractTab: Page
}
/**
 * Pages with the local store alone, with real IndexedDB and OPFS on disk; opened in one profile, as tabs are. Another
 * host is another origin.
 */
type TestFixtures = { openTab: (host?: string) => Promise<Page>; leftBrowsers: undefined }

export const test = base.extend<TestFixtures, WorkerFixtures>({
  executablePath: [async ({}, use) => use(await ensureBrowser()), { scope: 'worker' }],

  storageUrl: [
    async ({}, use) => {
      const served = await serveModule('tests/browser/storage-entry.ts')
      await use(served.url)
      await served.close()
    },
    { scope: 'worker' },
  ],

  profile: [
    async ({ executablePath }, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'appframes-storage-'))
      const context = await chromium.launchPersistentContext(folder, { executablePath, args: launchArgs })
      await use(context)
      await context.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
    { scope: 'worker' },
  ],

  // Each case of a contract makes its own database, so one tab serves them all.
  contractTab: [
    async ({ profile, storageUrl }, use) => {
      const tab = await profile.newPage()
      const errors: string[] = []
      watchErrors(tab, errors)
      await openStoragePage(tab, storageUrl)
      await use(tab)
      expect(errors, 'errors in the page').toEqual([])
    },
    { scope: 'worker' },
  ],

  leftBrowsers: [
    async ({}, use) => {
      await use(undefined)
      await killLeftBrowsers()
    },
    { auto: true },
  ],

  openTab: async ({ profile, storageUrl }, use) => {
    const tabs: Page[] = []
    const errors: string[] = []
    await use(async (host = 'localhost') => {
      const tab = await profile.newPage()
      tabs.push(tab)
      watchErrors(tab, errors)
      await openStoragePage(tab, storageUrl.replace('localhost', host))
      return tab
    })
    for (const tab of tabs) await tab.close()
    expect(errors, 'errors in the page').toEqual([])
  },
})

function watchErrors(tab: Page, errors: string[]): void {
  tab.on('pageerror', (error) => errors.push(error.stack ?? error.message))
  tab.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
}

export async function openStoragePage(tab: Page, url: string): Promise<void> {
  await tab.goto(url)
  await tab.waitForFunction(() => globalThis.storage !== undefined)
}
