import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AppProcess, startApp } from '../e2e/app-process.ts'
import { openFirefox } from './open-puppeteer.ts'
import { openTestTab } from './open-test-tab.ts'
import { type OpenedBrowser, waitFor } from './tab.ts'
import { openSample, rewriteCaption, textBox, waitUntilSaved, waitUntilShown } from './walk-steps.ts'

let app: AppProcess
let browser: OpenedBrowser
beforeAll(async () => {
  app = await startApp()
  browser = await openFirefox()
})
afterAll(async () => {
  await browser.close()
  await app.close()
})

test('Firefox with the server stopped: a hard reload opens the editor, an edit is kept by the next', async () => {
  const tab = await openTestTab(browser)
  await openSample(tab, app.url)
  await waitFor('the service worker', () =>
    tab.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      return registration.active?.state === 'activated' && navigator.serviceWorker.controller !== null
    }),
  )
  await app.stop()
  await tab.reload()
  await rewriteCaption(tab, 'Know the tide at a glance', 'No server, no worry')
  await waitUntilSaved(tab)
  await tab.reload()
  await waitUntilShown(tab, textBox('No server, no worry'))
  // A connection that is refused is printed by the browser itself.
  expect(browser.errors().filter((text) => !/NetworkError|can.t establish a connection/.test(text))).toEqual(
    [],
  )
})
