import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFailed } from 'vitest'
import type { OpenedBrowser, Tab } from './tab.ts'

const folder = 'test-results/browsers'

/** Opens a tab; when the test fails, a screenshot of it is stored. */
export async function openTestTab(browser: OpenedBrowser): Promise<Tab> {
  const tab = await browser.openTab()
  onTestFailed(async ({ task }) => {
    await mkdir(folder, { recursive: true })
    const name = `${browser.make}-${task.name}`.replaceAll(/\W+/g, '-').slice(0, 80)
    await writeFile(join(folder, `${name}.png`), await tab.takeScreenshot())
  })
  return tab
}
