// Plain Node at load time. Finds or installs a Chromium for the tests and the bench.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { binOf, root, run, SetupError } from './ensure.mjs'

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const installTimeoutMs = 5 * 60_000

/** The path of a Chromium that really starts, installing one where none does. */
export async function ensureBrowser() {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen) {
    if (await canStart(chosen)) return chosen
    throw new SetupError(`CHROMIUM_PATH is ${chosen}, which does not start. Correct it or remove it.`)
  }
  const found = (await findPlaywrightBrowser()) ?? (await findSystemBrowser())
  if (found) return found
  console.log('Installing a browser for the tests…')
  const said = []
  for (const [command, args] of listInstallers()) {
    const { output } = await run(command, args, {
      timeoutMs: installTimeoutMs,
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    })
    said.push(`$ ${command} ${args.join(' ')}\n${output.trim().split('\n').slice(-8).join('\n')}`)
    const installed = (await findPlaywrightBrowser()) ?? (await findSystemBrowser())
    if (installed) return installed
  }
  throw new SetupError(
    `${said.join('\n')}\n\nNo Chromium was found and none could be installed. Install Chromium or Chrome and name it in CHROMIUM_PATH.`,
  )
}

async function findPlaywrightBrowser() {
  const { chromium } = createRequire(join(root, 'package.json'))('@playwright/test')
  return findStarting([chromium.executablePath()])
}

async function findSystemBrowser() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const paths = systemNames.flatMap((name) => folders.map((folder) => join(folder, name)))
  const macOs = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  return findStarting([...paths, macOs])
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
