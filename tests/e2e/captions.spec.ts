import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { waitUntilOfflineReady } from './steps.ts'

const cell = (page: Page, row: number, column: number) =>
  page.locator(`[data-row="${row}"][data-column="${column}"]`)
const grid = (page: Page) => page.getByRole('grid', { name: 'Captions' })

async function openTable(page: Page): Promise<void> {
  await page.goto('/')
  await page
    .getByRole('button', { name: /Open the sample|New from sample/ })
    .first()
    .click()
  await page.waitForURL(/\/projects\//)
  await page.getByRole('button', { name: /^Language:/ }).click()
  await page.getByRole('menuitem', { name: 'All captions in a table' }).click()
  await expect(grid(page)).toBeVisible()
}

/** The clipboard of a spreadsheet: the page gets the browser's own paste event. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((content) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', content)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(event)
  }, text)
}

async function copy(page: Page): Promise<string> {
  return page.evaluate(() => {
    const clipboardData = new DataTransfer()
    const event = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(event)
    return clipboardData.getData('text/plain')
  })
}

test('captions are typed, pasted from a spreadsheet and undone by keys, and are there after a reload without a network', {
  tag: '@service-worker',
}, async ({ page }) => {
  await openTable(page)
  await expect(page.getByRole('columnheader', { name: /German.*de-DE/ })).toBeVisible()

  await cell(page, 0, 1).click()
  await page.keyboard.type('Ebbe')
  await page.keyboard.press('Alt+Enter')
  await page.keyboard.type('und Flut')
  await page.keyboard.press('Enter')
  await expect(cell(page, 0, 1)).toContainText('Ebbe\nund Flut')
  await expect(cell(page, 1, 1)).toHaveAttribute('aria-selected', 'true')

  await page.keyboard.press('F2')
  await page.keyboard.type(' (anders)')
  await page.keyboard.press('Escape')
  await expect(cell(page, 1, 1)).toContainText('Wasserstände für jede Bucht')
  await expect(cell(page, 1, 1)).not.toContainText('(anders)')

  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(page.getByRole('gridcell', { selected: true })).toHaveCount(4)
  expect(await copy(page)).toBe(
    '"Plan your week\nby the sea"\t"Plane deine\nWoche am Meer"\nSeven days of tides and weather\tSieben Tage Gezeiten und Wetter',
  )
  await paste(page, 'One\tEins\r\n"Two ""2""\nlines"\tZwei\r\n')
  await expect(cell(page, 2, 0)).toContainText('One')
  await expect(cell(page, 3, 0)).toContainText('Two "2"\nlines')
  await expect(cell(page, 3, 1)).toContainText('Zwei')
  await page.keyboard.press('Control+z')
  await expect(cell(page, 2, 0)).toContainText('Plan your week')
  await expect(cell(page, 3, 1)).toContainText('Sieben Tage Gezeiten und Wetter')
  await page.keyboard.press('Control+y')
  await expect(cell(page, 3, 1)).toContainText('Zwei')
  await cell(page, 3, 1).click()
  await page.keyboard.press('Delete')
  await expect(cell(page, 3, 1)).toContainText('Not translated')

  await waitUntilOfflineReady(page)
  await page.context().setOffline(true)
  await page.reload()
  await expect(cell(page, 0, 1)).toContainText('Ebbe\nund Flut')
  await expect(cell(page, 3, 1)).toContainText('Not translated')
  await cell(page, 3, 1).click()
  await page.keyboard.type('Offline')
  await page.getByRole('link', { name: 'Back to the editor' }).click()
  await expect(page.getByRole('button', { name: /^Text: / }).first()).toBeVisible()
  await page.getByRole('button', { name: /^Language:/ }).click()
  await page.getByRole('menuitem', { name: /^German/ }).click()
  await expect(page.getByRole('button', { name: 'Text: Offline' })).toBeVisible()
})

test('an edit of the table arrives in the editor of another tab, and the other way', {
  tag: '@nightly',
}, async ({ page }) => {
  await openTable(page)
  const editor = await page.context().newPage()
  await editor.goto(page.url().replace('/captions', ''))
  await expect(editor.getByRole('button', { name: 'Text: Know the tide at a glance' })).toBeVisible()
  await page.bringToFront()
  await cell(page, 0, 0).dblclick()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('From the table')
  await page.keyboard.press('Tab')
  await expect(editor.getByRole('button', { name: 'Text: From the table' })).toBeVisible()
  await editor.bringToFront()
  await editor.getByRole('button', { name: 'Text: From the table' }).click()
  await editor.keyboard.press('Delete')
  await expect(grid(page).getByText('From the table')).toHaveCount(0)
})

test('an import shows what it would change before it is applied, as one step of undo', async ({ page }) => {
  await openTable(page)
  const file = [
    'en-US;de-DE;fr-FR;Note',
    '"Know the tide\r\nat a glance";"Neu ""1""";Marée;x',
    'Live heights for every cove;;;',
    'Nobody;Niemand;;',
    'Seven days of tides and weather;Sieben Tage Gezeiten und Wetter;;;;zu viel',
  ].join('\r\n')
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: '.strings for each language' }).click()
  const download = await downloading
  const exported = { name: download.suggestedFilename(), buffer: await readFile(await download.path()) }
  await page.getByRole('button', { name: 'Import' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import captions' })
  const input = dialog.getByLabel('Files with captions')
  await input.setInputFiles({ ...exported, mimeType: 'application/zip' })
  await expect(dialog.getByRole('status')).toHaveText('20 the same')
  const upload = { name: 'texte.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${file}`) }
  await input.setInputFiles(upload)
  await expect(dialog.getByRole('status')).toHaveText('2 changed · 4 the same')
  await expect(dialog.getByText('texte.csv, line 5: “Nobody” is no caption of this project.')).toBeVisible()
  await expect(dialog.getByText(/line 6: The row has more cells/)).toBeVisible()
  await expect(dialog.getByText('“Note” is left out')).toBeVisible()
  await dialog.getByRole('checkbox', { name: /^Add French \(France\)/ }).check()
  await dialog.getByRole('switch', { name: /An empty cell removes/ }).click()
  await expect(dialog.getByRole('status')).toHaveText('2 new · 2 changed · 2 removed · 4 the same')
  await expect(cell(page, 0, 1)).toContainText('Die Gezeiten')
  await dialog.getByRole('button', { name: 'Import 6 texts and 1 language' }).click()
  await expect(cell(page, 0, 1)).toContainText('Neu "1"')
  await expect(cell(page, 0, 2)).toContainText('Marée')
  await expect(cell(page, 1, 1)).toContainText('Not translated')
  await page.getByRole('button', { name: /^Undo/ }).first().click()
  await expect(cell(page, 0, 1)).toContainText('Die Gezeiten')
  await expect(page.getByRole('columnheader', { name: /French/ })).toHaveCount(0)
})
