import type { Page } from '@playwright/test'
import { createCaptureFile } from '#tests/factories/capture-file.ts'
import { boxes, dropFiles, openNewProject, stage, stageScreens, undo } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'

const captures = [0, 1, 2, 3, 4, 5].map((at) =>
  createCaptureFile(`shot-${at}.png`, 660, 1434, [40 + at * 30, 90, 200 - at * 20]),
)

const template = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Template sets' }).getByRole('button', { name: new RegExp(`^${name}:`) })

/** How each caption of the row is set: a template gives all of them its own. */
const readCaptions = (page: Page) =>
  boxes(page, 'text').evaluateAll((nodes) =>
    nodes.map((node) => ({ name: node.getAttribute('aria-label'), box: node.getAttribute('style') })),
  )

test('a template chosen before the drop finishes every screen, and undo and reload keep what the user made', async ({
  page,
}) => {
  await openNewProject(page)
  await page.getByRole('button', { name: 'Choose a template' }).click()
  await template(page, 'Poster').click()
  await expect(template(page, 'Poster')).toHaveAttribute('aria-pressed', 'true')

  await dropFiles(stage(page), captures)
  await expect(stageScreens(page)).toHaveCount(6)
  const designed = await readCaptions(page)
  expect(designed).toHaveLength(6)
  // Captions of the poster are at the top and at the foot in turn.
  expect(designed[0]?.box).not.toBe(designed[1]?.box)

  await template(page, 'Nocturne').click()
  await expect(template(page, 'Nocturne')).toHaveAttribute('aria-pressed', 'true')
  const night = await readCaptions(page)
  expect(night.map(({ name }) => name)).toEqual(designed.map(({ name }) => name))
  expect(night).not.toEqual(designed)
  await undo(page).click()
  await expect.poll(() => readCaptions(page)).toEqual(designed)

  await page.reload()
  await expect(stageScreens(page)).toHaveCount(6)
  await expect.poll(() => readCaptions(page)).toEqual(designed)
})

test('a template of one’s own is in no list, is offered for new projects, and designs captures dropped on the list', async ({
  page,
}) => {
  await openNewProject(page)
  await page.getByRole('button', { name: 'Choose a template' }).click()
  await template(page, 'Poster').click()
  await page.getByRole('button', { name: 'Save as template' }).click()
  const own = page.getByRole('list', { name: 'Your templates' })
  await own.getByRole('button', { name: /^Rename/ }).click()
  await expect(own.getByRole('textbox')).toBeFocused()
  await page.keyboard.type('House style')
  await page.keyboard.press('Enter')
  await expect(own.getByRole('button', { name: /^House style:/ })).toBeVisible()

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: /^Find a command/ }).fill('house style')
  await page.getByRole('option', { name: /^Template: House style/ }).click()
  await expect(undo(page)).toHaveAccessibleName('Undo: Apply template “House style”')

  await page.goto('/')
  await expect(page.getByRole('link', { name: /Untitled project/ })).toHaveCount(1)
  await expect(page.getByRole('link', { name: /House style/ })).toHaveCount(0)
  await page.getByRole('button', { name: /^Template:/ }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^House style/ })
    .click()
  await expect(page.getByRole('button', { name: 'Template: House style' })).toBeFocused()

  await dropFiles(page.locator('body'), captures.slice(0, 3))
  await page.waitForURL(/\/projects\//)
  await expect(stageScreens(page)).toHaveCount(3)
  await page.getByRole('button', { name: 'Templates', exact: true }).click()
  await expect(own.getByRole('button', { name: /^House style:/ })).toHaveAttribute('aria-pressed', 'true')

  await page.getByRole('button', { name: 'Delete House style' }).click()
  await expect(own).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await expect(own.getByRole('button', { name: /^House style:/ })).toBeVisible()
})

test('a layout over two screens continues the device on the next one', async ({ page }) => {
  await openNewProject(page)
  await dropFiles(stage(page), captures.slice(0, 2))
  await expect(stageScreens(page)).toHaveCount(2)
  await page.getByRole('button', { name: 'Templates', exact: true }).click()
  await page.getByRole('button', { name: 'Layout', exact: true }).click()
  await page
    .getByRole('complementary', { name: 'Templates' })
    .getByRole('button', { name: 'Over two screens' })
    .click()
  const readSeam = () =>
    page.evaluate(() => {
      const [left, right] = [...document.querySelectorAll<HTMLCanvasElement>('canvas[data-screen-id]')]
      if (left === undefined || right === undefined) return undefined
      const column = (canvas: HTMLCanvasElement, x: number) =>
        canvas
          .getContext('2d')
          ?.getImageData(x, Math.round(canvas.height * 0.6), 1, 1)
          .data.slice(0, 3)
          .join()
      return [column(left, left.width - 1), column(right, 0)]
    })
  // The first capture's colour on both sides of the seam, on a stage that was the gradient before.
  await expect.poll(async () => new Set(await readSeam()).size).toBe(1)
  await expect.poll(async () => (await readSeam())?.[1]).toBe('40,90,200')
  await undo(page).click()
  await expect.poll(async () => (await readSeam())?.[1]).not.toBe('40,90,200')
})
