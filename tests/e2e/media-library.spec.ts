import type { Page } from '@playwright/test'
import { createCaptureFile } from '#tests/factories/capture-file.ts'
import { boxes, distance, dropFiles, exportCurrentScreen, openNewProject, readPixel } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'

const green = createCaptureFile('Home screen.png', 603, 1311, [30, 160, 90])
const violet = createCaptureFile('Week.png', 603, 1311, [120, 60, 220])
const orange = createCaptureFile('Tablet.png', 1032, 1376, [230, 130, 30])

const files = (page: Page) => page.getByRole('list', { name: 'Files' }).getByRole('listitem')
const file = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name}, `) })

async function openMedia(page: Page, captures = [green, violet, orange]): Promise<void> {
  await page.goto('/media')
  await expect(page.getByRole('button', { name: /Drop captures here/ })).toBeVisible()
  await page.locator('[data-media-input]').setInputFiles(captures)
  await expect(files(page)).toHaveCount(captures.length)
}

/** An element that covers the whole window. */
const everywhere = (page: Page) => page.locator('main')

test('files are dropped, named, measured, found and filtered; the same one twice is one', async ({
  page,
}) => {
  await page.goto('/media')
  await expect(page.getByRole('button', { name: /Drop captures here/ })).toBeVisible()
  await dropFiles(everywhere(page), [green, violet, orange])
  await expect(files(page)).toHaveCount(3)
  await dropFiles(everywhere(page), [{ ...green, name: 'Again.png' }])
  await expect(page.getByText('Adding files')).toHaveCount(0)
  await expect(files(page)).toHaveCount(3)
  await expect(file(page, 'Home screen.png')).toHaveAccessibleName(/PNG · 603 × 1311 · .+ kB, Only here/)
  await expect(page.getByText(/kB on this device/)).toBeVisible()
  await expect(file(page, 'Home screen.png').locator('img')).toBeVisible()

  await page.getByRole('searchbox', { name: 'Search files' }).fill('week')
  await expect(files(page)).toHaveCount(1)
  await page.getByRole('combobox', { name: 'Type' }).selectOption('Videos')
  await expect(page.getByText('Nothing matches.')).toBeVisible()
  await page.getByRole('button', { name: 'Show everything' }).click()
  await expect(files(page)).toHaveCount(3)

  await page.getByRole('radiogroup', { name: 'View' }).getByTitle('List').click()
  await page.reload()
  await expect(files(page)).toHaveCount(3)
  await expect(page.getByRole('radio', { name: 'List' })).toBeChecked()
})

test('bad files are refused by name and the good ones stay', async ({ page }) => {
  await page.goto('/media')
  await expect(page.getByRole('button', { name: /Drop captures here/ })).toBeVisible()
  const text = { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('This is no picture.') }
  await dropFiles(everywhere(page), [text, green])
  await expect(files(page)).toHaveCount(1)
  await expect(page.getByText('1 file added')).toBeVisible()
  await expect(page.getByText(/“notes\.png” is a text file/)).toBeVisible()
})

test('keys alone rename, select, delete and restore', { tag: '@nightly' }, async ({ page }) => {
  await openMedia(page)
  await file(page, 'Tablet.png').focus()
  await page.keyboard.press('F2')
  await page.keyboard.type('Landscape')
  await page.keyboard.press('Enter')
  await expect(file(page, 'Landscape.png')).toBeVisible()

  await file(page, 'Landscape.png').focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Space')
  await expect(page.getByText('2 files selected')).toBeVisible()
  await page.keyboard.press('Delete')
  await expect(files(page)).toHaveCount(1)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(files(page)).toHaveCount(3)
  await page.reload()
  await expect(files(page)).toHaveCount(3)
  await expect(file(page, 'Landscape.png')).toBeVisible()
})

test('deleting a used file lists the projects that use it, and undo restores it', async ({ page }) => {
  await openNewProject(page)
  await dropFiles(page.locator('[data-stage]'), [green])
  await expect(page.getByRole('button', { name: /^Undo: Add capture/ })).toBeVisible()
  await page.goto('/media')
  await file(page, 'Home screen.png').focus()
  await page.keyboard.press('Delete')
  const dialog = page.getByRole('dialog', { name: 'Delete “Home screen.png”?' })
  await expect(dialog.getByText('Untitled project · 1 screen')).toBeVisible()
  await dialog.getByRole('button', { name: 'Keep' }).click()
  await expect(files(page)).toHaveCount(1)
  await page.keyboard.press('Delete')
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('button', { name: /Drop captures here/ })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(files(page)).toHaveCount(1)
})

test('a new version keeps the old one, replaces it everywhere on request, and undo reverts that', async ({
  page,
}) => {
  await openNewProject(page)
  await dropFiles(page.locator('[data-stage]'), [green])
  await expect(page.getByRole('button', { name: /^Undo: Add capture/ })).toBeVisible()
  const project = page.url()
  await page.goto('/media')
  await file(page, 'Home screen.png').click()
  const viewer = page.getByRole('dialog', { name: 'Home screen.png' })
  await viewer.getByRole('button', { name: 'Turn right' }).click()
  await viewer.getByRole('button', { name: 'Crop' }).click()
  await viewer.getByRole('button', { name: 'Bottom right corner of the cut' }).focus()
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('Shift+ArrowLeft')
  await viewer.getByRole('button', { name: 'Save as a new version' }).click()
  await page.getByRole('button', { name: 'Use it everywhere' }).click()
  await expect(page.getByText('Replaced in one project')).toBeVisible()
  await expect(files(page)).toHaveCount(2)
  // 603 × 1311 turned is 1311 × 603; half of its width is left.
  await expect(file(page, 'Home screen \\(edited\\).png')).toHaveAccessibleName(/656 × 603/)
  await file(page, 'Home screen.png').focus()
  await page.keyboard.press('Delete')
  await expect(files(page)).toHaveCount(1)
  // The notice of the replacement has an “Undo” as well.
  await expect(page.getByText('Deleted “Home screen.png”')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(files(page)).toHaveCount(2)

  await page.goto(project)
  await page.getByRole('button', { name: 'Media', exact: true }).click()
  await expect(file(page, 'Home screen \\(edited\\).png')).toBeVisible()
  await expect(file(page, 'Home screen.png')).toHaveCount(0)
})

test('Escape puts a crop drag back, then leaves the crop, then closes the file', async ({ page }) => {
  await openMedia(page, [violet])
  await files(page).first().click()
  const viewer = page.getByRole('dialog')
  await viewer.getByRole('button', { name: 'Crop' }).click()
  const part = viewer.getByRole('group', { name: 'Part that is kept' })
  await viewer.getByRole('button', { name: 'Bottom right corner of the cut' }).hover()
  const whole = await part.boundingBox()
  if (whole === null) throw new Error('There is no crop box.')
  await page.mouse.down()
  await page.mouse.move(whole.x + whole.width / 2, whole.y + whole.height / 2, { steps: 5 })
  // Moves are shown with the next frame.
  await expect.poll(async () => (await part.boundingBox())?.width).toBeLessThan(whole.width * 0.7)
  await page.keyboard.press('Escape')
  await page.mouse.move(whole.x + whole.width / 3, whole.y + whole.height / 3)
  await page.mouse.up()
  await expect.poll(async () => (await part.boundingBox())?.width).toBeCloseTo(whole.width, 0)
  await page.keyboard.press('Escape')
  await expect(part).toBeHidden()
  await expect(viewer).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(viewer).toBeHidden()
})

test('the names of files are whole in tile and panel, or shortened in the middle with a title', {
  tag: '@nightly',
}, async ({ page }) => {
  const names = [
    '06-night-mode-with-tides.png',
    'Simulator Screenshot - iPhone 17 Pro Max - 2026-02-11 at 09.41.22.png',
  ]
  const captures = names.map((name, index) => createCaptureFile(name, 660, 1434, [40 + index * 60, 90, 160]))
  await openMedia(page, captures)
  await expectWholeNames(page, names)
  await openNewProject(page)
  await page.getByRole('button', { name: 'Media', exact: true }).click()
  await page.getByText('Library', { exact: true }).click()
  await expectWholeNames(page, names)
})

async function expectWholeNames(page: Page, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const shown = page.locator(`[title="${name}"]`)
    await expect(shown).toBeVisible()
    expect(await shown.textContent()).toMatch(/(06-night-mode-with-tides|Simulator.*… at 09\.41\.22)\.png$/)
    const cut = await shown.evaluate(({ scrollHeight, clientHeight, scrollWidth, clientWidth }) => ({
      down: scrollHeight - clientHeight,
      across: scrollWidth - clientWidth,
    }))
    expect(cut, name).toEqual({ down: 0, across: 0 })
  }
}

test('a file is put into a device by dragging it from the panel', { tag: '@nightly' }, async ({ page }) => {
  await openMedia(page, [violet])
  await openNewProject(page)
  await page.getByRole('button', { name: 'Media', exact: true }).click()
  await page.getByRole('radiogroup', { name: 'Which files' }).getByText('Library').click()
  await file(page, 'Week.png').dragTo(boxes(page, 'frame').first())
  await expect(page.getByRole('button', { name: 'Undo: Replace capture' })).toBeVisible()
  const exported = await exportCurrentScreen(page)
  const { png } = exported
  expect(distance(readPixel(exported, png.width / 2, png.height * 0.65), [120, 60, 220])).toBeLessThan(4)
})

test('a GIF and a video are files like others: measured, with a picture, drawn by their poster', {
  tag: '@nightly',
}, async ({ page }) => {
  await page.goto('/media')
  await expect(page.getByRole('button', { name: /Drop captures here/ })).toBeVisible()
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 320
    canvas.height = 640
    const context = canvas.getContext('2d')
    const stream = canvas.captureStream(30)
    const recorder = new MediaRecorder(stream, { mimeType: 'video/webm' })
    const chunks: Blob[] = []
    recorder.ondataavailable = (event) => chunks.push(event.data)
    const stopped = new Promise((resolve) => (recorder.onstop = resolve))
    recorder.start()
    for (let frame = 0; frame < 30; frame += 1) {
      if (context !== null) context.fillStyle = '#2060e0'
      context?.fillRect(0, 0, 320, 640)
      if (context !== null) context.fillStyle = `rgb(${frame * 8}, 0, 0)`
      context?.fillRect(0, 600, 40, 40)
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
    recorder.stop()
    await stopped
    const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer())
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte)
    return btoa(text)
  })
  const video = { name: 'Recording.webm', mimeType: 'video/webm', buffer: Buffer.from(base64, 'base64') }
  const gif = {
    name: 'Dot.gif',
    mimeType: 'image/gif',
    buffer: Buffer.from('R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=', 'base64'),
  }
  await page.locator('[data-media-input]').setInputFiles([video, gif])
  await expect(files(page)).toHaveCount(2)
  await expect(file(page, 'Recording.webm')).toHaveAccessibleName(/WEBM · 320 × 640/)
  await expect(file(page, 'Dot.gif')).toHaveAccessibleName(/GIF · 1 × 1/)

  await openNewProject(page)
  await page.getByRole('button', { name: 'Media', exact: true }).click()
  await page.getByRole('radiogroup', { name: 'Which files' }).getByText('Library').click()
  await boxes(page, 'frame').first().click()
  await file(page, 'Recording.webm').click()
  await expect(page.getByRole('button', { name: 'Undo: Replace capture' })).toBeVisible()
  const exported = await exportCurrentScreen(page)
  const { png } = exported
  expect(distance(readPixel(exported, png.width / 2, png.height * 0.6), [32, 96, 224])).toBeLessThan(24)
})

test('the media are reached by keys from the list, on a phone too, and from the editor’s panel', {
  tag: '@nightly',
}, async ({ newProfile }) => {
  const context = await newProfile({ viewport: { width: 390, height: 844 } })
  const page = context.pages()[0] ?? (await context.newPage())
  await openNewProject(page)
  await page.goto('/')
  const link = page.getByRole('banner').getByRole('link', { name: 'Media' })
  const box = await link.boundingBox()
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await page.getByRole('link', { name: 'AppFrames, all projects' }).focus()
  await page.keyboard.press('Tab')
  await expect(link).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Media', level: 1 })).toBeVisible()
  await expect(link).toHaveAttribute('aria-current', 'page')

  const wide = await context.newPage()
  await wide.setViewportSize({ width: 1440, height: 900 })
  await openMedia(wide, [violet])
  await openNewProject(wide)
  await wide.getByRole('button', { name: 'Media', exact: true }).click()
  await wide.getByRole('radiogroup', { name: 'Which files' }).getByText('Library').click()
  await wide.getByRole('link', { name: 'Open the media page' }).click()
  await expect(wide.getByRole('heading', { name: 'Media', level: 1 })).toBeVisible()
})
