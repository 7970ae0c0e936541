// Finds or installs Firefox and WebKitGTK for the tests of `tests/browsers`.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run, SetupError } from './ensure.mjs'

const PACKAGES = ['firefox-esr', 'webkit2gtk-driver', 'xvfb']
const INSTALL_TIMEOUT_MS = 15 * 60_000
const MINI_BROWSER_FOLDERS = ['/usr/lib', '/usr/libexec']
const MINI_BROWSER = /webkit(2gtk-4\.1|gtk-6\.0)\/MiniBrowser$/

/**
 * Missing dependencies of this machine, as the names of Debian's packages; none when all three browsers can be driven.
 */
async function listMissing() {
  const webKit = await findWebKit()
  return [
    findFirefox() === undefined ? 'firefox-esr' : undefined,
    webKit.driverPath === undefined || webKit.browserPath === undefined ? 'webkit2gtk-driver' : undefined,
    webKit.displayPath === undefined ? 'xvfb' : undefined,
  ].filter((name) => name !== undefined)
}

/** Installs them on Debian and its derivatives as root; elsewhere, or when it fails, reports the missing ones. */
export async function ensureOtherBrowsers() {
  if ((await listMissing()).length === 0) return undefined
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    console.log('Installing Firefox and WebKitGTK for the tests…')
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...PACKAGES]]) {
      const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, timeoutMs: INSTALL_TIMEOUT_MS }
      if ((await run('apt-get', args, options)).code !== 0) break
    }
  }
  const missing = await listMissing()
  if (missing.length === 0) return undefined
  return `Missing: ${missing.join(', ')} (names of Debian's packages). FIREFOX_PATH may name a Firefox.`
}

/** @returns {Promise<string>} */
export async function requireFirefox() {
  const path = findFirefox()
  if (path === undefined)
    throw new SetupError('No Firefox was found: install firefox-esr, or name one in FIREFOX_PATH.')
  return path
}

/** @returns {Promise<{ driverPath: string, browserPath: string, displayPath: string }>} */
export async function requireWebKit() {
  const { driverPath, browserPath, displayPath } = await findWebKit()
  if (driverPath === undefined || browserPath === undefined || displayPath === undefined)
    throw new SetupError('WebKitGTK cannot be driven here: install webkit2gtk-driver and xvfb.')
  return { driverPath, browserPath, displayPath }
}

function findFirefox() {
  const chosen = process.env.FIREFOX_PATH
  if (chosen) return existsSync(chosen) ? chosen : undefined
  const macOs = '/Applications/Firefox.app/Contents/MacOS/firefox'
  return findProgram('firefox-esr') ?? findProgram('firefox') ?? (existsSync(macOs) ? macOs : undefined)
}

async function findWebKit() {
  return {
    driverPath: findProgram('WebKitWebDriver'),
    browserPath: await findMiniBrowser(),
    displayPath: findProgram('Xvfb'),
  }
}

/** Debian keeps it in a directory of the processor's and the library's names. */
async function findMiniBrowser() {
  if (process.platform !== 'linux') return undefined
  const { output } = await run('find', [...MINI_BROWSER_FOLDERS, '-maxdepth', '4', '-name', 'MiniBrowser'])
  return output.split('\n').find((path) => MINI_BROWSER.test(path))
}

function findProgram(name) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}
