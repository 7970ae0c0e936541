import type { Page } from '@playwright/test'
import { boxes, openNewProject, readNumber, redo, stage, stageScreens, undo } from './editor-steps.ts'
import { expect, type NewProfile, test } from './fixtures.ts'
import { compose, endComposition, openDevtools, pressComposingKey, pressLayoutKey } from './keyboard-steps.ts'
import { card } from './steps.ts'

async function openEditor(newProfile: NewProfile): Promise<Page> {
  const context = await newProfile({ viewport: { width: 1440, height: 900 } })
  const page = context.pages()[0] ?? (await context.newPage())
  await openNewProject(page, '?profile=1')
  return page
}

async function openList(page: Page): Promise<void> {
  await page.goto('/')
  await expect(page.locator('[data-hydrated]').first()).toBeVisible()
}

const countCommits = (page: Page) => page.evaluate(() => window.__appframesProfile?.commits ?? -1)

test('shortcuts work by key position on Cyrillic, Arabic and Hebrew layouts', { tag: '@nightly' }, async ({
  newProfile,
}) => {
  const page = await openEditor(newProfile)
  const devtools = await openDevtools(page)
  const count = await boxes(page, 'text').count()
  await boxes(page, 'text').first().click()
  await pressLayoutKey(devtools, { key: 'в', code: 'KeyD', modifiers: ['control'] })
  await expect(boxes(page, 'text')).toHaveCount(count + 1)
  await pressLayoutKey(devtools, { key: 'ز', code: 'KeyZ', modifiers: ['control'] })
  await expect(boxes(page, 'text')).toHaveCount(count)
  await pressLayoutKey(devtools, { key: 'Ζ', code: 'KeyZ', modifiers: ['control', 'shift'] })
  await expect(boxes(page, 'text')).toHaveCount(count + 1)
  await pressLayoutKey(devtools, { key: 'х', code: 'BracketLeft' })
  await expect(undo(page)).toHaveAccessibleName(/Reorder|Duplicate/)
  await pressLayoutKey(devtools, { key: 'ז', code: 'KeyZ', modifiers: ['control'] })

  await openList(page)
  await pressLayoutKey(devtools, { key: 'ظ', code: 'Slash' })
  await expect(page.getByRole('searchbox', { name: 'Search projects' })).toBeFocused()
})

test('a composition changes nothing before it ends and is one change after', async ({ newProfile }) => {
  const page = await openEditor(newProfile)
  const devtools = await openDevtools(page)
  await boxes(page, 'text').first().dblclick()
  const words = page.getByRole('textbox', { name: /^Text of/ })
  await words.fill('Big ')
  await expect.poll(() => countCommits(page)).toBe(1)

  await page.clock.install()
  await words.press('End')
  for (const letters of ['n', 'ni', 'ni h', 'ni hao']) {
    await compose(devtools, letters)
    // The browser answers before the page has them.
    await expect(words).toHaveValue(`Big ${letters}`)
    await page.clock.runFor(1000)
  }
  await pressComposingKey(devtools, 'Escape')
  await pressComposingKey(devtools, 'Enter')
  await page.clock.runFor(1000)
  await expect(words).toBeFocused()
  expect(await countCommits(page)).toBe(1)
  await endComposition(devtools, '你好')
  await expect(words).toHaveValue('Big 你好')
  await page.clock.runFor(1000)
  await expect.poll(() => countCommits(page)).toBe(2)
  await page.clock.resume()

  await words.press('Escape')
  await expect(boxes(page, 'text').first()).toHaveAccessibleName('Text: Big 你好')
  await page.getByRole('textbox', { name: 'Text in American English' }).click()
  await page.keyboard.press('Control+End')
  await compose(devtools, 'shi')
  await expect(page.getByRole('textbox', { name: 'Text in American English' })).toHaveValue('Big 你好shi')
  await endComposition(devtools, '世')
  await expect.poll(() => countCommits(page)).toBe(3)
  await expect(boxes(page, 'text').first()).toHaveAccessibleName('Text: Big 你好世')
})

