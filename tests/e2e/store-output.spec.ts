import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { createCaptureFile } from '#tests/factories/capture-file.ts'
import { boxes, dropFiles, exportCurrentScreen, openNewProject, stage } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'

const capture = createCaptureFile('Home.png', 1320, 2868, [20, 130, 120])
const exportDialog = (page: Page) => page.getByRole('dialog', { name: 'Export' })

async function openWithCapture(page: Page): Promise<void> {
  await openNewProject(page)
  await dropFiles(stage(page), [capture])
  await expect(boxes(page, 'frame').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Saved on this device' })).toBeVisible()
}

async function startExport(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await exportDialog(page).getByText('Only this screen').click()
  await exportDialog(page).getByRole('button', { name: 'Export 1 picture' }).click()
}

/** Simulates a privacy extension in a worker: every read returns white. */
const whiteReads = `{
  const white = (data) => { data.data.fill(255); return data }
  const { prototype } = OffscreenCanvasRenderingContext2D
  const { getImageData } = prototype
  prototype.getImageData = function (...args) { return white(getImageData.apply(this, args)) }
};
`

async function spoilReads(context: BrowserContext): Promise<void> {
  await context.addInitScript(whiteReads)
  await context.route(/\/assets\/(export\.worker|picture-worker)[^/]*\.js/, async (route) => {
    const file = join('build/client', new URL(route.request().url()).pathname)
    const body = `${whiteReads}${await readFile(file, 'utf8')}`
    await route.fulfill({ contentType: 'text/javascript', body })
  })
}

test('a browser that alters canvas reads: no white picture is delivered, a sentence gives the remedy', async ({
  newProfile,
}) => {
  const context = await newProfile({ serviceWorkers: 'block' })
  await spoilReads(context)
  const page = await context.newPage()
  await openWithCapture(page)
  let downloads = 0
  page.on('download', () => {
    downloads += 1
  })
  await startExport(page)
  await expect(
    exportDialog(page).getByText(/changes the pixels that a page reads from its own canvas/),
  ).toBeVisible()
  await expect(exportDialog(page).getByRole('button', { name: 'Export 1 picture' })).toBeVisible()
  expect(downloads).toBe(0)

  // Nor is a crop made of it, which would replace the original.
  await page.goto('/media')
  const files = page.getByRole('list', { name: 'Files' }).getByRole('listitem')
  await expect(files).toHaveCount(1)
  // No thumbnail is better than a white one.
  await expect(files.first().locator('img')).toHaveCount(0)
  await context.unrouteAll({ behavior: 'ignoreErrors' })
})

test('an export worker that the server no longer has: a sentence in the dialogue, the edits untouched, a reload offered', {
  tag: '@nightly',
}, async ({ newProfile, allowConsoleErrors }) => {
  allowConsoleErrors(/404|Failed to load|export\.worker/)
  const context = await newProfile({ serviceWorkers: 'block' })
  await context.route(/\/assets\/export\.worker[^/]*\.js/, (route) =>
    route.fulfill({ status: 404, body: '' }),
  )
  const page = await context.newPage()
  await openWithCapture(page)
  await startExport(page)
  await expect(exportDialog(page).getByText(/The drawing code could not be started/)).toBeVisible()
  await expect(exportDialog(page).getByRole('button', { name: 'Reload' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(boxes(page, 'frame').first()).toBeVisible()
})

test('workers that the browser blocks: captures are named with the reason, and the export reports it', {
  tag: '@nightly',
}, async ({ newProfile }) => {
  const context = await newProfile({ serviceWorkers: 'block' })
  await context.addInitScript(() => {
    Object.assign(window, {
      Worker: class {
        constructor() {
          throw new DOMException('refused by the test', 'SecurityError')
        }
      },
    })
  })
  const page = await context.newPage()
  await openNewProject(page)
  await dropFiles(stage(page), [capture])
  await expect(
    page.getByText(/“Home\.png” could not be checked, because the code for it could not be started/),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(exportDialog(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(boxes(page, 'frame').first()).toBeVisible()
})

test('a part of the app that cannot be loaded: the editor stays, and trying again opens the export', async ({
  newProfile,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/404|Failed to (load|fetch)/)
  const context = await newProfile({ serviceWorkers: 'block' })
  let isGone = true
  await context.route(/\/assets\/export-panel-[^/]*\.js/, (route) =>
    isGone ? route.fulfill({ status: 404, body: '' }) : route.continue(),
  )
  const page = await context.newPage()
  await openWithCapture(page)
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(exportDialog(page).getByText(/The export could not be opened/)).toBeVisible()
  await expect(exportDialog(page).getByRole('button', { name: 'Reload' })).toBeVisible()
  await expect(boxes(page, 'frame').first()).toBeVisible()
  isGone = false
  await exportDialog(page).getByRole('button', { name: 'Reload' }).click()
  await expect(boxes(page, 'frame').first()).toBeVisible()
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(exportDialog(page).getByText('Only this screen')).toBeVisible()
})

test('the size says which slot of the store it fills, and its note', async ({ page }) => {
  await openNewProject(page)
  await page.getByRole('button', { name: /^Size: / }).click()
  const sizes = page.getByRole('list', { name: 'Sizes of this project' })
  await expect(sizes).toContainText('App Store · iPhone, Dynamic Island, large · 1320 × 2868')
  await expect(sizes).toContainText('Apple scales it down for smaller ones')
  await page.getByRole('searchbox', { name: 'Find a size' }).fill('duo')
  await expect(page.getByRole('list', { name: 'Sizes to add' })).toContainText(
    'Ten pictures together for both displays',
  )
})

test('a size of one’s own pixels is drawn and exported in them; other sides are refused with a sentence', async ({
  page,
}) => {
  await openWithCapture(page)
  await page.getByRole('button', { name: /^Size: / }).click()
  const form = page.getByRole('form', { name: 'A size of your own' })
  await form.getByLabel('Width in pixels').fill('20')
  await form.getByLabel('Height in pixels').fill('630')
  await page.keyboard.press('Enter')
  await expect(form.getByRole('alert')).toHaveText('Each side takes 64 to 8192 pixels.')
  await form.getByLabel('Width in pixels').fill('1200')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Size: 1200 × 630' })).toBeVisible()
  const { png } = await exportCurrentScreen(page)
  expect([png.width, png.height]).toEqual([1200, 630])
})

test('a translating browser leaves the user’s own texts alone and does not stop the progress', {
  tag: '@nightly',
}, async ({ page }) => {
  await openWithCapture(page)
  const untouched = async (words: string) =>
    page.evaluate((requested) => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      const found: boolean[] = []
      while (walker.nextNode()) {
        const node = walker.currentNode
        if (node.textContent?.includes(requested))
          found.push(node.parentElement?.closest('[translate="no"]') !== null)
      }
      return found.length > 0 && found.every(Boolean)
    }, words)
  await page.getByRole('button', { name: 'Layers' }).first().click()
  expect(await untouched('Screen 1')).toBe(true)
  await boxes(page, 'frame').first().click()
  await expect(page.getByRole('button', { name: 'Replace…' })).toBeVisible()
  expect(await untouched('Home.png')).toBe(true)
  await boxes(page, 'text').first().click()
  await expect(page.getByRole('textbox', { name: 'Text in American English' })).toBeVisible()
  expect(await untouched('Show what makes it great')).toBe(true)
  // Simulates page translation: each text node is wrapped in an element, unknown to React.
  await page.evaluate(() => {
    new MutationObserver(() => {
      for (const status of document.querySelectorAll('[role=dialog] [role=status]')) {
        for (const node of [...status.childNodes]) {
          if (node.nodeType !== Node.TEXT_NODE) continue
          const font = document.createElement('font')
          node.replaceWith(font)
          font.append(node)
        }
      }
    }).observe(document.body, { childList: true, subtree: true })
  })
  await startExport(page)
  await expect(exportDialog(page).getByText('1 picture saved to your downloads')).toBeVisible()
})
