import { createCaptureFile, type Rgb } from '#tests/factories/capture-file.ts'
import {
  boxes,
  distance,
  drag,
  dropFiles,
  exportCurrentScreen,
  openNewProject,
  readNumber,
  readPixel,
  readPlace,
  redo,
  stage,
  stageScreens,
  undo,
} from './editor-steps.ts'
import { expect, test } from './fixtures.ts'

const teal: Rgb = [30, 200, 160]
const orange: Rgb = [240, 130, 40]
const violet: Rgb = [120, 80, 220]
const blue: Rgb = [40, 110, 240]

test('a newcomer drops captures, types a caption, changes the design and gets a store-exact file', async ({
  newProfile,
}) => {
  const context = await newProfile({ viewport: { width: 1440, height: 900 } })
  const page = context.pages()[0] ?? (await context.newPage())
  await openNewProject(page)

  await dropFiles(stage(page), [
    createCaptureFile('home.png', 1206, 2622, teal),
    createCaptureFile('list.png', 1320, 2868, orange),
    createCaptureFile('tablet.png', 2064, 2752, violet),
    createCaptureFile('z-android.png', 1080, 2400, blue),
  ])
  // The tablet’s and the other phone’s captures get sizes of their own.
  const plan = page.getByRole('dialog', { name: 'Where the 4 files go' })
  await plan.getByRole('button', { name: 'Add 4 files' }).click()
  await expect(stageScreens(page)).toHaveCount(2)
  const devices = await boxes(page, 'frame').evaluateAll((nodes) =>
    nodes.map((node) => node.getAttribute('aria-label')),
  )
  expect(devices).toEqual(['Device: iPhone 6.3"', 'Device: iPhone 6.9"'])

  const caption = boxes(page, 'text').first()
  await caption.dblclick()
  const words = page.getByRole('textbox', { name: /^Text of/ }).first()
  await words.fill('Tides at a glance')
  await words.press('Escape')
  await expect(caption).toHaveAccessibleName('Text: Tides at a glance')
  await expect(page.getByText('Saved on this device')).toBeVisible()

  await test.step('move, nudge, undo, redo', async () => {
    const before = await readNumber(page, 'Y, from the top')
    await drag(page, caption, { x: 3, y: 60 })
    await expect.poll(() => readNumber(page, 'Y, from the top')).toBeGreaterThan(before + 150)
    const moved = await readNumber(page, 'Y, from the top')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await expect.poll(() => readNumber(page, 'Y, from the top')).toBeCloseTo(moved + 11, 0)
    await expect(undo(page)).toHaveAccessibleName(/Nudge/)
    await page.keyboard.press('Control+z')
    await expect.poll(() => readNumber(page, 'Y, from the top')).toBeCloseTo(moved, 0)
    await page.keyboard.press('Control+z')
    await expect.poll(() => readNumber(page, 'Y, from the top')).toBeCloseTo(before, 0)
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(() => readNumber(page, 'Y, from the top')).toBeCloseTo(moved, 0)
    await undo(page).click()
    await expect(redo(page)).toHaveAccessibleName(/Move/)
  })

  const frame = boxes(page, 'frame').first()
  await test.step('resize and rotate with the handles', async () => {
    await frame.click()
    await expect(page.getByRole('combobox', { name: 'Device', exact: true })).toBeVisible()
    const aspect = (await readNumber(page, 'Width')) / (await readNumber(page, 'Height'))
    const width = await readNumber(page, 'Width')
    await drag(page, stage(page).locator('[data-handle="se"]'), { x: -40, y: -80 })
    await expect.poll(() => readNumber(page, 'Width')).toBeLessThan(width - 50)
    const narrower = await readNumber(page, 'Width')
    expect(narrower / (await readNumber(page, 'Height'))).toBeCloseTo(aspect, 2)
    await drag(page, stage(page).locator('[data-handle="rotate"]'), { x: -60, y: 0 })
    await expect.poll(async () => Math.abs(await readNumber(page, 'Rotation'))).toBeGreaterThan(3)
    await undo(page).click()
    await expect.poll(() => readNumber(page, 'Rotation')).toBe(0)
  })

  await test.step('the exported file has the store’s pixels and the capture in the screen of the device', async () => {
    const centre = await readPlace(frame)
    const file = await exportCurrentScreen(page)
    expect([file.png.width, file.png.height]).toEqual([1320, 2868])
    expect([file.colourType, file.bitDepth]).toEqual([2, 8])
    expect(distance(readPixel(file, centre.x * 1320, centre.y * 1320), teal)).toBeLessThan(4)
    expect(distance(readPixel(file, 4, 2860), teal)).toBeGreaterThan(60)
  })

  await test.step('screens are added, moved and deleted, and restored by undo', async () => {
    await page.getByRole('button', { name: 'Add screen' }).last().click()
    await expect(stageScreens(page)).toHaveCount(3)
    const rows = page.getByRole('region', { name: 'Screens', exact: true }).getByRole('listitem')
    await rows
      .last()
      .getByRole('button', { name: /^Screen 3/ })
      .press('Alt+ArrowUp')
    await expect(undo(page)).toHaveAccessibleName(/Move screen/)
    await rows
      .nth(1)
      .getByRole('button', { name: /^Delete screen/ })
      .click({ force: true })
    await expect(stageScreens(page)).toHaveCount(2)
    await undo(page).click()
    await expect(stageScreens(page)).toHaveCount(3)
  })

  await test.step('another size starts with these designs and exports at its own pixels', async () => {
    await page.getByRole('button', { name: /^Size:/ }).click()
    await page
      .getByRole('list', { name: 'Sizes to add' })
      .getByRole('button', { name: /^iPhone 6\.3/ })
      .click()
    await expect(page.getByRole('button', { name: 'Size: iPhone 6.3", 1206 × 2622 pixels' })).toBeVisible()
    await expect(stageScreens(page)).toHaveCount(3)
    await stageScreens(page)
      .first()
      .getByRole('button', { name: /Screen 1/ })
      .last()
      .click()
    const centre = await readPlace(boxes(page, 'frame').first())
    const file = await exportCurrentScreen(page)
    expect([file.png.width, file.png.height, file.colourType]).toEqual([1206, 2622, 2])
    expect(distance(readPixel(file, centre.x * 1206, centre.y * 1206), teal)).toBeLessThan(4)
  })
})