test('Enter and Escape of a composition belong to the input method in every field', {
  tag: '@nightly',
}, async ({ newProfile }) => {
  const page = await openEditor(newProfile)
  const devtools = await openDevtools(page)

  /** `restored`: the value of a field that stays open after Escape. */
  const type = async (name: string) => {
    await compose(devtools, 'にほ')
    await pressComposingKey(devtools, 'Enter')
    await compose(devtools, 'にほん')
    await pressComposingKey(devtools, 'Escape')
    await endComposition(devtools, name)
    await page.keyboard.press('Enter')
  }

  await test.step('project name', async () => {
    const field = page.getByRole('textbox', { name: 'Name of the project' })
    await field.focus()
    await type('日本')
    await expect(field).toHaveValue('日本')
    await expect(field).not.toBeFocused()
  })
  await test.step('screen name', async () => {
    await stageScreens(page)
      .first()
      .getByRole('button', { name: /Screen 1/ })
      .last()
      .click()
    const field = page.getByRole('textbox', { name: 'Name', exact: true })
    await field.focus()
    await type('画面')
    await expect(field).toHaveValue('画面')
    await expect(stageScreens(page).first()).toHaveAccessibleName(/画面/)
  })
  await test.step('layer name', async () => {
    const layers = page.getByRole('region', { name: /^Layers of/ })
    await layers.getByRole('treeitem').first().press('F2')
    const field = page.getByRole('textbox', { name: 'Name of the layer' })
    await expect(field).toBeFocused()
    await type('見出し')
    await expect(field).toBeHidden()
    await expect(layers.getByRole('treeitem', { name: '見出し', exact: true })).toBeFocused()
  })
  await test.step('number', async () => {
    await boxes(page, 'text').first().click()
    const field = page.getByRole('textbox', { name: 'Size', exact: true })
    await field.focus()
    await compose(devtools, '１')
    await pressComposingKey(devtools, 'Escape')
    await expect(field).toBeFocused()
    await endComposition(devtools, '１２３')
    await page.keyboard.press('Enter')
    await expect(field).toHaveValue('123')
  })
  await test.step('list search and rename', async () => {
    await expect(page.getByText('Saved on this device')).toBeVisible()
    await openList(page)
    const search = page.getByRole('searchbox', { name: 'Search projects' })
    await search.focus()
    await compose(devtools, 'にほ')
    await pressComposingKey(devtools, 'Escape')
    await expect(search).toHaveValue('にほ')
    await endComposition(devtools, '日本')
    await expect(card(page, '日本')).toBeVisible()
    await search.fill('')
    await card(page, '日本').press('F2')
    await type('東京')
    await expect(card(page, '東京')).toBeVisible()
  })
})

test('keys during a drag do nothing, and Escape cancels it', async ({ newProfile }) => {
  const page = await openEditor(newProfile)
  const caption = boxes(page, 'text').first()
  const count = await boxes(page, 'text').count()
  await caption.click()
  await page.keyboard.press('ArrowDown')
  await expect(undo(page)).toHaveAccessibleName(/Nudge/)
  const before = await readNumber(page, 'Y, from the top')
  const box = await caption.boundingBox()
  if (box === null) throw new Error('Nothing to drag.')
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }

  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  await page.mouse.move(at.x, at.y + 60, { steps: 6 })
  for (const keys of ['Control+z', 'Delete', 'Control+d', 'PageDown', 'Control+x', 'Control+v', ']'])
    await page.keyboard.press(keys)
  await page.mouse.up()
  await expect(undo(page)).toHaveAccessibleName(/Move/)
  await expect(boxes(page, 'text')).toHaveCount(count)
  await expect.poll(() => readNumber(page, 'Y, from the top')).toBeGreaterThan(before + 100)
  await page.keyboard.press('Control+z')
  await expect.poll(() => readNumber(page, 'Y, from the top')).toBe(before)
  await expect(redo(page)).toBeEnabled()

  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  await page.mouse.move(at.x, at.y + 60, { steps: 6 })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect.poll(() => readNumber(page, 'Y, from the top')).toBe(before)
  await expect(redo(page)).toBeEnabled()
})

test('keys and pastes are taken as soon as the editor is seen', async ({ page }) => {
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.querySelector('[data-stage] section') === null) return
      observer.disconnect()
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', 'Early words')
      const own = { bubbles: true, cancelable: true }
      document.body.dispatchEvent(new ClipboardEvent('paste', { ...own, clipboardData }))
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { ...own, key: 'd', code: 'KeyD', ctrlKey: true }),
      )
    }).observe(document, { subtree: true, childList: true })
  })
  await openNewProject(page)
  await expect(stage(page).getByRole('button', { name: 'Text: Early words', exact: true })).toHaveCount(2)
})

