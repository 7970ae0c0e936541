import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import puppeteer, { type ElementHandle, type LaunchOptions, type Page } from 'puppeteer-core'
import { ensureBrowser } from '../../bin/browser.mjs'
import { requireFirefox } from '../../bin/other-browsers.mjs'
import { launchArgs } from '../browser/launch-args.mjs'
import type { Make, OpenedBrowser, Tab } from './tab.ts'

const viewport = { width: 1280, height: 800 }

/** Over WebDriver BiDi, which Firefox supports. */
export async function openFirefox(): Promise<OpenedBrowser> {
  return open('Firefox', {
    browser: 'firefox',
    protocol: 'webDriverBiDi',
    executablePath: await requireFirefox(),
  })
}

export async function openChromium(): Promise<OpenedBrowser> {
  return open('Chromium', { browser: 'chrome', executablePath: await ensureBrowser(), args: launchArgs })
}

async function open(make: Make, options: LaunchOptions): Promise<OpenedBrowser> {
  const downloadFolder = await mkdtemp(join(tmpdir(), 'appframes-downloads-'))
  const downloadsOfFirefox = {
    'browser.download.folderList': 2,
    'browser.download.dir': downloadFolder,
    'browser.download.always_ask_before_handling_new_types': false,
  }
  const browser = await puppeteer.launch({
    headless: true,
    defaultViewport: viewport,
    ...(make === 'Firefox'
      ? { extraPrefsFirefox: downloadsOfFirefox }
      : { downloadBehavior: { policy: 'allow', downloadPath: downloadFolder } }),
    ...options,
  })
  const errors: string[] = []
  return {
    make,
    downloadFolder,
    errors: () => errors,
    async openTab() {
      const page = await browser.newPage()
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text())
      })
      page.on('pageerror', (error) => errors.push(String(error)))
      return createTab(page)
    },
    async close() {
      await browser.close()
      await rm(downloadFolder, { recursive: true, force: true })
    },
  }
}

function createTab(page: Page): Tab {
  const find = async (xpath: string): Promise<ElementHandle<Element>> => {
    const handle = await page.waitForSelector(`xpath/${xpath}`, { visible: true })
    if (handle === null) throw new Error(`There is no ${xpath}.`)
    return handle as ElementHandle<Element>
  }
  return {
    async goto(url) {
      await page.goto(url, { waitUntil: 'load' })
    },
    async reload() {
      await page.reload({ waitUntil: 'load' })
    },
    evaluate: (run, ...args) => page.evaluate(run as never, ...args) as never,
    async click(xpath) {
      await page.bringToFront()
      await (await find(xpath)).click()
    },
    press: (key) => page.keyboard.press(key),
    async type(text) {
      await page.keyboard.type(text)
    },
    async clearField() {
      await page.keyboard.down('Control')
      await page.keyboard.press('a')
      await page.keyboard.up('Control')
      await page.keyboard.press('Delete')
    },
    async setFiles(xpath, paths) {
      const field = await page.waitForSelector(`xpath/${xpath}`)
      if (field === null) throw new Error(`There is no ${xpath}.`)
      await (field as ElementHandle<HTMLInputElement>).uploadFile(...paths)
    },
    takeScreenshot: async () => Buffer.from(await page.screenshot()),
    close: () => page.close(),
  }
}
