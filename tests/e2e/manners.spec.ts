import type { Locator, Page } from '@playwright/test'
import { createCaptureFile } from '#tests/factories/capture-file.ts'
import { boxes, dropFiles, openNewProject, stage, stageScreens, undo } from './editor-steps.ts'
import { expect, type NewProfile, test } from './fixtures.ts'

async function openEditor(newProfile: NewProfile): Promise<Page> {
  const context = await newProfile({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await openNewProject(page)
  return page
}

test('a menu, a picker and a sheet give the focus back to what opened them', async ({ newProfile }) => {
  const page = await openEditor(newProfile)
  await boxes(page, 'text').first().click()
  const openers: Locator[] = [
    page.getByRole('button', { name: /^Size: / }),
    page.getByRole('button', { name: /^Language: / }),
    page.getByRole('button', { name: /^Zoom: / }),
    page.getByRole('button', { name: 'Keyboard shortcuts' }),
    page.getByRole('button', { name: 'Colour: choose a colour' }).first(),
  ]
  for (const opener of openers) {
    await opener.focus()
    await page.keyboard.press('Enter')
    const opened = page.locator('[role="menu"]:visible, [role="dialog"]:visible').first()
    await expect(opened).toBeVisible()
    // What opens takes the focus, so that Escape reaches it.
    await expect.poll(() => opened.evaluate((node) => node.contains(document.activeElement))).toBe(true)
    await page.keyboard.press('Escape')
    await expect(opened).toBeHidden()
    await expect(opener).toBeFocused()
  }
  const box = boxes(page, 'text').first()
  await box.focus()
  for (const keys of ['Shift+F10', 'Control+k']) {
    await page.keyboard.press(keys)
    const opened = page.locator('[role="menu"]:visible, [role="dialog"]:visible').first()
    await expect(opened).toBeVisible()
    await expect.poll(() => opened.evaluate((node) => node.contains(document.activeElement))).toBe(true)
    await page.keyboard.press('Escape')
    await expect(opened).toBeHidden()
    await expect(box).toBeFocused()
  }
})

test('the first Tab offers the way past the bars to the stage', async ({ newProfile }) => {
  const page = await openEditor(newProfile)
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
  await page.keyboard.press('Tab')
  const skip = page.getByRole('button', { name: 'Skip to the stage' })
  await expect(skip).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-focus-home]')).toBeFocused()
})

test('a colour is taken from the project or from the screen, and a field takes a sum', async ({
  newProfile,
}) => {
  const context = await newProfile({ viewport: { width: 1440, height: 900 } })
  // The headless browser has no screen to pick from.
  await context.addInitScript(() => {
    Object.assign(window, {
      EyeDropper: class {
        open = async () => ({ sRGBHex: '#12ab34' })
      },
    })
  })
  const page = await context.newPage()
  await openNewProject(page)
  await boxes(page, 'text').first().click()
  const hex = page.getByRole('textbox', { name: 'Colour as hex' }).first()
  await page.getByRole('button', { name: 'Colour: choose a colour' }).first().click()
  await page.getByRole('button', { name: 'Pick from the screen' }).click()
  await expect(hex).toHaveValue('#12ab34')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Add screen' }).last().click()
  await expect(stageScreens(page)).toHaveCount(2)
  await boxes(page, 'text').last().click()
  await hex.fill('#ffffff')
  await hex.press('Enter')
  await page.getByRole('button', { name: 'Colour: choose a colour' }).first().click()
  const used = page.getByRole('group', { name: 'In this project' })
  await used.getByRole('button', { name: '#12ab34' }).click()
  await expect(hex).toHaveValue('#12ab34')
  await page.keyboard.press('Escape')

  const x = page.getByRole('textbox', { name: 'X, from the left', exact: true })
  await x.fill('120+8')
  await x.press('Enter')
  await expect(x).toHaveValue('128')
})

test('a device that hides a good part of its capture says so on the stage and before an export', async ({
  newProfile,
}) => {
  const page = await openEditor(newProfile)
  const device = boxes(page, 'frame').first()
  await dropFiles(device, [createCaptureFile('old-phone.png', 750, 1334, [124, 58, 237])])
  await expect(device.getByText('Drop a capture')).toBeHidden()
  await device.click()
  await page.getByRole('combobox', { name: 'Device', exact: true }).selectOption('iphone-69')
  await expect(device).toHaveAccessibleName(/\(shows only \d+ % of its capture, which is of another shape\)/)
  await expect(device.getByText(/shows only \d+ %/)).toBeVisible()
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'Export' }).getByText(/shows only \d+ % of/)).toBeVisible()
  await page.keyboard.press('Escape')
  await dropFiles(device, [createCaptureFile('phone.png', 1320, 2868, [124, 58, 237])])
  await expect(device).not.toHaveAccessibleName(/shows only/)
})

