import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCaptureFile } from '#tests/factories/capture-file.ts'
import { type AppProcess, startApp } from '../e2e/app-process.ts'
import { openChromium, openFirefox } from './open-puppeteer.ts'
import { openTestTab } from './open-test-tab.ts'
import { type OpenedBrowser, waitFor } from './tab.ts'
import {
  dropFile,
  openSample,
  rewriteCaption,
  showsColour,
  signIn,
  signUp,
  textBox,
  waitUntilShown,
} from './walk-steps.ts'

let app: AppProcess
let chromium: OpenedBrowser
let firefox: OpenedBrowser
beforeAll(async () => {
  app = await startApp()
  chromium = await openChromium()
  firefox = await openFirefox()
})
afterAll(async () => {
  await chromium.close()
  await firefox.close()
  await app.close()
})

test('one account in Chromium and Firefox: texts and pictures of either reach the other’s open editor', async () => {
  const email = `two-makes-${crypto.randomUUID().slice(0, 8)}@example.com`
  const one = await openTestTab(chromium)
  await signUp(one, { url: app.url, email })
  const url = await openSample(one, app.url)
  const other = await openTestTab(firefox)
  await signIn(other, { url: app.url, email })
  await other.goto(url)
  await waitUntilShown(other, textBox('Know the tide at a glance'))

  await rewriteCaption(one, 'Know the tide at a glance', 'Written in Chromium')
  await waitUntilShown(other, textBox('Written in Chromium'))
  await rewriteCaption(other, 'Live heights for every cove', 'Written in Firefox')
  await waitUntilShown(one, textBox('Written in Firefox'))

  const colour = [180, 40, 90] as const
  const capture = createCaptureFile('home.png', 1320, 2868, colour)
  await dropFile(other, '[data-stage] [data-element-type="frame"]', {
    name: capture.name,
    bytes: capture.buffer,
  })
  for (const tab of [other, one]) await waitFor('the capture on the stage', () => showsColour(tab, colour))
  // Firefox prints it for a response that React Router reads when the page is left for the account's own.
  const isLeaving = (text: string) => text.includes('Error in input stream')
  expect([...chromium.errors(), ...firefox.errors()].filter((text) => !isLeaving(text))).toEqual([])
})