test('cut, copy and paste use the system’s clipboard, and the newest copy wins', async ({ newProfile }) => {
  const page = await openEditor(newProfile)
  await boxes(page, 'text').first().dblclick()
  await page.getByRole('textbox', { name: /^Text of/ }).fill('Harbour lights')
  await page.keyboard.press('Escape')
  const count = await boxes(page, 'text').count()
  const named = (name: string) => stage(page).getByRole('button', { name: `Text: ${name}`, exact: true })

  await boxes(page, 'text').first().click()
  await page.keyboard.press('Control+x')
  await expect(boxes(page, 'text')).toHaveCount(count - 1)
  await expect(undo(page)).toHaveAccessibleName(/^Undo: (Cut|Delete)/)
  await page.keyboard.press('Control+v')
  await expect(named('Harbour lights')).toHaveCount(1)
  await page.keyboard.press('Control+v')
  await expect(named('Harbour lights')).toHaveCount(2)

  await test.step('after a reload, in another tab and in another project', async () => {
    await page.keyboard.press('Control+c')
    await expect(page.getByText('Saved on this device')).toBeVisible()
    await page.reload()
    await expect(named('Harbour lights')).toHaveCount(2)
    await page.keyboard.press('Control+v')
    await expect(named('Harbour lights')).toHaveCount(3)

    const other = await page.context().newPage()
    await openNewProject(other)
    await other.keyboard.press('Control+v')
    await expect(stage(other).getByRole('button', { name: 'Text: Harbour lights', exact: true })).toHaveCount(
      1,
    )
    await other.close()
  })

  await test.step('text of another program becomes a text element', async () => {
    const field = page.getByRole('textbox', { name: 'Name of the project' })
    await field.fill('Tide tables')
    await field.selectText()
    await page.keyboard.press('Control+c')
    await field.blur()
    await page.keyboard.press('Control+v')
    await expect(named('Tide tables')).toHaveCount(1)
    await expect(named('Harbour lights')).toHaveCount(3)
  })

  await test.step('the browser’s menu entries reach the selection', async () => {
    const cut = await page.evaluate(() => {
      const data = new DataTransfer()
      const event = new ClipboardEvent('cut', { clipboardData: data, bubbles: true, cancelable: true })
      document.body.dispatchEvent(event)
      return { taken: event.defaultPrevented, text: data.getData('text/plain') }
    })
    expect(cut).toEqual({ taken: true, text: 'Tide tables' })
    await expect(named('Tide tables')).toHaveCount(0)
    const offered = await page.evaluate(() => {
      const event = new Event('beforepaste', { bubbles: true, cancelable: true })
      document.body.dispatchEvent(event)
      return event.defaultPrevented
    })
    expect(offered).toBe(true)
  })
})