test('a drag of 200 moves renders nothing and ends in one change', { tag: '@nightly' }, async ({
  newProfile,
}) => {
  const context = await newProfile({ viewport: { width: 1440, height: 900 } })
  const page = context.pages()[0] ?? (await context.newPage())
  await openNewProject(page, '?profile=1')
  await dropFiles(stage(page), [
    createCaptureFile('a.png', 1320, 2868, teal),
    createCaptureFile('b.png', 1320, 2868, orange),
    createCaptureFile('c.png', 1320, 2868, violet),
  ])
  await expect(stageScreens(page)).toHaveCount(3)
  const frame = boxes(page, 'frame').first()
  await frame.click()
  const box = await frame.boundingBox()
  if (box === null) throw new Error('The device is not on the stage.')
  const start = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move(start.x + 5, start.y + 5)
  const profile = () => page.evaluate(() => ({ ...window.__appframesProfile }))
  const before = await profile()
  expect(before.stageRenders).toBeGreaterThan(0)
  for (let move = 1; move <= 200; move += 1) {
    await page.mouse.move(start.x + 5 + move * 0.4, start.y + 5 + move * 0.5)
  }
  expect(await profile()).toEqual(before)
  await expect(stage(page).locator('[data-artboard] canvas')).not.toHaveCount(3)
  await page.mouse.up()
  const after = await profile()
  expect(after.commits).toBe((before.commits ?? 0) + 1)
  expect(after.stageRenders).toBeGreaterThan(before.stageRenders ?? 0)
  await expect(undo(page)).toHaveAccessibleName(/^Undo: Move/)
  // The drag layers are removed once the picture below contains all elements again.
  await expect(stage(page).locator('[data-artboard] canvas')).toHaveCount(3)
})

test('Escape cancels a drag and changes nothing', { tag: '@nightly' }, async ({ newProfile }) => {
  const context = await newProfile({ viewport: { width: 1440, height: 900 } })
  const page = context.pages()[0] ?? (await context.newPage())
  await openNewProject(page, '?profile=1')
  const frame = boxes(page, 'frame').first()
  const before = await frame.boundingBox()
  if (before === null) throw new Error('The device is not on the stage.')
  await page.mouse.move(before.x + before.width / 2, before.y + before.height / 2)
  await page.mouse.down()
  await page.mouse.move(before.x + 200, before.y + 300, { steps: 5 })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect.poll(() => frame.boundingBox()).toEqual(before)
  expect(await page.evaluate(() => window.__appframesProfile?.commits)).toBe(0)
  await expect(undo(page)).toBeDisabled()
})

