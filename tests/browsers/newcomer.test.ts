import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCaptureFile } from '#tests/factories/capture-file.ts'
import { type AppProcess, startApp } from '../e2e/app-process.ts'
import { openFirefox } from './open-puppeteer.ts'
import { openTestTab } from './open-test-tab.ts'
import { openWebKit } from './open-webkit.ts'
import { type OpenedBrowser, waitFor } from './tab.ts'
import {
  dropFile,
  exportScreen,
  openSample,
  rewriteCaption,
  showsColour,
  textBox,
  waitUntilSaved,
  waitUntilShown,
} from './walk-steps.ts'

let app: AppProcess
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

describe.each([
  { make: 'Firefox', open: openFirefox },
  { make: 'WebKitGTK', open: openWebKit },
])('a newcomer with $make', ({ open }) => {
  let browser: OpenedBrowser
  beforeAll(async () => {
    browser = await open()
  })
  afterAll(async () => {
    await browser.close()
  })

  test('opens the sample, drops a capture, rewrites a caption, reloads and exports', async () => {
    const tab = await openTestTab(browser)
    await openSample(tab, app.url)
    await rewriteCaption(tab, 'Know the tide at a glance', 'Every tide, one look')
    const colour = [20, 130, 140] as const
    const capture = createCaptureFile('home.png', 1320, 2868, colour)
    await dropFile(tab, '[data-stage] [data-element-type="frame"]', {
      name: capture.name,
      bytes: capture.buffer,
    })
    await waitFor('the capture on the stage', () => showsColour(tab, colour))
    await waitUntilSaved(tab)
    await tab.reload()
    await waitUntilShown(tab, textBox('Every tide, one look'))
    const picture = await exportScreen(tab, browser)
    expect([picture.width, picture.height]).toEqual([1320, 2868])
    expect(countPixels(picture, colour)).toBeGreaterThan(200_000)
    expect(browser.errors()).toEqual([])
  })
})

function countPixels({ data }: { data: Uint8Array }, [red, green, blue]: readonly [number, number, number]) {
  let count = 0
  for (let at = 0; at < data.length; at += 4)
    if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) count += 1
  return count
}
