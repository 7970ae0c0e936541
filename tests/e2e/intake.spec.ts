import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { createBarsFile, createCaptureFile } from '#tests/factories/capture-file.ts'
import { createZip } from '#tests/factories/zip-bytes.ts'
import { dropPaths } from './drop-paths.ts'
import { boxes, dropFiles, openNewProject, stage, stageScreens, undo } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'
import { expectSound, looks } from './looks.ts'
import { openList } from './steps.ts'

let shade = 0

/** A ZIP on the disk; a path with a text as content is no picture. */
async function writeZip(files: Record<string, [number, number] | string>): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'appframes-zip-')), 'shots.zip')
  const entries = Object.entries(files).map(([name, content]) => {
    shade += 11
    const bytes =
      typeof content === 'string'
        ? content
        : createCaptureFile(name, content[0], content[1], [shade % 256, 90, 140]).buffer
    return { name, bytes }
  })
  await writeFile(path, createZip(entries))
  return path
}

const phone: [number, number] = [1320, 2868]
const tablet: [number, number] = [2064, 2752]

const plan = (page: Page) => page.getByRole('dialog', { name: /^Where the/ })

async function writeReplacements(): Promise<string> {
  return writeZip({
    'en-US/stats.png': phone,
    'en-US/stats_framed.png': phone,
    'de-DE/home.png': phone,
    'settings.png': phone,
    'iPad-1.png': tablet,
    '__MACOSX/en-US/._stats.png': 'x',
    'notes.txt': 'words',
  })
}

test('new captures in a ZIP find their place; the plan is seen and changed before one step puts them there', async ({
  page,
}) => {
  await openNewProject(page)
  const first = await writeZip({ 'week.png': phone, 'home.png': phone, 'stats.png': phone })
  await dropPaths(page, [first])
  // Captures of one language and size go straight in.
  await expect(stageScreens(page)).toHaveCount(3)
  await expect(plan(page)).toBeHidden()

  const second = await writeReplacements()
  await dropPaths(page, [second])
  await expect(plan(page).getByRole('status')).toHaveText(
    '4 files: 2 new screens, 1 capture replaced, 1 on screens that are there, in 2 languages and 2 sizes. 2 files are left out.',
  )
  const row = (name: string) => plan(page).getByRole('row', { name })
  await expect(row('stats_framed.png')).toContainText(
    'Left out, because stats.png is the same without a frame',
  )
  await expect(row('notes.txt')).toContainText('Left out, because it is no picture')
  await expect(plan(page).getByLabel('Screen of de-DE/home.png')).toHaveValue(/./)
  await plan(page).getByRole('button', { name: 'Cancel' }).click()
  await expect(plan(page)).toBeHidden()
  await expect(stageScreens(page)).toHaveCount(3)

  await dropPaths(page, [second])
  await plan(page).getByLabel('Screen of settings.png').selectOption('Leave out')
  await plan(page).getByRole('button', { name: 'Add 3 files' }).click()
  await expect(page.getByText('3 captures added, 1 file could not be used')).toBeVisible()
  await expect(stageScreens(page)).toHaveCount(3)
  await expect(boxes(page, 'frame')).toHaveCount(3)
  await expect(page.getByRole('button', { name: /^Size: / })).toBeVisible()
  await page.getByRole('button', { name: /^Size: / }).click()
  await expect(page.getByRole('list', { name: 'Sizes of this project' }).getByRole('listitem')).toHaveCount(2)
  await page.keyboard.press('Escape')
  await undo(page).click()
  await page.getByRole('button', { name: /^Size: / }).click()
  await expect(page.getByRole('list', { name: 'Sizes of this project' }).getByRole('listitem')).toHaveCount(1)
  for (const path of [first, second]) await rm(path)
})

test('new takes under other names find the captures that they look like, and what looks like none is a new screen', async ({
  page,
}) => {
  await openNewProject(page)
  await dropFiles(stage(page), [createBarsFile('home.png', 3), createBarsFile('stats.png', 5)])
  await expect(stageScreens(page)).toHaveCount(2)
  await expect(plan(page)).toBeHidden()
  await dropFiles(stage(page), [
    createBarsFile('Screenshot 20.png', 5, [40, 44, 70]),
    createBarsFile('Screenshot 21.png', 3, [40, 44, 70]),
    createBarsFile('Screenshot 22.png', 2),
  ])
  const row = (name: string) => plan(page).getByRole('row', { name })
  await expect(row('Screenshot 20.png')).toContainText('Replaces its capture, which it looks like')
  await expect(plan(page).getByLabel('Screen of Screenshot 20.png').locator('option:checked')).toHaveText(
    /^(Screen 2|2:)/,
  )
  await expect(plan(page).getByLabel('Screen of Screenshot 21.png').locator('option:checked')).toHaveText(
    /^(Screen 1|1:)/,
  )
  await expect(plan(page).getByLabel('Screen of Screenshot 22.png')).toHaveValue('new')
  await plan(page).getByRole('button', { name: 'Add 3 files' }).click()
  await expect(stageScreens(page)).toHaveCount(3)
  await expect(boxes(page, 'frame')).toHaveCount(3)
})

test('a fastlane tree dropped on the list becomes a project of its pictures, and what is no picture is listed', async ({
  page,
}) => {
  const tree = await writeZip({
    'fastlane/screenshots/en-US/iphone69-01-home.png': phone,
    'fastlane/screenshots/en-US/iphone69-02-week.png': phone,
    'fastlane/screenshots/de-DE/iphone69-01-home.png': phone,
    'fastlane/screenshots/en-US/ipad13-01-home.png': tablet,
    'fastlane/metadata/en-US/description.txt': 'words',
  })
  await openList(page)
  await dropPaths(page, [tree])
  const review = page.getByRole('dialog', { name: 'New project from 5 files' })
  await expect(review.getByRole('radio', { name: 'Finished store pictures' })).toBeChecked()
  await review.getByRole('button', { name: 'Add 4 files' }).click()
  await page.waitForURL(/\/projects\//)
  await expect(stageScreens(page)).toHaveCount(2)
  await expect(boxes(page, 'image')).toHaveCount(2)
  await expect(page.getByRole('region', { name: /home/ }).first()).toBeVisible()
  const notice = page.getByRole('status').filter({ hasText: 'need a look' })
  await expect(notice).toContainText('description.txt” was left out: it is no picture.')
  await rm(tree)
})

for (const { width, height, colorScheme } of looks)
  test(
    `the plan of captures, ${width} × ${height}, ${colorScheme}`,
    { tag: '@nightly' },
    async ({ newProfile }, testInfo) => {
      const profile = await newProfile({ colorScheme })
      const page = await profile.newPage()
      await openNewProject(page)
      await dropPaths(page, [await writeZip({ 'home.png': phone, 'stats.png': phone })])
      await expect(stageScreens(page)).toHaveCount(2)
      await dropPaths(page, [await writeReplacements()])
      await expect(plan(page)).toBeVisible()
      await page.setViewportSize({ width, height })
      await expectSound(page)
      await page.screenshot({ path: testInfo.outputPath('plan.png') })
      await plan(page).getByRole('button', { name: 'Cancel' }).click()
      await expect(plan(page)).toBeHidden()
    },
  )
