import type { Locator, Page } from '@playwright/test'
import { boxes, openNewProject, redo, stage, stageScreens, undo } from './editor-steps.ts'
import { expect, type NewProfile, type ProfileOptions, test } from './fixtures.ts'

async function openEditor(newProfile: NewProfile, options: ProfileOptions = {}): Promise<Page> {
  const context = await newProfile({ viewport: { width: 1440, height: 900 }, ...options })
  const page = context.pages()[0] ?? (await context.newPage())
  await openNewProject(page)
  return page
}

const layers = (page: Page) => page.getByRole('tree', { name: 'Layers' })
const layer = (page: Page, name: string | RegExp) => layers(page).getByRole('treeitem', { name })
const pressed = (page: Page) => stage(page).locator('[data-element-id][aria-pressed="true"]')

async function runInPalette(page: Page, words: string, entry: string | RegExp): Promise<void> {
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: /^Find a command/ })
  await expect(field).toBeFocused()
  await field.fill(words)
  await page.getByRole('listbox', { name: 'Found' }).getByRole('option', { name: entry }).click()
  await expect(field).toBeHidden()
}

async function boxOf(target: Locator) {
  const box = await target.boundingBox()
  if (box === null) throw new Error('It is not to be seen.')
  return box
}

test('layers are grouped, renamed, moved and taken apart by keys, and it can be undone', async ({
  newProfile,
}) => {
  const page = await openEditor(newProfile)
  const all = await boxes(page, 'text').count()
  await stage(page).focus()
  await boxes(page, 'text').first().click()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+g')
  const group = layer(page, /^Group: Group 1/)
  await expect(group).toHaveAttribute('aria-expanded', 'true')
  await expect(group).toHaveAttribute('aria-selected', 'true')

  await test.step('a click selects the group, a double click the element', async () => {
    await page.keyboard.press('Escape')
    await expect(pressed(page)).toHaveCount(0)
    await boxes(page, 'text').first().click()
    await expect.poll(() => pressed(page).count()).toBeGreaterThan(1)
    await boxes(page, 'text').first().dblclick()
    await expect(pressed(page)).toHaveCount(1)
  })
  await test.step('the tree is used by keys alone', async () => {
    await group.focus()
    await group.press('F2')
    await page.getByRole('textbox', { name: 'Name of the group' }).fill('Header')
    await page.keyboard.press('Enter')
    const header = layer(page, /^Group: Header/)
    await expect(header).toBeFocused()
    await page.keyboard.press('ArrowRight')
    await expect(layers(page).locator('[aria-level="2"]').first()).toBeFocused()
    await page.keyboard.press('Alt+ArrowUp')
    await expect(layers(page).getByRole('treeitem').first()).toHaveAttribute('aria-level', '1')
    await expect(layers(page).getByRole('treeitem').nth(1)).toHaveAccessibleName(/^Group: Header/)
    await expect(layers(page).getByRole('treeitem').first()).toHaveAttribute(
      'aria-description',
      /of 2 from the front$/,
    )
    await page.keyboard.press('Control+z')
    await header.focus()
    await page.keyboard.press('ArrowLeft')
    await expect(header).toHaveAttribute('aria-expanded', 'false')
    await page.keyboard.press('Enter')
  })
  await page.keyboard.press('Control+Shift+h')
  await expect(layer(page, /^Group: Header, hidden/)).toBeVisible()
  await expect(boxes(page, 'text')).toHaveCount(0)
  await undo(page).click()
  await expect(boxes(page, 'text')).toHaveCount(all)
  await test.step('keys work right after a click on an eye', async () => {
    await layer(page, /^Group: Header/).hover()
    await layers(page).getByRole('button', { name: 'Hide Header' }).click()
    await expect(boxes(page, 'text')).toHaveCount(0)
    await page.keyboard.press('Control+z')
    await expect(boxes(page, 'text')).toHaveCount(all)
  })

  await page.reload()
  await layer(page, /^Group: Header/).click()
  await page.keyboard.press('Control+Shift+g')
  await expect(layer(page, /^Group:/)).toHaveCount(0)
  await undo(page).click()
  await expect(layer(page, /^Group: Header/)).toBeVisible()
})

