import type { Page } from '@playwright/test'
import { boxes, openNewProject, readPlace, stage, stageScreens, undo } from './editor-steps.ts'
import { expect, type NewProfile, type ProfileOptions, test } from './fixtures.ts'

async function openEditor(newProfile: NewProfile, options: ProfileOptions = {}): Promise<Page> {
  const context = await newProfile({ viewport: { width: 1440, height: 900 }, ...options })
  const page = context.pages()[0] ?? (await context.newPage())
  await openNewProject(page)
  return page
}

async function addLanguage(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name: /^Language:/ }).click()
  await page.getByRole('menuitem', { name: 'Add a language' }).click()
  await page.getByRole('menuitem', { name }).click()
}

test('undo of an added size or language returns to the previous view', async ({ newProfile }) => {
  const page = await openEditor(newProfile)
  await page.getByRole('button', { name: /^Size: iPhone 6\.9/ }).click()
  await page
    .getByRole('list', { name: 'Sizes to add' })
    .getByRole('button', { name: /^iPhone 6\.3/ })
    .click()
  await expect(page.getByRole('button', { name: /^Size: iPhone 6\.3/ })).toBeVisible()
  await undo(page).click()
  await expect(page.getByRole('button', { name: /^Size: iPhone 6\.9/ })).toBeVisible()
  await expect(stageScreens(page)).toHaveCount(1)

  await addLanguage(page, /^German/)
  await expect(page.getByRole('button', { name: /^Language: de/ })).toBeVisible()
  await undo(page).click()
  await expect(page.getByRole('button', { name: /^Language: en-US/ })).toBeVisible()
})

test('a removed language or size needs no confirmation and can be restored by its toast', {
  tag: '@nightly',
}, async ({ newProfile }) => {
  const page = await openEditor(newProfile)
  await addLanguage(page, /^German/)
  await page.getByRole('button', { name: /^Language: de/ }).click()
  await page.getByRole('menuitem', { name: /^Remove German/ }).click()
  await expect(page.getByRole('button', { name: /^Language: en-US/ })).toBeVisible()
  await expect(page.getByText(/^Removed German/)).toBeVisible()
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await expect(page.getByRole('button', { name: /^Language: de/ })).toBeVisible()
})

test('an element dragged over the neighbouring screen moves there', async ({ newProfile }) => {
  const page = await openEditor(newProfile)
  await page.getByRole('button', { name: 'Add screen' }).last().click()
  await expect(stageScreens(page)).toHaveCount(2)
  const texts = (at: number) => stageScreens(page).nth(at).locator('[data-element-type="text"]')
  const [before, theirs] = [await texts(0).count(), await texts(1).count()]
  const caption = texts(0).first()
  const name = await caption.getAttribute('aria-label')
  const box = await caption.boundingBox()
  const target = await stageScreens(page).nth(1).boundingBox()
  if (box === null || target === null || name === null) throw new Error('Nothing to drag.')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(target.x + target.width / 2, box.y + box.height / 2 + 80, { steps: 10 })
  await page.mouse.up()
  await expect(texts(0)).toHaveCount(before - 1)
  await expect(texts(1)).toHaveCount(theirs + 1)
  await expect(undo(page)).toHaveAccessibleName(/to another screen/)
  const moved = stageScreens(page).nth(1).locator('[data-element-id][aria-pressed="true"]')
  await expect.poll(async () => (await readPlace(moved)).x).toBeCloseTo(0.5, 1)
  await undo(page).click()
  await expect(texts(0)).toHaveCount(before)
})

test('a copy dragged with Alt over the neighbouring screen lands there, and the original stays', {
  tag: '@nightly',
}, async ({ newProfile }) => {
  const page = await openEditor(newProfile)
  await page.getByRole('button', { name: 'Add screen' }).last().click()
  await expect(stageScreens(page)).toHaveCount(2)
  const texts = (at: number) => stageScreens(page).nth(at).locator('[data-element-type="text"]')
  const [before, theirs] = [await texts(0).count(), await texts(1).count()]
  const box = await texts(0).first().boundingBox()
  const target = await stageScreens(page).nth(1).boundingBox()
  if (box === null || target === null) throw new Error('Nothing to drag.')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.keyboard.down('Alt')
  await page.mouse.down()
  await page.mouse.move(target.x + target.width / 2, box.y + box.height / 2 + 80, { steps: 10 })
  await page.mouse.up()
  await page.keyboard.up('Alt')
  await expect(texts(0)).toHaveCount(before)
  await expect(texts(1)).toHaveCount(theirs + 1)
  const copy = stageScreens(page).nth(1).locator('[data-element-id][aria-pressed="true"]')
  await expect.poll(async () => (await readPlace(copy)).x).toBeCloseTo(0.5, 1)
  await undo(page).click()
  await expect(texts(1)).toHaveCount(theirs)
})