test('everything on the stage can be done by keyboard alone', async ({ newProfile }) => {
  const context = await newProfile({ viewport: { width: 1440, height: 900 } })
  const page = context.pages()[0] ?? (await context.newPage())
  await openNewProject(page)
  const first = stage(page).locator('[data-element-id]').first()
  const text = boxes(page, 'text').first()
  await page.getByRole('button', { name: 'Templates', exact: true }).focus()
  while (!(await text.evaluate((node) => node === document.activeElement))) await page.keyboard.press('Tab')
  await expect(first).toBeVisible()
  await expect(text).toHaveAttribute('aria-pressed', 'true')

  const y = await readNumber(page, 'Y, from the top')
  await page.keyboard.press('Shift+ArrowDown')
  await expect.poll(() => readNumber(page, 'Y, from the top')).toBeCloseTo(y + 10, 0)
  await expect(text).toBeFocused()

  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Typed by hand')
  await page.keyboard.press('Escape')
  await expect(text).toHaveAccessibleName('Text: Typed by hand')
  await expect(text).toBeFocused()

  await page.keyboard.press('Control+d')
  await expect(boxes(page, 'text')).toHaveCount(2)
  await page.keyboard.press('Delete')
  await expect(boxes(page, 'text')).toHaveCount(1)
  await page.keyboard.press('Control+a')
  await expect(stage(page).locator('[data-element-id][aria-pressed="true"]')).toHaveCount(2)
  await page.keyboard.press('Escape')
  await expect(stage(page).locator('[data-element-id][aria-pressed="true"]')).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(boxes(page, 'text')).toHaveCount(2)
})

test('a capture dropped on a device replaces the one it shows; bad files are named and nothing is lost', async ({
  newProfile,
}) => {
  const context = await newProfile({ viewport: { width: 1440, height: 900 } })
  const page = context.pages()[0] ?? (await context.newPage())
  await openNewProject(page)
  await dropFiles(stage(page), [createCaptureFile('first.png', 1320, 2868, teal)])
  await expect(stageScreens(page)).toHaveCount(1)
  await expect(undo(page)).toHaveAccessibleName('Undo: Add capture')
  const frame = boxes(page, 'frame').first()
  await dropFiles(frame, [
    createCaptureFile('second.png', 1320, 2868, orange),
    { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('These are only words.') },
  ])
  const report = page.getByRole('status').filter({ hasText: 'could not be used' })
  await expect(report).toContainText('notes.png')
  await expect(stageScreens(page)).toHaveCount(1)
  const centre = await readPlace(frame)
  const file = await exportCurrentScreen(page)
  expect(distance(readPixel(file, centre.x * 1320, centre.y * 1320), orange)).toBeLessThan(4)
  await report.getByRole('button', { name: 'Dismiss' }).click()
  await expect(report).toBeHidden()
})

test('a design survives closing the tab at once after an edit', async ({ newProfile }) => {
  const context = await newProfile({ viewport: { width: 1440, height: 900 } })
  const page = context.pages()[0] ?? (await context.newPage())
  await openNewProject(page)
  const url = page.url()
  await boxes(page, 'text').first().dblclick()
  await page
    .getByRole('textbox', { name: /^Text of/ })
    .first()
    .fill('Kept')
  await page.close({ runBeforeUnload: false })
  const again = await context.newPage()
  await again.goto(url)
  await expect(boxes(again, 'text').first()).toHaveAccessibleName('Text: Kept')
})

test('on a phone, panels open as sheets over the stage', async ({ newProfile }) => {
  const context = await newProfile({ viewport: { width: 390, height: 844 } })
  const page = context.pages()[0] ?? (await context.newPage())
  await openNewProject(page)
  await expect(page.getByRole('complementary', { name: 'Background' })).toBeHidden()
  await page.getByRole('button', { name: 'Background' }).click()
  const ember = page.getByRole('complementary', { name: 'Background' }).getByRole('button', { name: 'Ember' })
  await ember.click()
  await expect(ember).toHaveAttribute('aria-pressed', 'true')
  await expect(undo(page)).toHaveAccessibleName('Undo: Change background')
  await page.getByRole('button', { name: 'Close panel' }).click()
  await boxes(page, 'text').first().click()
  await page.getByRole('button', { name: 'Properties' }).click()
  await expect(page.getByRole('complementary', { name: 'Properties' })).toBeVisible()
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
})