test('the browser’s own save and bookmark keys are handled, and ? lists every key', async ({
  newProfile,
}) => {
  const page = await openEditor(newProfile)
  await page.evaluate(() => {
    window.addEventListener('keydown', (event) => {
      document.documentElement.dataset.taken = `${event.key} ${event.defaultPrevented}`
    })
  })
  const taken = () => page.evaluate(() => document.documentElement.dataset.taken)
  await page.keyboard.press('Control+d')
  expect(await taken()).toBe('d true')
  await page.getByRole('textbox', { name: 'Name of the project' }).focus()
  await page.keyboard.press('Control+s')
  expect(await taken()).toBe('s true')
  await expect(page.getByText('Everything is saved on this device')).toBeVisible()
  await stage(page).click({ position: { x: 10, y: 10 } })
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet.getByText('Duplicate', { exact: true })).toBeVisible()
  await expect(sheet.getByText('Ctrl+D', { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await openList(page)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
})

test('Escape restores a slider during a drag, and a burst of arrow keys is one change', async ({
  newProfile,
}) => {
  const page = await openEditor(newProfile)
  await boxes(page, 'frame').first().click()
  const slider = page.getByRole('slider', { name: /Corner radius/ }).first()
  const before = Number(await slider.inputValue())
  const box = await slider.boundingBox()
  if (box === null) throw new Error('No slider.')
  await page.mouse.move(box.x + 4, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.8, box.y + box.height / 2, { steps: 5 })
  expect(Number(await slider.inputValue())).not.toBe(before)
  await page.keyboard.press('Escape')
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2)
  await page.mouse.up()
  await expect(slider).toHaveValue(String(before))
  expect(await countCommits(page), (await undo(page).getAttribute('aria-label')) ?? '').toBe(0)

  await slider.focus()
  for (let press = 0; press < 6; press += 1) await page.keyboard.press('ArrowRight')
  await expect.poll(() => countCommits(page)).toBe(1)
  await expect(slider).toHaveValue(String(before + 6))
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Control+z')
  await expect(slider).toHaveValue(String(before + 6))
  await page.keyboard.press('Control+z')
  await expect(slider).toHaveValue(String(before))
})

test('an arrow key in a mixed field steps each element from its own value', { tag: '@nightly' }, async ({
  newProfile,
}) => {
  const page = await openEditor(newProfile)
  await boxes(page, 'text').first().click()
  const text = await readNumber(page, 'X, from the left')
  await boxes(page, 'frame').first().click()
  const frame = await readNumber(page, 'X, from the left')
  expect(frame).not.toBe(text)
  await page.keyboard.press('Control+a')
  const field = page.getByRole('textbox', { name: 'X, from the left', exact: true })
  await field.focus()
  await field.blur()
  expect(await countCommits(page)).toBe(0)
  await field.press('ArrowUp')
  await field.press('ArrowUp')
  await expect.poll(() => countCommits(page)).toBe(1)
  await boxes(page, 'text').first().click()
  await expect.poll(() => readNumber(page, 'X, from the left')).toBeCloseTo(text + 2, 0)
  await boxes(page, 'frame').first().click()
  await expect.poll(() => readNumber(page, 'X, from the left')).toBeCloseTo(frame + 2, 0)
})

test("a slider keeps its burst of arrow keys while another tab's edit of the same field arrives", {
  tag: '@nightly',
}, async ({ newProfile }) => {
  const page = await openEditor(newProfile)
  const other = await page.context().newPage()
  await other.goto(page.url())
  await boxes(other, 'frame').first().click()
  await boxes(page, 'frame').first().click()
  const sliderOf = (tab: Page) => tab.getByRole('slider', { name: /Corner radius/ }).first()
  const opacityOf = (tab: Page) => tab.getByRole('textbox', { name: 'Opacity', exact: true })
  const slider = sliderOf(page)
  await page.evaluate(() => {
    const gaps = { last: 0, longestMs: 0 }
    addEventListener('keydown', (event) => {
      if (gaps.last > 0) gaps.longestMs = Math.max(gaps.longestMs, event.timeStamp - gaps.last)
      gaps.last = event.timeStamp
    })
    Object.assign(globalThis, { gaps })
  })
  const restartGaps = () => page.evaluate('Object.assign(gaps, { last: 0, longestMs: 0 })')

  let expected = ''
  /** Returns whether no press came later than the pause that commits a burst: a busy machine may need another try. */
  const tryBurst = async () => {
    const before = Number(await slider.inputValue())
    const opacityBefore = await opacityOf(page).inputValue()
    await restartGaps()
    const editElsewhere = async () => {
      await sliderOf(other).press(before > 15 ? 'Home' : 'End')
      // Committed by the blur, before the opacity: when that is seen here, both have arrived.
      await opacityOf(other).press('ArrowDown')
    }
    const step = before > 15 ? -1 : 1
    let steps = 0
    const press = async () => {
      await slider.press((steps === 0) === (step === 1) ? 'ArrowRight' : 'ArrowLeft')
      steps = steps === 0 ? step : 0
    }
    await press()
    const edited = editElsewhere()
    while ((await opacityOf(page).inputValue()) === opacityBefore) await press()
    await press()
    expected = String(before + steps)
    await edited
    return await page.evaluate<boolean>('gaps.longestMs < 250')
  }
  await expect(async () => expect(await tryBurst()).toBe(true)).toPass()
  await expect(slider).toHaveValue(expected)
  await expect.poll(() => countCommits(page)).toBeGreaterThan(0)
  await expect(slider).toHaveValue(expected)
})