test('the palette finds commands, layers and devices; the menu has those of the selection', async ({
  newProfile,
}) => {
  const page = await openEditor(newProfile)
  await runInPalette(page, 'add screen', 'Add screen')
  await expect(stageScreens(page)).toHaveCount(2)
  await runInPalette(page, 'screen 1', /^Screen 1/)
  await expect(stageScreens(page).first()).toHaveAttribute('data-current', 'true')
  await runInPalette(page, 'device', /^Device:.*Screen 1/)
  await expect(pressed(page)).toHaveCount(1)
  await runInPalette(page, 'foldable closed', /^Foldable, closed/)
  await expect(boxes(page, 'frame').first()).toHaveAccessibleName(/Foldable, closed/)

  await test.step('Escape closes it and gives the focus back', async () => {
    await boxes(page, 'frame').first().focus()
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('combobox', { name: /^Find a command/ })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(boxes(page, 'frame').first()).toBeFocused()
  })
  await test.step('right click and Shift+F10', async () => {
    const caption = boxes(page, 'text').first()
    await caption.click()
    await page.getByRole('textbox', { name: 'Colour as hex' }).first().fill('#123456')
    await page.keyboard.press('Enter')
    await caption.click({ button: 'right' })
    const menu = page.getByRole('menu')
    await expect(menu.getByRole('menuitem', { name: /^Edit text/ })).toBeVisible()
    await menu.getByRole('menuitem', { name: /^Copy style/ }).click()
    await expect(menu).toBeHidden()
    await expect(page.getByText('Saved on this device')).toBeVisible()
    await page.context().grantPermissions(['clipboard-read'])
    await page.reload()
    const other = stageScreens(page).nth(1).locator('[data-element-type="text"]').first()
    await other.click()
    await page.keyboard.press('Control+Alt+v')
    await expect(undo(page)).toHaveAccessibleName(/^Undo: Paste style/)
    await expect(page.getByRole('textbox', { name: 'Colour as hex' }).first()).toHaveValue('#123456')
    await page.keyboard.press('Shift+F10')
    await menu.getByRole('menuitem', { name: /^Duplicate/ }).click()
    await expect(stageScreens(page).nth(1).locator('[data-element-type="text"]')).toHaveCount(2)
  })
  await runInPalette(page, 'theme dark', 'Theme: dark')
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
})

test('a selection over two screens moves, scales and turns as one', async ({ newProfile }) => {
  const page = await openEditor(newProfile)
  await page.getByRole('button', { name: 'Add screen' }).last().click()
  await expect(stageScreens(page)).toHaveCount(2)
  const text = (at: number) => stageScreens(page).nth(at).locator('[data-element-type="text"]').first()
  await test.step('fields are those of all: a blur changes nothing, a step changes each', async () => {
    const size = page.getByRole('textbox', { name: 'Size', exact: true })
    await text(0).click()
    const px = Number(await size.inputValue())
    await text(1).click()
    await size.fill(String(px + 40))
    await size.press('Enter')
    await text(0).click({ modifiers: ['Shift'] })
    await expect(size).toHaveAttribute('placeholder', 'Mixed')
    await size.focus()
    await size.blur()
    await expect(undo(page)).not.toHaveAccessibleName(/2 elements/)
    await size.press('ArrowUp')
    await expect(undo(page)).toHaveAccessibleName('Undo: Change size of 2 elements')
    await text(0).click()
    await expect(size).toHaveValue(String(px + 1))
    await text(1).click()
    await expect(size).toHaveValue(String(px + 41))
    await undo(page).click()
    await undo(page).click()
    await expect(size).toHaveValue(String(px))
  })
  await test.step('elements of two types share effects and are resized by numbers as one', async () => {
    const device = stageScreens(page).nth(0).locator('[data-element-type="frame"]').first()
    await text(0).click()
    await device.click({ modifiers: ['Shift'] })
    const [before, width] = [
      await boxOf(device),
      page.getByRole('textbox', { name: 'Width of the selection' }),
    ]
    const all = Number(await width.inputValue())
    await width.fill(String(all / 2))
    await width.press('Enter')
    await expect(undo(page)).toHaveAccessibleName('Undo: Resize 2 elements')
    await expect.poll(async () => (await boxOf(device)).width).toBeCloseTo(before.width / 2, -1)
    await undo(page).click()
    const glow = page.getByRole('switch', { name: 'Glow' })
    await page.getByText('Effects', { exact: true }).click()
    await glow.check()
    await expect(undo(page)).toHaveAccessibleName('Undo: Add glow of 2 elements')
    await text(0).click()
    await expect(glow).toBeChecked()
    await glow.uncheck()
    await device.click({ modifiers: ['Shift'] })
    const some = page.getByRole('checkbox', { name: 'Glow' })
    await expect(some).toBeChecked({ indeterminate: true })
    await undo(page).click()
    await undo(page).click()
  })
  await text(0).click()
  await text(1).click({ modifiers: ['Shift'] })
  await expect(pressed(page)).toHaveCount(2)
  await expect(page.getByRole('heading', { name: '2 elements' })).toBeVisible()
  const [first, second] = [await boxOf(text(0)), await boxOf(text(1))]

  await page.mouse.move(second.x + second.width / 2, second.y + second.height / 2)
  await page.mouse.down()
  await page.mouse.move(second.x + second.width / 2, second.y + second.height / 2 + 90, { steps: 5 })
  await page.mouse.up()
  await expect(undo(page)).toHaveAccessibleName('Undo: Move 2 elements')
  const [moved, alsoMoved] = [await boxOf(text(0)), await boxOf(text(1))]
  expect(moved.y - first.y).toBeCloseTo(alsoMoved.y - second.y, 0)
  expect(moved.y - first.y).toBeGreaterThan(60)

  const corner = await boxOf(stage(page).locator('[data-handle="se"]'))
  await page.mouse.move(corner.x + corner.width / 2, corner.y + corner.height / 2)
  await page.mouse.down()
  await page.mouse.move(corner.x - 40, corner.y - 40, { steps: 5 })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(undo(page)).toHaveAccessibleName('Undo: Move 2 elements')
  await expect.poll(async () => (await boxOf(text(0))).width).toBeCloseTo(moved.width, 0)

  await page.mouse.move(corner.x + corner.width / 2, corner.y + corner.height / 2)
  await page.mouse.down()
  await page.mouse.move(corner.x - 40, corner.y - 40, { steps: 5 })
  await page.mouse.up()
  await expect(undo(page)).toHaveAccessibleName('Undo: Resize 2 elements')
  const [scaled, alsoScaled] = [await boxOf(text(0)), await boxOf(text(1))]
  expect(scaled.width).toBeLessThan(moved.width)
  expect(scaled.width / moved.width).toBeCloseTo(alsoScaled.width / alsoMoved.width, 1)

  await test.step('a marquee touches both screens', async () => {
    await page.keyboard.press('Escape')
    const last = await boxOf(stageScreens(page).nth(1))
    await page.mouse.move(last.x + last.width + 8, last.y - 12)
    await page.mouse.down()
    await page.mouse.move(last.x - 120, last.y + last.height / 2, { steps: 5 })
    await page.mouse.up()
    await expect.poll(() => pressed(page).count()).toBeGreaterThan(2)
    await page.keyboard.press('Delete')
    const onSecond = stageScreens(page).nth(1).locator('[data-element-id]')
    await expect(onSecond).toHaveCount(0)
    await undo(page).click()
    await expect(onSecond).toHaveCount(2)
    await expect(redo(page)).toHaveAccessibleName(/^Redo: Delete/)
  })
})