test('chosen screens are moved together by keys and copied in one change', async ({ newProfile }) => {
  const page = await openEditor(newProfile)
  for (const count of [2, 3, 4]) {
    await page.getByRole('button', { name: 'Add screen' }).last().click()
    await expect(stageScreens(page)).toHaveCount(count)
  }
  const rows = page.getByRole('region', { name: 'Screens', exact: true }).locator('[data-screen-row]')
  const order = () => rows.evaluateAll((nodes) => nodes.map((row) => row.dataset.screenRow))
  const [first, second, third, fourth] = await order()
  const pick = (at: number) => rows.nth(at).getByRole('button').first()
  await pick(0).focus()
  await page.keyboard.press('Enter')
  await pick(1).focus()
  await page.keyboard.press('Shift+Enter')
  await expect(rows.and(page.locator('[data-chosen]'))).toHaveCount(1)
  await page.keyboard.press('Alt+ArrowDown')
  await expect.poll(order).toEqual([third, first, second, fourth])
  await expect(undo(page)).toHaveAccessibleName('Undo: Move 2 screens')
  await page.getByRole('button', { name: 'Duplicate the chosen screens' }).click()
  await expect(stageScreens(page)).toHaveCount(6)
  await page.keyboard.press('Control+z')
  await expect(stageScreens(page)).toHaveCount(4)
})

/** More stops than this between two places, and nobody goes there by Tab. */
const mostPresses = 12

async function pressTo(page: Page, target: Locator, key: 'Tab' | 'ArrowRight' | 'ArrowDown'): Promise<void> {
  const stops: string[] = []
  while (stops.length <= mostPresses) {
    if ((await target.count()) > 0 && (await target.evaluate((node) => node === document.activeElement)))
      return
    await page.keyboard.press(key)
    stops.push(await page.evaluate(nameFocused))
  }
  throw new Error(`${key} does not reach ${target} in ${mostPresses} presses: ${stops.join(' → ')}`)
}

const nameFocused = () => {
  const { activeElement } = document
  return (activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '').trim().slice(0, 40)
}

const isIn = (page: Page, selector: string) =>
  page.evaluate((part) => document.activeElement?.closest(part) != null, selector)

test('F6 goes from part to part and back to where the focus was, and a group of buttons is one stop', async ({
  newProfile,
}) => {
  const page = await openEditor(newProfile)
  const opener = page.getByRole('button', { name: 'Export', exact: true })
  await opener.focus()
  const parts = ['nav', 'aside[data-panel]', 'main', 'aside[data-inspector]', 'header']
  for (const part of parts) {
    await page.keyboard.press('F6')
    await expect.poll(() => isIn(page, part)).toBe(true)
  }
  await expect(opener).toBeFocused()
  await page.keyboard.press('Shift+F6')
  await expect.poll(() => isIn(page, 'aside[data-inspector]')).toBe(true)
  // Out of a field, where other keys are for typing.
  await page.getByRole('textbox', { name: 'Name of the project' }).focus()
  await page.keyboard.press('F6')
  await expect.poll(() => isIn(page, 'nav')).toBe(true)

  const panels = page.getByRole('navigation', { name: 'Panels' })
  await panels.getByRole('button', { name: 'Background' }).focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: 'Background' })
  await expect(panel).toBeVisible()
  await page.keyboard.press('F6')
  await pressTo(page, panel.getByRole('button', { name: 'Dusk' }), 'Tab')
  await page.keyboard.press('ArrowRight')
  await expect(panel.getByRole('button', { name: 'Tide' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(undo(page)).toHaveAccessibleName('Undo: Change background')
  const chosen = panel.locator('button[aria-pressed="true"]').first()
  await expect(chosen).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(chosen.locator('xpath=..').locator(':focus')).toHaveCount(0)
  await page.keyboard.press('Shift+Tab')
  await expect(chosen).toBeFocused()
})

test('the command palette leads to the panel or the layer that was chosen', async ({ newProfile }) => {
  const page = await openEditor(newProfile)
  await openByPalette(page, 'panel templates')
  await expect.poll(() => isIn(page, 'aside[data-panel="templates"]')).toBe(true)
  await openByPalette(page, 'device iphone screen 1')
  await expect(boxes(page, 'frame').first()).toBeFocused()
  await expect(boxes(page, 'frame').first()).toHaveAttribute('aria-pressed', 'true')
})

async function openByPalette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: /^Find a command/ })).toBeFocused()
  await page.keyboard.type(words)
  await expect(page.getByRole('listbox', { name: 'Found' }).getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Enter')
}

