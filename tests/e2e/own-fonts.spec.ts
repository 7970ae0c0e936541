import type { Page } from '@playwright/test'
import { createFontFile } from '#tests/factories/font-file.ts'
import { type DecodedPng, dropFiles, exportCurrentScreen, readPixel, stage, undo } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'
import { openList } from './steps.ts'

const letters = createFontFile({ family: 'Acme', style: 'Bold', weight: 700, signs: 'abc' })
/** #3a1d12 */
const headlineColour = [58, 29, 18]
const fontFile = (name: string, bytes: Uint8Array) => ({
  name,
  mimeType: 'font/ttf',
  buffer: Buffer.from(bytes),
})

async function openSample(page: Page): Promise<void> {
  await openList(page)
  await page
    .getByRole('button', { name: /Open the sample|New from sample/ })
    .first()
    .click()
  await page.waitForURL(/\/projects\//)
}

/** The longest run of one colour of a row, in pixels: letters that are squares make one of several ems. */
function findLongestRun(picture: DecodedPng, y: number, colour: readonly number[]): number {
  let [longest, run] = [0, 0]
  for (let x = 0; x < picture.png.width; x++) {
    const pixel = readPixel(picture, x, y)
    run = pixel.every((value, index) => Math.abs(value - (colour[index] ?? 0)) < 8) ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}

const countFaces = (page: Page) =>
  page.evaluate(() => [...document.fonts].filter(({ family }) => family.includes('media:')).length)

test('a font of one’s own is added in the picker, drawn in stage and export, and there after a reload', async ({
  page,
}) => {
  await openSample(page)
  await stage(page).getByRole('button', { name: 'Text: Know the tide at a glance' }).click()
  const inspector = page.locator('[data-inspector]')
  const font = inspector.getByRole('button', { name: /^Font: / })
  const before = await font.getAttribute('aria-label')
  await inspector.getByRole('textbox', { name: /^Text in/ }).fill('abc')
  await font.click()
  await page.getByLabel('Choose font files').setInputFiles([fontFile('acme-bold.ttf', letters)])
  await expect(font).toHaveAccessibleName('Font: Acme Bold')
  await expect(inspector.getByLabel('Weight')).toHaveText(/Bold/)

  await undo(page).click()
  await expect(font).toHaveAccessibleName(before ?? '')
  await font.click()
  await page.getByRole('combobox', { name: 'Find a font' }).fill('acme')
  await page.keyboard.press('Enter')
  await expect(font).toHaveAccessibleName('Font: Acme Bold')

  await page.reload()
  await stage(page).getByRole('button', { name: 'Text: abc' }).click()
  await expect(font).toHaveAccessibleName('Font: Acme Bold')
  await expect.poll(() => countFaces(page)).toBe(1)
  const size = Number(await inspector.getByRole('textbox', { name: 'Size', exact: true }).inputValue())
  const picture = await exportCurrentScreen(page)
  const rows = Array.from({ length: 60 }, (_, index) => Math.round((picture.png.height * 0.4 * index) / 60))
  const longest = Math.max(...rows.map((y) => findLongestRun(picture, y, headlineColour)))
  expect(longest).toBeGreaterThan(2.8 * size)
})

test('a dropped font is added, and one that cannot be used is refused by its name', async ({ page }) => {
  await openSample(page)
  await dropFiles(stage(page), [fontFile('cut.ttf', letters.slice(0, 300)), fontFile('good.ttf', letters)])
  await expect(
    page.getByText('“good.ttf” is among your fonts now. Select a text to use it. “cut.ttf” is damaged'),
  ).toBeVisible()
})
