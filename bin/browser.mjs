// Plain Node at load time. Finds or installs a Chromium for the tests and the bench.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { binOf, root, run, SetupError } from './ensure.mjs'

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const shellNames = ['chromium-headless-shell', 'chrome-headless-shell']
const installTimeoutMs = 5 * 60_000

/** The path of a Chromium that really starts; installs one where there is none. */
export async function ensureBrowser() {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen) {
    if (await canStart(chosen)) return chosen
    throw new SetupError(`CHROMIUM_PATH is ${chosen}, which does not start. Correct it or remove it.`)
  }
  const found = await findBrowser()
  if (found) return found
  console.log('Installing a browser for the tests…')
  const said = []
  for (const [command, args] of listInstallers()) {
    const { output } = await run(command, args, {
      timeoutMs: installTimeoutMs,
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    })
    said.push(`$ ${command} ${args.join(' ')}\n${output.trim().split('\n').slice(-8).join('\n')}`)
    const installed = await findBrowser()
    if (installed) return installed
  }
  throw new SetupError(
    `${said.join('\n')}\n\nNo Chromium was found and none could be installed. Install Chromium or Chrome and name it in CHROMIUM_PATH.`,
  )
}

/**
 * The path of Chromium's headless shell, which saves the tests 40 % of the processor time; the full browser where there
 * is none and none can be installed. HEADLESS_SHELL_PATH overrides it. It lacks the browser's own features: installing
 * an app, background sync.
 */
export async function ensureHeadlessShell() {
  const browser = await ensureBrowser()
  const find = () => findStarting([process.env.HEADLESS_SHELL_PATH ?? '', ...listPaths(shellNames)])
  const found = await find()
  if (found) return found
  const isDebian = existsSync('/etc/debian_version') && process.getuid?.() === 0
  if (!isDebian || !browser.startsWith('/usr/')) return browser
  for (const args of [
    ['update'],
    ['install', '-y', '--no-install-recommends', '--no-remove', shellNames[0]],
  ]) {
    const options = { timeoutMs: installTimeoutMs, env: { DEBIAN_FRONTEND: 'noninteractive' } }
    if ((await run('apt-get', args, options)).code !== 0) return browser
  }
  return (await find()) ?? browser
}

/** A Chromium that starts: Playwright's, or one of the system. */
async function findBrowser() {
  return (await findPlaywrightBrowser()) ?? (await findSystemBrowser())
}

/** The path of a Chromium that starts, as `ensureBrowser`; installs none. */
export async function requireBrowser() {
  const chosen = process.env.CHROMIUM_PATH
  const found = chosen ? await findStarting([chosen]) : await findBrowser()
  if (found) return found
  throw new SetupError(
    chosen
      ? `CHROMIUM_PATH is ${chosen}, which does not start. Correct it or remove it.`
      : 'No Chromium was found. Install Chromium or Chrome, or name one in CHROMIUM_PATH; without --engine chromium no browser is needed.',
  )
}

async function findPlaywrightBrowser() {
  const { chromium } = createRequire(join(root, 'package.json'))('@playwright/test')
  return findStarting([chromium.executablePath()])
}

async function findSystemBrowser() {
  const macOs = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  return findStarting([...listPaths(systemNames), macOs])
}

function listPaths(names) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}

async function findStarting(paths) {
  for (const path of paths) {
    if (existsSync(path) && (await canStart(path))) return path
  }
  return undefined
}

/** A downloaded browser whose system libraries are missing exists and does not start. */
async function canStart(path) {
  const { code } = await run(path, ['--version'], { timeoutMs: 20_000 })
  return code === 0
}

function listInstallers() {
  const installers = [[process.execPath, [binOf('@playwright/test', 'playwright'), 'install', 'chromium']]]
  if (process.platform !== 'linux') return installers
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const [command, ...rest] = [...asRoot, 'apt-get', ...args]
    installers.push([command, rest])
  }
  return installers
}
