import type { Page } from '@playwright/test'
import { createFontFile } from '#tests/factories/font-file.ts'
import { type DecodedPng, dropFiles, exportCurrentScreen, readPixel, stage, undo } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'
import { card, expectSynced, mintEmail, openList, signIn, signUp } from './steps.ts'

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

const inspectorOf = (page: Page) => page.locator('[data-inspector]')
const fontField = (page: Page) => inspectorOf(page).getByRole('button', { name: /^Font: / })

/** The first caption of the sample, with letters that the font has. */
async function typeLetters(page: Page): Promise<void> {
  await stage(page).getByRole('button', { name: 'Text: Know the tide at a glance' }).click()
  await inspectorOf(page)
    .getByRole('textbox', { name: /^Text in/ })
    .fill('abc')
}

async function addFont(page: Page): Promise<void> {
  await fontField(page).click()
  await page.getByLabel('Choose font files').setInputFiles([fontFile('acme-bold.ttf', letters)])
  await expect(fontField(page)).toHaveAccessibleName('Font: Acme Bold')
}

/** In the stage's own name of the font, and in the pixels of the file: three squares beside each other. */
async function expectDrawnInFont(page: Page): Promise<void> {
  await stage(page).getByRole('button', { name: 'Text: abc' }).click()
  await expect(fontField(page)).toHaveAccessibleName('Font: Acme Bold')
  await expect.poll(() => countFaces(page)).toBe(1)
  const size = Number(
    await inspectorOf(page).getByRole('textbox', { name: 'Size', exact: true }).inputValue(),
  )
  const picture = await exportCurrentScreen(page)
  const rows = Array.from({ length: 60 }, (_, index) => Math.round((picture.png.height * 0.4 * index) / 60))
  const longest = Math.max(...rows.map((y) => findLongestRun(picture, y, headlineColour)))
  expect(longest).toBeGreaterThan(2.8 * size)
}

test('a font of one’s own is added in the picker, drawn in stage and export, and there after a reload', async ({
  page,
}) => {
  await openSample(page)
  await typeLetters(page)
  const font = fontField(page)
  const before = await font.getAttribute('aria-label')
  await addFont(page)
  await expect(inspectorOf(page).getByLabel('Weight')).toHaveText(/Bold/)

  await undo(page).click()
  await expect(font).toHaveAccessibleName(before ?? '')
  await font.click()
  await page.getByRole('combobox', { name: 'Find a font' }).fill('acme')
  await expect(page.getByRole('option', { name: /Acme Bold/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(font).toHaveAccessibleName('Font: Acme Bold')

  await page.reload()
  await expectDrawnInFont(page)
})

test('a font added on one device is drawn on another, and deleting it there lists its uses', {
  tag: '@nightly',
}, async ({ page, newProfile }) => {
  const email = mintEmail('font')
  await signUp(page, email)
  await openSample(page)
  await typeLetters(page)
  await addFont(page)
  await page.goto('/media')
  await expect(page.getByRole('button', { name: /^acme-bold\.ttf, .*Synced/ })).toBeVisible()
  await openList(page)
  await expectSynced(page)

  const other = await (await newProfile()).newPage()
  await signIn(other, email)
  await card(other, 'Tidepool (sample)').click()
  await other.waitForURL(/\/projects\//)
  await expectDrawnInFont(other)
  await other.goto('/media')
  await other.getByRole('button', { name: /^acme-bold\.ttf, / }).focus()
  await other.keyboard.press('Delete')
  const dialog = other.getByRole('dialog', { name: 'Delete “acme-bold.ttf”?' })
  await expect(dialog.getByText(/shown in other letters, and not exported/)).toBeVisible()
  await expect(dialog.getByText('Tidepool (sample) · 1 screen')).toBeVisible()
  await dialog.getByRole('button', { name: 'Keep' }).click()
  await expect(other.getByRole('button', { name: /^acme-bold\.ttf, / })).toBeVisible()
})

test('a project file brings its font to a clean browser, which draws the text in it', {
  tag: '@nightly',
}, async ({ page, newProfile }) => {
  await openSample(page)
  await typeLetters(page)
  await addFont(page)
  await page.getByRole('button', { name: 'Project menu' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /project file/i }).click(),
  ])
  const saved = await download.path()

  const other = await (await newProfile()).newPage()
  await openList(other)
  await other.getByLabel('Choose project files').setInputFiles(saved)
  await card(other, 'Tidepool (sample)').click()
  await other.waitForURL(/\/projects\//)
  await expectDrawnInFont(other)
})

test('a dropped font is added, and one that cannot be used is refused by its name', async ({ page }) => {
  await openSample(page)
  await dropFiles(stage(page), [fontFile('cut.ttf', letters.slice(0, 300)), fontFile('good.ttf', letters)])
  await expect(
    page.getByText('“good.ttf” is among your fonts now. Select a text to use it. “cut.ttf” is damaged'),
  ).toBeVisible()
})