test('a pinch on Safari’s trackpad zooms the stage and not the page', async ({ newProfile }) => {
  const page = await openEditor(newProfile)
  const paper = stageScreens(page).first()
  const before = (await paper.boundingBox())?.width ?? 0
  const wasPrevented = await stage(page).evaluate((node) => {
    const { left, top } = node.getBoundingClientRect()
    const at = { clientX: left + 300, clientY: top + 200 }
    return [
      ['gesturestart', 1],
      ['gesturechange', 1.2],
      ['gesturechange', 1.5],
      ['gestureend', 1.5],
    ].map(([type, scale]) => {
      const event = Object.assign(new UIEvent(String(type), { bubbles: true, cancelable: true }), {
        scale,
        ...at,
      })
      node.dispatchEvent(event)
      return event.defaultPrevented
    })
  })
  expect(wasPrevented.slice(0, 3)).toEqual([true, true, true])
  await expect.poll(async () => (await paper.boundingBox())?.width ?? 0).toBeGreaterThan(before * 1.4)
  expect((await paper.boundingBox())?.width).toBeLessThan(before * 1.6)
})

test('on a phone the panels’ tabs have room for their words and a finger, and Properties stays at hand', async ({
  newProfile,
}) => {
  const page = await openEditor(newProfile, { viewport: { width: 390, height: 844 } })
  const rail = page.getByRole('navigation', { name: 'Panels' })
  const tabs = await rail.locator('button:has(> span):visible').evaluateAll((buttons) =>
    buttons.map((button) => {
      const [tab, word] = [button, button.querySelector(':scope > span') ?? button].map((node) =>
        node.getBoundingClientRect(),
      )
      return { text: button.textContent, tab: tab?.toJSON(), word: word?.toJSON() } as {
        text: string
        tab: DOMRect
        word: DOMRect
      }
    }),
  )
  expect(tabs.length).toBeGreaterThanOrEqual(8)
  for (const [index, { text, tab, word }] of tabs.entries()) {
    expect(tab.width, text).toBeGreaterThanOrEqual(44)
    expect(word.left, text).toBeGreaterThanOrEqual(tab.left)
    expect(word.right, text).toBeLessThanOrEqual(tab.right)
    const next = tabs[index + 1]
    // The last one stays in the window while the others are scrolled.
    if (next !== undefined && index < tabs.length - 2)
      expect(tab.right, text).toBeLessThanOrEqual(next.tab.left + 0.5)
  }
  expect(tabs.at(-1)?.tab.right).toBeLessThanOrEqual(390.5)
  const history = rail.getByRole('button', { name: 'History' })
  await history.scrollIntoViewIfNeeded()
  await history.click()
  await expect(page.getByRole('complementary', { name: 'History' })).toBeVisible()
})

test('an element outside its screen, or cut off at its edge, is marked on the stage and among the layers', async ({
  newProfile,
}) => {
  const page = await openEditor(newProfile)
  await boxes(page, 'text').first().click()
  const field = page.getByRole('textbox', { name: 'Y, from the top', exact: true })
  await field.fill('-3000')
  await field.press('Enter')
  await expect(boxes(page, 'text').first()).toHaveAccessibleName(/outside the screen, in no picture/)
  await expect(
    page.getByRole('region', { name: /^Layers of/ }).getByRole('treeitem', { name: /, outside the screen/ }),
  ).toBeVisible()
  await field.fill('-40')
  await field.press('Enter')
  await expect(stage(page).locator('[data-beyond]')).toBeVisible()
  await expect(page.getByRole('treeitem', { name: /, cut off at the edge/ }).first()).toBeVisible()

  await page.getByRole('button', { name: 'Add screen' }).last().click()
  const hanging = stageScreens(page).nth(1).locator('[data-element-type="text"]').first()
  await hanging.click()
  const sideways = page.getByRole('textbox', { name: 'X, from the left', exact: true })
  await sideways.fill('-600')
  await sideways.press('Enter')
  await expect(sideways).toHaveValue('-600')
  const box = await hanging.boundingBox()
  const second = await stageScreens(page).nth(1).boundingBox()
  if (box === null || second === null) throw new Error('Nothing hangs over.')
  /** The number of the screen that takes the pointer, at half the height of the text. */
  const findScreen = (x: number) =>
    page.evaluate(
      ([left, top]) => document.elementFromPoint(left, top)?.closest('section')?.ariaLabel?.match(/\d+/)?.[0],
      [x, box.y + box.height / 2] as const,
    )
  expect([await findScreen(box.x + 30), await findScreen(second.x + 20)]).toEqual(['1', '2'])
})

