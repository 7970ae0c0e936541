import type { Locator, Page } from '@playwright/test'
import { boxes, openNewProject, readPlace, stage, stageScreens, undo } from './editor-steps.ts'
import { expect, type NewProfile, test } from './fixtures.ts'
import { middleOf, openFingers, phone } from './touch-steps.ts'

async function openOnPhone(newProfile: NewProfile): Promise<Page> {
  const context = await newProfile(phone)
  const page = await context.newPage()
  await openNewProject(page)
  return page
}

const openSheet = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name, exact: true }).tap()

async function readBox(target: Locator) {
  const box = await target.boundingBox()
  if (box === null) throw new Error('It is not shown.')
  return box
}

test('a finger drags what is selected, scrolls over what is not, and reorders screens and layers by their grips', async ({
  newProfile,
}) => {
  const page = await openOnPhone(newProfile)
  const fingers = await openFingers(page)
  const caption = boxes(page, 'text').first()
  const before = await readPlace(caption)
  const from = await middleOf(caption)
  // Not selected yet: the finger scrolls, nothing moves.
  await fingers.drag(from, { x: from.x, y: from.y + 40 })
  await fingers.up()
  expect(await readPlace(caption)).toEqual(before)
  const selected = await middleOf(caption)
  await fingers.drag(selected, { x: selected.x, y: selected.y + 40 })
  await fingers.up()
  await expect(undo(page)).toHaveAccessibleName(/^Undo: Move/)
  await expect.poll(async () => (await readPlace(caption)).y).toBeGreaterThan(before.y + 0.05)
  await undo(page).tap()
  await expect.poll(() => readPlace(caption)).toEqual(before)

  await openSheet(page, 'Screens and layers')
  await page.getByRole('button', { name: 'Add screen' }).first().tap()
  await expect(stageScreens(page)).toHaveCount(2)
  const screens = page.getByRole('region', { name: 'Screens', exact: true }).locator('[data-screen-row]')
  const order = () => screens.evaluateAll((rows) => rows.map((row) => row.dataset.screenRow))
  const [first, second] = await order()
  const target = await readBox(screens.nth(1))
  await fingers.drag(await middleOf(screens.nth(0).locator('[data-drag-grip]')), {
    x: target.x + 200,
    y: target.y + target.height - 6,
  })
  await expect(screens.nth(1)).toHaveAttribute('data-over', 'after')
  await fingers.up()
  await expect.poll(order).toEqual([second, first])
  await expect(undo(page)).toHaveAccessibleName('Undo: Move screen')

  const layers = page.getByRole('tree', { name: 'Layers' }).getByRole('treeitem')
  await layers.last().scrollIntoViewIfNeeded()
  const names = () => layers.evaluateAll((rows) => rows.map((row) => row.ariaLabel))
  const [front, back] = await names()
  const lower = await readBox(layers.nth(1))
  await fingers.drag(await middleOf(layers.nth(0).locator('[data-drag-grip]')), {
    x: lower.x + 120,
    y: lower.y + lower.height - 6,
  })
  await fingers.up()
  await expect.poll(async () => (await names()).slice(0, 2)).toEqual([back, front])
})

test('while several are picked, taps on layers and on screens add to them', async ({ newProfile }) => {
  const page = await openOnPhone(newProfile)
  const fingers = await openFingers(page)
  await openSheet(page, 'Screens and layers')
  await page.getByRole('button', { name: 'Add screen' }).first().tap()
  await expect(stageScreens(page)).toHaveCount(2)
  const layers = page.getByRole('tree', { name: 'Layers' }).getByRole('treeitem')
  await layers.last().scrollIntoViewIfNeeded()
  // A long press on a layer opens the menu of it.
  await fingers.down(await middleOf(layers.nth(0)))
  const menu = page.getByRole('menu')
  await menu.getByRole('menuitem', { name: /^Select several/ }).waitFor()
  await fingers.up()
  await menu.getByRole('menuitem', { name: /^Select several/ }).tap()
  // The click of a tap follows the finger.
  await expect(page.getByRole('button', { name: /^Selecting several/ })).toBeVisible()
  await layers.nth(1).tap({ position: { x: 90, y: 20 } })
  await expect(layers.and(page.locator('[aria-selected="true"]'))).toHaveCount(2)

  const screens = page.getByRole('region', { name: 'Screens', exact: true })
  await screens.locator('[data-screen-row] button').first().tap()
  await expect(screens.getByText('2 screens')).toBeVisible()
  await page.getByRole('button', { name: /^Selecting several/ }).tap()
  await expect(page.getByRole('button', { name: /^Selecting several/ })).toBeHidden()
})

test('an open sheet leaves the edited element in sight', async ({ newProfile }) => {
  const page = await openOnPhone(newProfile)
  const fingers = await openFingers(page)
  const caption = boxes(page, 'text').first()
  await caption.tap()
  await expect(caption).toHaveAttribute('aria-pressed', 'true')
  const from = await middleOf(caption)
  await fingers.drag(from, { x: from.x, y: from.y + 420 })
  await fingers.up()
  await expect(undo(page)).toHaveAccessibleName(/^Undo: Move/)
  const readScroll = () => stage(page).evaluate((node) => node.scrollHeight - node.clientHeight)
  const scrollBefore = await readScroll()
  await openSheet(page, 'Properties')
  const sheet = page.getByRole('complementary', { name: 'Properties' })
  await expect(sheet).toBeVisible()
  const isInSight = async () => {
    const [element, over, bar] = [await readBox(caption), await readBox(sheet), await readBox(stage(page))]
    return element.y >= bar.y && element.y + element.height <= over.y
  }
  await expect.poll(isInSight).toBe(true)
  // The last line of a screen can be brought above the sheet; without it the stage scrolls as far as before.
  await expect.poll(readScroll).toBeGreaterThan(scrollBefore + 200)
  await openSheet(page, 'Properties')
  await expect(sheet).toBeHidden()
  await expect.poll(readScroll).toBe(scrollBefore)
  // For those who want little motion no style changes late: what covers the stage counts in the same frame.
  const grown = await stage(page).evaluate((node) => {
    const before = node.scrollHeight
    node.style.setProperty('--covered', '400px')
    return node.scrollHeight - before
  })
  expect(grown).toBe(400)
})

test('words typed on a phone break into the lines that are drawn', async ({ newProfile }) => {
  const page = await openOnPhone(newProfile)
  const caption = boxes(page, 'text').first()
  await caption.tap()
  await page.keyboard.press('Enter')
  const field = page.getByRole('textbox', { name: /^Text of/ }).first()
  await field.fill('Every tide, wind and wave of the week at one glance, wherever you are')
  const typed = await readBox(field)
  await field.press('Escape')
  await expect(caption).toHaveAccessibleName(/^Text: Every tide/)
  await expect.poll(async () => Math.abs((await readBox(caption)).height - typed.height)).toBeLessThan(3)
})
