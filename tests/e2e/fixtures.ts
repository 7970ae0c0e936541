import {
  type Browser,
  type BrowserContext,
  test as base,
  chromium,
  expect,
  type Page,
  type TestInfo,
} from '@playwright/test'
import { ensureBrowser, ensureHeadlessShell } from '../../bin/browser.mjs'
import { launchArgs } from '../browser/launch-args.mjs'
import { type AppProcess, startApp } from './app-process.ts'
import { killLeftBrowsers } from './killable-browser.ts'
import { rememberProfile } from './profiles.ts'

export { expect }

export type ProfileOptions = {
  javaScriptEnabled?: boolean
  viewport?: { width: number; height: number }
  colorScheme?: 'light' | 'dark'
  locale?: string
  ignoreHTTPSErrors?: boolean
  hasTouch?: boolean
  isMobile?: boolean
  /** Blocked unless the test has the tag @service-worker or @server: then the test can intercept requests. */
  serviceWorkers?: 'allow' | 'block'
  /** Chromium's own, besides the usual ones: a browser for each set of them. */
  args?: readonly string[]
}

/** A context with cookies and storage of its own, like a second device or user. */
export type NewProfile = (options?: ProfileOptions) => Promise<BrowserContext>

type TestFixtures = {
  app: AppProcess
  newProfile: NewProfile
  page: Page
  /** Any console.error or uncaught error fails the test, except those allowed here by their text. */
  allowConsoleErrors: (pattern: RegExp) => void
  errorLog: ErrorLog
  leftBrowsers: undefined
}

type WorkerFixtures = {
  sharedApp: AppProcess
  executablePath: string
  headlessShellPath: string
  /** The worker's Chromium, the full one or its headless shell; contexts of it keep their storage in memory. */
  openBrowser: (options: { isFull: boolean; args: readonly string[] }) => Promise<Browser>
}

type ErrorLog = { watch: (context: BrowserContext) => void; allow: (pattern: RegExp) => void }

export const test = base.extend<TestFixtures, WorkerFixtures>({
  executablePath: [async ({}, use) => use(await ensureBrowser()), { scope: 'worker' }],

  headlessShellPath: [async ({}, use) => use(await ensureHeadlessShell()), { scope: 'worker' }],

  sharedApp: [
    async ({}, use) => {
      const app = await startApp()
      await use(app)
      await app.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  openBrowser: [
    async ({ executablePath, headlessShellPath }, use) => {
      const browsers = new Map<string, Browser>()
      await use(async ({ isFull, args }) => {
        const path = isFull ? executablePath : headlessShellPath
        const key = [path, ...args].join(' ')
        const known = browsers.get(key)
        if (known?.isConnected()) return known
        const browser = await chromium.launch({ executablePath: path, args: [...launchArgs, ...args] })
        browsers.set(key, browser)
        return browser
      })
      for (const browser of browsers.values()) await browser.close()
    },
    { scope: 'worker' },
  ],

  app: async ({ sharedApp }, use, testInfo) => {
    if (!sharedApp.isRunning()) await sharedApp.start()
    await use(testInfo.tags.includes('@server') ? sharedApp : refuseKills(sharedApp))
    sharedApp.thaw()
  },

  baseURL: async ({ app }, use) => use(app.url),

  errorLog: [
    async ({}, use, testInfo) => {
      const { errors, log } = createErrorLog()
      // A killed server: its pending requests fail, and the browser prints that by itself.
      if (testInfo.tags.includes('@server'))
        log.allow(/net::ERR_(CONNECTION_(REFUSED|RESET|CLOSED)|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED)/)
      await use(log)
      expect(errors(), 'errors in the browser console').toEqual([])
    },
    { auto: true },
  ],

  leftBrowsers: [
    async ({}, use) => {
      await use(undefined)
      await killLeftBrowsers()
    },
    { auto: true },
  ],

  allowConsoleErrors: async ({ errorLog }, use) => use(errorLog.allow),

  // The headless shell takes half the processor of the full browser; it has no background sync and installs no app. At night
  // whatever has to do with service workers runs in the full one.
  newProfile: async ({ app, openBrowser, errorLog }, use, testInfo) => {
    const contexts: BrowserContext[] = []
    const usesWorker = testInfo.tags.some((tag) => tag === '@server' || tag === '@service-worker')
    const isFull = testInfo.tags.includes('@browser') || (usesWorker && process.env.NIGHTLY === '1')
    await use(async ({ args = [], ...options } = {}) => {
      const browser = await openBrowser({ isFull, args })
      const serviceWorkers = options.serviceWorkers ?? (usesWorker ? 'allow' : 'block')
      const context = await browser.newContext({
        baseURL: app.url,
        viewport: { width: 1280, height: 800 },
        reducedMotion: 'reduce',
        ...options,
        serviceWorkers,
      })
      rememberProfile(context, { baseUrl: app.url, hasServiceWorker: serviceWorkers === 'allow' })
      errorLog.watch(context)
      contexts.push(context)
      return context
    })
    for (const context of contexts) {
      if (testInfo.status !== testInfo.expectedStatus) await attachScreenshots(context, testInfo)
      await context.close()
    }
  },

  page: async ({ newProfile }, use) => {
    const context = await newProfile()
    await use(context.pages()[0] ?? (await context.newPage()))
  },
})

function refuseKills(app: AppProcess): AppProcess {
  const refuse = () => {
    throw new Error('A test that kills, stops or freezes the server has the tag @server.')
  }
  return { ...app, start: refuse, kill: refuse, stop: refuse, freeze: refuse }
}

function createErrorLog() {
  const seen: string[] = []
  // A server that ends in mid-stream: the browser prints it itself, whatever the page does.
  const allowed: RegExp[] = [/net::ERR_(INCOMPLETE_CHUNKED_ENCODING|NETWORK_CHANGED) .*\/api\/events/]
  const watchPage = (page: Page) => {
    page.on('console', (message) => {
      // The browser's words for a WebSocket that is answered 401.
      const text = message.text().replace('HTTP Authentication failed', 'status of 401')
      if (message.type() === 'error') seen.push(`${text} (${message.location().url})`)
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
    // A page that hangs takes no picture, and must not hold up the tests after it.
    const taken = await page.screenshot({ path, timeout: 10_000 }).catch(() => undefined)
    if (taken === undefined) continue
    testInfo.attachments.push({ name: `page-${index}`, path, contentType: 'image/png' })
  }
}
