import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Builder, By, Capabilities, Key, until, type WebDriver } from 'selenium-webdriver'
import { findFreePort } from '#db/embedded/postmaster.ts'
import { requireWebKit } from '../../bin/other-browsers.mjs'
import { type OpenedBrowser, type Tab, waitFor } from './tab.ts'

const FIND_TIMEOUT_MS = 30_000

/**
 * Safari's engine as packaged by Debian. It needs a display, which Xvfb provides, and has one window; its automation
 * has no private file system and discards everything at the end. WebDriver cannot read a page's console.
 */
export async function openWebKit(): Promise<OpenedBrowser> {
  const { driverPath, browserPath, displayPath } = await requireWebKit()
  const home = await mkdtemp(join(tmpdir(), 'appframes-webkit-'))
  const downloadFolder = join(home, 'downloads')
  await mkdir(downloadFolder)
  await writeFile(join(home, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloadFolder}"\n`)
  const display = await startDisplay(displayPath)
  const port = await findFreePort()
  const service = spawn(driverPath, ['-p', String(port)], {
    env: { ...process.env, DISPLAY: display.name, HOME: home, XDG_CONFIG_HOME: home },
    stdio: 'ignore',
  })
  const driver = await waitFor('WebKitWebDriver', () => connect(port, browserPath))
  await driver.manage().window().setRect({ x: 0, y: 0, width: 1280, height: 900 })
  return {
    make: 'WebKitGTK',
    downloadFolder,
    errors: () => [],
    openTab: async () => createTab(driver),
    async close() {
      await driver.quit().catch(() => undefined)
      await end(service)
      await end(display.process)
      await rm(home, { recursive: true, force: true })
    },
  }
}

async function connect(port: number, browserPath: string): Promise<WebDriver | undefined> {
  const isUp = await fetch(`http://127.0.0.1:${port}/status`).then(
    (response) => response.ok,
    () => false,
  )
  if (!isUp) return undefined
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: browserPath, args: ['--automation'] },
  })
  return new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build()
}

/** A display with a free number: Xvfb chooses it and writes it to the descriptor. */
async function startDisplay(displayPath: string): Promise<{ name: string; process: ChildProcess }> {
  const child = spawn(displayPath, ['-displayfd', '3', '-screen', '0', '1440x1000x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const [written] = (await once(child.stdio[3] as NodeJS.ReadableStream, 'data')) as [Buffer]
  return { name: `:${written.toString().trim()}`, process: child }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

function createTab(driver: WebDriver): Tab {
  const find = async (xpath: string) => {
    const element = await driver.wait(until.elementLocated(By.xpath(xpath)), FIND_TIMEOUT_MS)
    return driver.wait(until.elementIsVisible(element), FIND_TIMEOUT_MS)
  }
  return {
    goto: (url) => driver.get(url),
    reload: () => driver.navigate().refresh(),
    async evaluate(run, ...args) {
      const script = `const done = arguments[1]
        Promise.resolve().then(() => (${String(run)})(...arguments[0])).then(
          (value) => done({ value }),
          (error) => done({ error: String(error) }),
        )`
      const answer = await driver.executeAsyncScript<{ value?: unknown; error?: string }>(script, args)
      if (answer.error !== undefined) throw new Error(answer.error)
      return answer.value as never
    },
    async click(xpath) {
      await (await find(xpath)).click()
    },
    async press(key) {
      await driver
        .actions()
        .sendKeys(Key[key === 'Enter' ? 'ENTER' : 'ESCAPE'])
        .perform()
    },
    async type(text) {
      await driver.actions().sendKeys(text).perform()
    },
    async clearField() {
      await driver
        .actions()
        .keyDown(Key.CONTROL)
        .sendKeys('a')
        .keyUp(Key.CONTROL)
        .sendKeys(Key.DELETE)
        .perform()
    },
    async setFiles(xpath, paths) {
      const field = await driver.wait(until.elementLocated(By.xpath(xpath)), FIND_TIMEOUT_MS)
      await field.sendKeys(paths.join('\n'))
    },
    takeScreenshot: async () => Buffer.from(await driver.takeScreenshot(), 'base64'),
    close: async () => undefined,
  }
}