test('screens are chosen, take the background of one, and are moved together', async ({ newProfile }) => {
  const page = await openEditor(newProfile)
  for (const count of [2, 3]) {
    await page.getByRole('button', { name: 'Add screen' }).last().click()
    await expect(stageScreens(page)).toHaveCount(count)
  }
  const screens = page.getByRole('region', { name: 'Screens', exact: true })
  const row = (at: number) => screens.getByRole('listitem').nth(at)
  await row(0).getByRole('button').first().click()
  await runInPalette(page, 'panel background', /^Panel: Background/)
  await page.getByRole('complementary', { name: 'Background' }).getByRole('button').nth(4).click()
  await runInPalette(page, 'panel layers', /^Panel: Screens/)
  await row(2)
    .getByRole('button')
    .first()
    .click({ modifiers: ['Control'] })
  await expect(screens.getByText('2 screens')).toBeVisible()
  await page.getByRole('button', { name: 'Use this background on the chosen screens' }).click()
  await expect(undo(page)).toHaveAccessibleName('Undo: Use background on chosen screens')

  const from = await boxOf(row(2))
  const to = await boxOf(row(1))
  await page.mouse.move(from.x + 60, from.y + from.height / 2)
  await page.mouse.down()
  await page.mouse.move(to.x + 60, to.y + to.height - 12, { steps: 8 })
  await page.mouse.up()
  await expect(undo(page)).toHaveAccessibleName('Undo: Move 2 screens')
  await undo(page).click()
  await page.getByRole('button', { name: 'Delete the chosen screens' }).click()
  await expect(stageScreens(page)).toHaveCount(1)
})

test('a finger opens the menu by a long press, and two fingers scale and turn what is selected', async ({
  newProfile,
}) => {
  const page = await openEditor(newProfile, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  const caption = boxes(page, 'text').first()
  await caption.tap()
  await expect(pressed(page)).toHaveCount(1)
  const before = await boxOf(caption)
  const devtools = await page.context().newCDPSession(page)
  const middle = { x: before.x + before.width / 2, y: before.y + before.height / 2 }
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) =>
    devtools.send('Input.dispatchTouchEvent', { type, touchPoints: points.map((at, id) => ({ ...at, id })) })
  const around = (reach: number) => [
    { x: middle.x - reach, y: middle.y },
    { x: middle.x + reach, y: middle.y },
  ]
  await touch('touchStart', around(40).slice(0, 1))
  await touch('touchStart', around(40))
  for (const reach of [36, 32, 28, 24]) await touch('touchMove', around(reach))
  await touch('touchEnd', [])
  await expect(undo(page)).toHaveAccessibleName(/^Undo: Transform/)
  await expect.poll(async () => (await boxOf(caption)).width).toBeLessThan(before.width * 0.8)

  const now = await boxOf(caption)
  const place = { x: now.x + now.width / 2, y: now.y + now.height / 2 }
  await touch('touchStart', [place])
  const menu = page.getByRole('menu')
  await expect(menu.getByRole('menuitem', { name: /^Duplicate/ })).toBeVisible()
  await touch('touchEnd', [])
  await expect(menu).toBeVisible()
  await menu.getByRole('menuitem', { name: /^Select several/ }).tap()
  // The click of a tap follows the finger.
  await expect(page.getByRole('button', { name: /^Selecting several/ })).toBeVisible()
  await boxes(page, 'frame')
    .first()
    .tap({ position: { x: 30, y: 60 } })
  await expect(pressed(page)).toHaveCount(2)
})
