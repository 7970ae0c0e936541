import { stage, undo } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'
import { openList, waitUntilOfflineReady } from './steps.ts'

test('a caption gets a font by keyboard, a look, and Japanese that stays with no network', {
  tag: '@service-worker',
}, async ({ page }) => {
  await openList(page)
  await page
    .getByRole('button', { name: /Open the sample|New from sample/ })
    .first()
    .click()
  await page.waitForURL(/\/projects\//)
  await stage(page).getByRole('button', { name: 'Text: Know the tide at a glance' }).click()
  const inspector = page.locator('[data-inspector]')

  const font = inspector.getByRole('button', { name: /^Font: / })
  await font.focus()
  await page.keyboard.press('Enter')
  const search = page.getByRole('combobox', { name: 'Find a font' })
  await expect(search).toBeFocused()
  await page.keyboard.type('serif')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(font).toHaveAccessibleName('Font: Fraunces')
  await expect(font).toBeFocused()

  for (const look of ['Italic', 'Capitals', 'Gradient', 'Outline'])
    await inspector.getByRole('switch', { name: look, exact: true }).first().click()
  await inspector.getByLabel('List').selectOption('checks')
  await undo(page).click()
  await expect(inspector.getByLabel('List')).toHaveValue('')

  const caption = inspector.getByRole('textbox', { name: /^Text in/ })
  await caption.fill('潮の満ち引き 🎉')
  await waitUntilOfflineReady(page)
  await page.reload()
  await expect(stage(page).getByRole('button', { name: 'Text: 潮の満ち引き 🎉' })).toBeVisible()
  await expect.poll(() => countFaces(page, 'Noto Sans JP')).toBeGreaterThan(0)
  await page.context().setOffline(true)
  await page.reload()
  await expect(stage(page).getByRole('button', { name: 'Text: 潮の満ち引き 🎉' })).toBeVisible()
  await expect.poll(() => countFaces(page, 'Noto Sans JP')).toBeGreaterThan(0)
  await expect.poll(() => countFaces(page, 'Noto Color Emoji')).toBe(1)
})

const countFaces = (page: import('@playwright/test').Page, family: string) =>
  page.evaluate((name) => [...document.fonts].filter((face) => face.family.includes(name)).length, family)
