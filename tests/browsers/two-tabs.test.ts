import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AppProcess, startApp } from '../e2e/app-process.ts'
import { openFirefox } from './open-puppeteer.ts'
import { openTestTab } from './open-test-tab.ts'
import type { OpenedBrowser } from './tab.ts'
import { openSample, rewriteCaption, textBox, waitUntilShown } from './walk-steps.ts'

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

test('two tabs of Firefox: each shows the other’s edits', async () => {
  const first = await openTestTab(browser)
  const url = await openSample(first, app.url)
  const second = await openTestTab(browser)
  await second.goto(url)
  await rewriteCaption(second, 'Know the tide at a glance', 'Written in the second')
  await waitUntilShown(first, textBox('Written in the second'))
  await rewriteCaption(first, 'Live heights for every cove', 'Written in the first')
  await waitUntilShown(second, textBox('Written in the first'))
  expect(browser.errors()).toEqual([])
})
