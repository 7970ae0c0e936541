import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Page } from '@playwright/test'
import { createCaptureFile } from '#tests/factories/capture-file.ts'
import { dropPaths } from './drop-paths.ts'
import { boxes, openNewProject, stageScreens } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'
import { openList } from './steps.ts'

let shade = 0

/** Real folders on the disk, each capture unlike the others. */
async function writeFolder(files: Record<string, [number, number] | string>): Promise<string> {
  const root = join(await mkdtemp(join(tmpdir(), 'appframes-drop-')), 'shots')
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    shade += 7
    const bytes =
      typeof content === 'string'
        ? content
        : createCaptureFile(path, content[0], content[1], [shade % 256, 90, 140]).buffer
    await writeFile(join(root, path), bytes)
  }
  return root
}

/** Imports wait for their worker's code until the returned function is called. */
async function holdImports(page: Page): Promise<() => void> {
  let release: (() => void) | undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.context().route(/\/assets\/picture-worker[^/]*\.js/, async (route) => {
    await released
    await route.continue()
  })
  return () => release?.()
}

const phone: [number, number] = [660, 1434]
const exactPhone: [number, number] = [1320, 2868]

test('a directory dropped on the list imports every readable file of every depth, its directories as languages, and one notice names the rest', async ({
  page,
}) => {
  const root = await writeFolder({
    'en-US/10.png': exactPhone,
    'en-US/2.png': exactPhone,
    'en-US/1.png': exactPhone,
    'de-DE/deep/1.png': exactPhone,
    'de-DE/deep/notes.txt': 'only words',
    'de-DE/deep/more.txt': 'only words',
    '.DS_Store': 'left behind',
  })
  await openList(page)
  await dropPaths(page, [root])
  await page.getByRole('button', { name: 'Add 4 files' }).click()
  await page.waitForURL(/\/projects\//)
  // 1, 2, 10 and the German one of a deeper folder, which has no English counterpart.
  await expect(stageScreens(page)).toHaveCount(4)
  const notice = page.getByRole('status').filter({ hasText: '2 files could not be used.' })
  await expect(notice).toHaveCount(1)
  await expect(notice).toContainText('“more.txt” and “notes.txt” could not be used. Each is a text file')
  await expect(page.getByRole('button', { name: /Language/ })).toContainText(/English|en-US/)
  await page.goto('/')
  await expect(page.getByText('could not be used')).toHaveCount(0)
  expect(new URL(page.url()).search).toBe('')
  await rm(dirname(root), { recursive: true })
})

test('bad files alone create no project: one notice on the list, and its address stays clean', {
  tag: '@nightly',
}, async ({ page }) => {
  const root = await writeFolder({ 'a.txt': 'words', 'b.txt': 'words', 'c.txt': 'words', 'd.txt': 'words' })
  await openList(page)
  await dropPaths(page, [root])
  const notice = page.getByRole('status').filter({ hasText: '4 files could not be used.' })
  await expect(notice).toContainText(
    '“a.txt”, “b.txt”, “c.txt” and 1 more could not be used. Each is a text file',
  )
  expect(page.url()).toMatch(/\/$/)
  await page
    .getByRole('link', { name: /^Media/ })
    .first()
    .click()
  await expect(page).toHaveURL(/\/media/)
  await expect(page.getByText('could not be used')).toHaveCount(0)

  // A page that takes no files does not let the browser open one in its place.
  await page.goto('/sign-in')
  await expect(page.getByRole('textbox', { name: 'Password' })).toBeVisible()
  const isTaken = await page.evaluate(() => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['words'], 'a.txt'))
    return document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }),
    )
  })
  expect(isTaken).toBe(false)
  await rm(dirname(root), { recursive: true })
})

test('a directory dropped on the editor and on the media page is imported as well, in natural order', {
  tag: '@nightly',
}, async ({ page }) => {
  const numbers = [3, 10, 1, 12, 7, 2, 11, 5, 9, 4, 8, 6]
  const root = await writeFolder(Object.fromEntries(numbers.map((number) => [`${number}.png`, phone])))
  await openNewProject(page)
  await dropPaths(page, [root])
  await expect(stageScreens(page)).toHaveCount(12)
  await page.getByRole('button', { name: 'Media', exact: true }).first().click()
  const names = await boxes(page, 'frame').evaluateAll((frames) => frames.map((frame) => frame.ariaLabel))
  expect(names).toHaveLength(12)

  await page.goto('/media')
  await expect(page.getByRole('list', { name: 'Files' }).getByRole('listitem')).toHaveCount(12)
  const other = await writeFolder({ 'a/b/c/one.png': phone, 'a/two.png': phone })
  await dropPaths(page, [other])
  await expect(page.getByRole('list', { name: 'Files' }).getByRole('listitem')).toHaveCount(14)
  await rm(dirname(root), { recursive: true })
  await rm(dirname(other), { recursive: true })
})