test('a set is made without a pointer: captures, captions, order, background, files', {
  tag: '@nightly',
}, async ({ newProfile }) => {
  const context = await newProfile({ viewport: { width: 1440, height: 900 } })
  await context.addInitScript(() => {
    for (const type of ['pointerdown', 'mousedown', 'touchstart'])
      window.addEventListener(type, () => console.error(`A ${type} in a walk by keys.`), { capture: true })
  })
  const page = await context.newPage()
  await page.goto('/')
  await pressTo(page, page.getByRole('button', { name: 'New project' }).first(), 'Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/projects\//)
  await expect(stageScreens(page).first()).toBeVisible()

  // Asked for before: the browser must know it when the key comes.
  const asked = page.waitForEvent('filechooser')
  await openByPalette(page, 'panel media')
  await expect.poll(() => isIn(page, 'aside[data-panel="media"]')).toBe(true)
  await pressTo(page, page.getByRole('button', { name: 'Add captures' }), 'Tab')
  await page.keyboard.press('Enter')
  const chooser = await asked
  await chooser.setFiles([
    createCaptureFile('1.png', 1320, 2868, [20, 130, 110]),
    createCaptureFile('2.png', 1320, 2868, [230, 120, 40]),
    createCaptureFile('3.png', 1320, 2868, [60, 90, 200]),
  ])
  await expect(stageScreens(page)).toHaveCount(3)

  await openByPalette(page, 'screen 1')
  await expect(page.locator('[data-focus-home]')).toBeFocused()
  for (const [at, words] of ['One glance', 'Every day', 'Anywhere'].entries()) {
    const text = stageScreens(page).nth(at).locator('[data-element-type="text"]').first()
    await pressTo(page, text, 'Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+a')
    await page.keyboard.type(words)
    await page.keyboard.press('Escape')
    await expect(text).toHaveAccessibleName(`Text: ${words}`)
    await page.keyboard.press('PageDown')
  }
  await openByPalette(page, 'move screen towards the start')
  await expect(undo(page)).toHaveAccessibleName('Undo: Move screen')
  await expect(stageScreens(page).nth(1).locator('[data-element-type="text"]').first()).toHaveAccessibleName(
    'Text: Anywhere',
  )
  await openByPalette(page, 'panel background')
  await expect.poll(() => isIn(page, 'aside[data-panel="background"]')).toBe(true)
  const panel = page.getByRole('complementary', { name: 'Background' })
  await pressTo(page, panel.getByRole('button', { name: 'Dusk' }), 'Tab')
  await pressTo(page, panel.getByRole('button', { name: 'Lavender' }), 'ArrowRight')
  await page.keyboard.press('Enter')
  await expect(undo(page)).toHaveAccessibleName('Undo: Change background')

  for (const part of ['nav', 'header']) {
    await page.keyboard.press('Shift+F6')
    await expect.poll(() => isIn(page, part)).toBe(true)
  }
  await pressTo(page, page.getByRole('button', { name: 'Export', exact: true }), 'Tab')
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog', { name: 'Export' })
  await pressTo(page, sheet.getByRole('button', { name: 'Export 3 pictures' }), 'Tab')
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  expect(download.suggestedFilename()).toMatch(/\.zip$/)
  await expect(stage(page)).toBeAttached()
})