test('Fit shows the whole current screen, and a deep zoom draws no finer than the file', async ({
  newProfile,
}) => {
  const page = await openEditor(newProfile)
  for (let press = 0; press < 14; press += 1) await page.keyboard.press('+')
  await stage(page).evaluate((node) => node.scrollTo(5000, 5000))
  await expect
    .poll(() =>
      stage(page)
        .locator('canvas[data-screen-id]')
        .first()
        .evaluate((canvas) => (canvas as HTMLCanvasElement).width),
    )
    .toBe(1320)
  await page.keyboard.press('0')
  await expect(async () => {
    const visible = await stage(page).boundingBox()
    const paper = await stage(page).locator('[data-artboard]').first().boundingBox()
    if (visible === null || paper === null) throw new Error('No stage.')
    expect(paper.y).toBeGreaterThanOrEqual(visible.y)
    expect(paper.y + paper.height).toBeLessThanOrEqual(visible.y + visible.height)
  }).toPass({ timeout: 30_000 })
})

test('on a phone a caption is typed at the size and wrap it is drawn in', async ({ newProfile }) => {
  const page = await openEditor(newProfile, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  const caption = boxes(page, 'text').first()
  await caption.tap()
  await page.keyboard.press('Enter')
  const field = page.getByRole('textbox', { name: /^Text of/ }).first()
  await expect(field).toBeFocused()
  const shown = await field.evaluate((node) => {
    const { width } = node.getBoundingClientRect()
    return {
      sizePx: Number.parseFloat(getComputedStyle(node).fontSize),
      shrink: width / (node as HTMLElement).offsetWidth,
      paper: node.closest('[data-artboard]')?.getBoundingClientRect().width ?? 0,
      width,
    }
  })
  expect(shown.sizePx).toBeGreaterThanOrEqual(16)
  expect((shown.sizePx * shown.shrink) / shown.paper).toBeLessThan(0.12)
  expect(shown.width / shown.paper).toBeCloseTo(0.86, 1)
})

test('the focus returns after a dialog and a deletion, and follows the screen', async ({
  newProfile,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/404.*no-such-page/)
  const page = await openEditor(newProfile)
  const preview = page.getByRole('button', { name: 'Preview', exact: true })
  await preview.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Preview' })
  await expect(dialog).toBeVisible()
  await expect(dialog.getByRole('list', { name: 'Screens' })).toHaveAttribute('tabindex', '0')
  await page.keyboard.press('Escape')
  await expect(preview).toBeFocused()

  const open = page.getByRole('button', { name: 'Export', exact: true })
  await open.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(open).toBeFocused()

  await boxes(page, 'text').first().focus()
  await page.keyboard.press('Delete')
  await expect(
    stageScreens(page)
      .first()
      .getByRole('button', { name: /Screen 1/ })
      .last(),
  ).toBeFocused()

  await page.getByRole('button', { name: 'Add screen' }).last().click()
  await expect(stageScreens(page)).toHaveCount(2)
  await stageScreens(page)
    .nth(1)
    .getByRole('button', { name: /Screen 2/ })
    .last()
    .focus()
  await page.keyboard.press('PageUp')
  await expect(
    stageScreens(page)
      .first()
      .getByRole('button', { name: /Screen 1/ })
      .last(),
  ).toBeFocused()

  await page.goto('/no-such-page')
  await expect(page).toHaveTitle('This page does not exist · AppFrames')
})