test('captures of an iPad and of an Android phone dropped on the list create a project of their own sizes', {
  tag: '@nightly',
}, async ({ page }) => {
  const root = await writeFolder({ 'a.png': [2064, 2752], 'b.png': [2064, 2752], 'c.png': [1080, 2400] })
  await openList(page)
  await dropPaths(page, [root])
  await page.getByRole('button', { name: 'Add 3 files' }).click()
  await page.waitForURL(/\/projects\//)
  const sizes = page.getByRole('button', { name: /^Size: / })
  await expect(sizes).toHaveAccessibleName(/iPad 13"/)
  await expect(stageScreens(page)).toHaveCount(2)
  await sizes.click()
  await expect(page.getByRole('list', { name: 'Sizes of this project' }).getByRole('listitem')).toHaveCount(2)
  await page.getByRole('button', { name: /^Play phone/ }).click()
  await expect(stageScreens(page)).toHaveCount(1)
  await rm(dirname(root), { recursive: true })
})

test('two imports that end while the user types leave the field alone, and one report names the bad files of both', async ({
  page,
}) => {
  const root = await writeFolder({
    'a/1.png': exactPhone,
    'a/2.png': exactPhone,
    'a/bad.txt': 'words',
    'b/3.png': exactPhone,
    'b/worse.txt': 'words',
  })
  const release = await holdImports(page)
  await openNewProject(page)
  await boxes(page, 'text').first().dblclick()
  const field = page.getByRole('textbox', { name: /^Text of/ }).first()
  await field.fill('Half a sen')
  await dropPaths(page, [join(root, 'a')])
  await expect(page.getByText('Adding captures: 0 of 3')).toBeVisible()
  await dropPaths(page, [join(root, 'b')])
  await expect(page.getByText('Adding captures: 0 of 5')).toBeVisible()
  release()
  await expect(stageScreens(page)).toHaveCount(3)
  await expect(page.getByText('3 captures added, 2 files could not be used')).toBeVisible()
  await expect(field).toBeFocused()
  await page.keyboard.type('tence')
  await field.press('Escape')
  await expect(boxes(page, 'text').first()).toHaveAccessibleName('Text: Half a sentence')
  await rm(dirname(root), { recursive: true })
})

test('captures dropped on the list open no project over what the user does by then', {
  tag: '@nightly',
}, async ({ page }) => {
  const root = await writeFolder({ '1.png': exactPhone })
  await openNewProject(page)
  await expect(page.getByRole('button', { name: 'Saved on this device' })).toBeVisible()
  await page.goto('/')
  const release = await holdImports(page)
  const project = page.getByRole('link', { name: 'Untitled project', exact: true })
  await expect(project).toBeVisible()
  await dropPaths(page, [root])
  await expect(page.getByText('Adding a capture…')).toBeVisible()
  await project.press('F2')
  await expect(page.getByRole('textbox', { name: 'New name of Untitled project' })).toBeFocused()
  await page.keyboard.type('Half a na')
  release()
  await expect(page.getByText('The project “Untitled project 2” was made from your captures.')).toBeVisible()
  await page.keyboard.type('me')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Half a name', exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Untitled project 2', exact: true }).click()
  await expect(boxes(page, 'frame')).toHaveCount(1)
  await rm(dirname(root), { recursive: true })
})

test('an edit of another tab leaves the focused field and the current drag alone', async ({ page }) => {
  await openNewProject(page)
  const other = await page.context().newPage()
  await other.goto(page.url())
  await page.bringToFront()
  await boxes(page, 'text').first().dblclick()
  const field = page.getByRole('textbox', { name: /^Text of/ }).first()
  await field.fill('Half a sen')
  await addScreen(other)
  await expect(stageScreens(page)).toHaveCount(2)
  await expect(field).toBeFocused()
  await page.keyboard.type('tence')
  await field.press('Escape')
  await expect(boxes(page, 'text').first()).toHaveAccessibleName('Text: Half a sentence')

  const box = await boxes(page, 'text').first().boundingBox()
  if (box === null) throw new Error('no box')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 10, y + 10, { steps: 4 })
  await addScreen(other)
  await expect(stageScreens(page)).toHaveCount(3)
  await expect(page.locator('[data-dragging]')).toHaveCount(1)
  await page.mouse.move(x + 30, y + 30, { steps: 4 })
  await page.mouse.up()
  await expect(page.getByRole('button', { name: /^Undo: Move/ }).first()).toBeEnabled()
})

async function addScreen(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: 'Add screen', exact: true })
    .first()
    .evaluate((button: HTMLElement) => button.click())
}
