import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type Browser, type BrowserContext, chromium } from '@playwright/test'
import { launchArgs } from '../browser/launch-args.mjs'

export type KillableBrowser = {
  browser: Browser
  context: BrowserContext
  /** SIGKILL to all of its processes: none of them can finish anything. */
  kill: () => Promise<void>
}

/** Those that run. */
const running = new Set<() => Promise<void>>()

/** After each test: one that failed did not come to its own end, and a browser that goes on writing slows all others. */
export async function killLeftBrowsers(): Promise<void> {
  await Promise.all([...running].map((kill) => kill()))
}

/** Started by hand with its storage in `folder`, because only the whole process group can be killed at once. */
export async function startKillableBrowser(executablePath: string, folder: string): Promise<KillableBrowser> {
  const args = [
    ...launchArgs,
    '--headless',
    '--remote-debugging-port=0',
    `--user-data-dir=${folder}`,
    'about:blank',
  ]
  const child = spawn(executablePath, args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  const kill = async () => {
    running.delete(kill)
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    await ended
  }
  running.add(kill)
  const browser = await chromium.connectOverCDP(await readAddress(child))
  return { browser, context: browser.contexts()[0] ?? (await browser.newContext()), kill }
}

async function readAddress(child: ChildProcess): Promise<string> {
  let said = ''
  for await (const chunk of child.stderr ?? []) {
    said += String(chunk)
    const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
    if (address !== undefined) return address
  }
  throw new Error(`the browser did not start: ${said}`)
}
