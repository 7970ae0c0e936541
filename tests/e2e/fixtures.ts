import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type BrowserContext,
  test as base,
  chromium,
  expect,
  type Page,
  type TestInfo,
} from '@playwright/test'
import { ensureBrowser } from '../../bin/browser.mjs'
import { launchArgs } from '../browser/launch-args.mjs'
import { type AppProcess, startApp } from './app-process.ts'

export { expect }

export type ProfileOptions = {
  javaScriptEnabled?: boolean
  viewport?: { width: number; height: number }
  colorScheme?: 'light' | 'dark'
  locale?: string
  ignoreHTTPSErrors?: boolean
  /** `block`: requests can be held and answered by the test. */
  serviceWorkers?: 'block'
  /** Chromium's own, besides the usual ones. */
  args?: readonly string[]
}

/** A browser of its own with its storage on disk, as a second device or a second person has it. */
export type NewProfile = (options?: ProfileOptions) => Promise<BrowserContext>

type TestFixtures = {
  app: AppProcess
  newProfile: NewProfile
  page: Page
  /** Any console.error or uncaught error fails the test, except those allowed here by their text. */
  allowConsoleErrors: (pattern: RegExp) => void
  errorLog: ErrorLog
}

type WorkerFixtures = { sharedApp: AppProcess; executablePath: string }

type ErrorLog = { watch: (context: BrowserContext) => void; allow: (pattern: RegExp) => void }

export const test = base.extend<TestFixtures, WorkerFixtures>({
  executablePath: [async ({}, use) => use(await ensureBrowser()), { scope: 'worker' }],

  sharedApp: [
    async ({}, use) => {
      const app = await startApp()
      await use(app)
      await app.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  app: async ({ sharedApp }, use) => {
    if (!sharedApp.isRunning()) await sharedApp.start()
    await use(sharedApp)
    sharedApp.thaw()
  },

  baseURL: async ({ app }, use) => use(app.url),

  errorLog: [
    async ({}, use) => {
      const { errors, log } = createErrorLog()
      await use(log)
      expect(errors(), 'errors in the browser console').toEqual([])
    },
    { auto: true },
  ],

  allowConsoleErrors: async ({ errorLog }, use) => use(errorLog.allow),

  newProfile: async ({ app, executablePath, errorLog }, use, testInfo) => {
    const profiles: { context: BrowserContext; folder: string }[] = []
    await use(async ({ args = [], ...options } = {}) => {
      const folder = await mkdtemp(join(tmpdir(), 'appframes-profile-'))
      const context = await chromium.launchPersistentContext(folder, {
        executablePath,
        args: [...launchArgs, ...args],
        baseURL: app.url,
        viewport: { width: 1280, height: 800 },
        reducedMotion: 'reduce',
        ...options,
      })
      errorLog.watch(context)
      profiles.push({ context, folder })
      return context
    })
    for (const { context, folder } of profiles) {
      if (testInfo.status !== testInfo.expectedStatus) await attachScreenshots(context, testInfo)
      await context.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  },

  page: async ({ newProfile }, use) => {
    const context = await newProfile()
    await use(context.pages()[0] ?? (await context.newPage()))
  },
})

function createErrorLog() {
  const seen: string[] = []
  // A server that ends in mid-stream: the browser prints it itself, whatever the page makes of it.
  const allowed: RegExp[] = [/net::ERR_(INCOMPLETE_CHUNKED_ENCODING|NETWORK_CHANGED) .*\/api\/events/]
  const watchPage = (page: Page) => {
    page.on('console', (message) => {
      if (message.type() === 'error') seen.push(`${message.text()} (${message.location().url})`)
    })
    page.on('pageerror', (error) => seen.push(error.stack ?? error.message))
  }
  const log: ErrorLog = {
    watch: (context) => {
      context.pages().forEach(watchPage)
      context.on('page', watchPage)
    },
    allow: (pattern) => allowed.push(pattern),
  }
  return { log, errors: () => seen.filter((text) => !allowed.some((pattern) => pattern.test(text))) }
}

async function attachScreenshots(context: BrowserContext, testInfo: TestInfo): Promise<void> {
  for (const [index, page] of context.pages().entries()) {
    const path = testInfo.outputPath(`page-${index}.png`)
    await page.screenshot({ path })
    testInfo.attachments.push({ name: `page-${index}`, path, contentType: 'image/png' })
  }
}
