import { createHash } from 'node:crypto'
import { copyFile, open, writeFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { type Archive, readArchive } from '#app/archive/read-archive.ts'
import { createAppscreenBackup } from '#tests/factories/appscreen-backup.ts'
import { createCaptureFile } from '#tests/factories/capture-file.ts'
import { dropPaths } from './drop-paths.ts'
import { dropFiles, openNewProject, stage, stageScreens } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'
import { card, openList, renameProject } from './steps.ts'

const listMenu = (page: Page) => page.getByRole('button', { name: 'More for all projects' })
const picker = (page: Page) => page.getByLabel('Choose project files')
const dialog = (page: Page) => page.getByRole('dialog')

async function saveEverything(page: Page): Promise<string> {
  await openList(page)
  await listMenu(page).click()
  const arriving = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Export everything' }).click()
  const download = await arriving
  expect(download.suggestedFilename()).toMatch(/^AppFrames-\d{4}-\d\d-\d\d\.appframes$/)
  return download.path()
}

async function readFile(path: string): Promise<Archive> {
  const file = await open(path)
  const { size } = await file.stat()
  const source = {
    sizeBytes: size,
    read: async (position: number, length: number) => {
      const buffer = new Uint8Array(Math.min(length, size - position))
      await file.read({ buffer, position })
      return buffer
    },
  }
  const hash = async (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
  const read = await readArchive(source, { hash })
  await file.close()
  if (read.kind !== 'ok') throw new Error(JSON.stringify(read))
  return read.archive
}

/** What must be equal after a round trip. */
function summarise({ manifest, projects }: Archive) {
  const byId = <Item extends { id: string }>(items: readonly Item[]) =>
    items.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return {
    projects: byId(projects).map(({ view: _view, ...project }) => project),
    media: byId(manifest.media).map(({ id, sha256, size, fileName }) => ({ id, sha256, size, fileName })),
  }
}

test('everything goes through a file to a clean browser and is the same there; a second import asks before it merges', async ({
  page,
  newProfile,
}, testInfo) => {
  await openNewProject(page)
  await dropFiles(stage(page), [createCaptureFile('Home.png', 1320, 2868, [20, 130, 120])])
  await expect(page.getByRole('button', { name: /^Undo/ }).first()).toBeEnabled()
  await expect(page.getByRole('button', { name: 'Saved on this device' })).toBeVisible()
  await openList(page)
  await renameProject(page, 'Untitled project', 'Tides')
  const saved = await saveEverything(page)
  const before = await readFile(saved)
  expect(before.manifest.media.map(({ fileName }) => fileName)).toEqual(['Home.png'])

  const other = await (await newProfile()).newPage()
  await other.goto('/')
  await expect(other.getByRole('button', { name: 'Import project files…' })).toBeVisible()
  await picker(other).setInputFiles(saved)
  await expect(other.getByRole('status').filter({ hasText: 'Imported “Tides”.' })).toBeVisible()
  await other.reload()
  await expect(card(other, 'Tides')).toBeVisible()
  const after = await readFile(await saveEverything(other))
  expect(summarise(after)).toEqual(summarise(before))

  await picker(other).setInputFiles(saved)
  await expect(other.getByText('“Tides” was here already, unchanged.')).toBeVisible()

  await renameProject(other, 'Tides', 'Renamed')
  await picker(other).setInputFiles(saved)
  await expect(dialog(other)).toContainText('is on this device in another state')
  await dialog(other).getByRole('button', { name: 'Merge' }).click()
  await expect(card(other, 'Tides')).toBeVisible()
  await card(other, 'Tides').click()
  await other.getByRole('button', { name: /^Undo/ }).first().click()
  await expect(other.getByRole('textbox', { name: 'Name of the project' })).toHaveValue('Renamed')
  const named = testInfo.outputPath('backup.appframes')
  await copyFile(saved, named)
  await dropPaths(other, [named])
  await dialog(other).getByRole('button', { name: 'Import as copy' }).click()
  await expect(other.getByRole('textbox', { name: 'Name of the project' })).toHaveValue('Tides (copy)')
  await openList(other)
  await expect(card(other, 'Renamed')).toBeVisible()
  const last = await readFile(await saveEverything(other))
  expect(last.projects).toHaveLength(2)
  expect(last.manifest.media).toHaveLength(1)

  await openList(other)
  const cut = testInfo.outputPath('cut.appframes')
  await writeFile(cut, 'PK\x03\x04 and no more')
  await expect(listMenu(other)).toBeVisible()
  await dropPaths(other, [cut])
  await expect(dialog(other).getByRole('alert')).toHaveText(
    '“cut.appframes” was not imported. Its end is missing: the file was cut short or damaged. Copy or download it again.',
  )
  await dialog(other).getByRole('button', { name: 'Close' }).last().click()
  await expect(dialog(other)).toHaveCount(0)
})

test('a backup of appscreen becomes a project, and what it could not take is listed', async ({ page }) => {
  await openList(page)
  const backup = Buffer.from(createAppscreenBackup().text)
  const json = { mimeType: 'application/json', buffer: backup }
  await picker(page).setInputFiles({ ...json, name: 'appscreen-backup-2026-11-30.json' })
  const report = page.getByRole('status').filter({ hasText: 'Imported “Tidewater”.' })
  await expect(report).toBeVisible()
  await expect(
    page.getByText('not taken was 1 × line under or through a text, 1 × icon, 1 × pop-out.'),
  ).toBeVisible()
  await card(page, 'Tidewater').click()
  await expect(page.getByRole('textbox', { name: 'Name of the project' })).toHaveValue('Tidewater')
  await expect(stageScreens(page)).toHaveCount(2)

  await openList(page)
  await picker(page).setInputFiles({ ...json, buffer: Buffer.from('{"a": 1}'), name: 'other.json' })
  await expect(dialog(page).getByRole('alert')).toContainText(
    '“other.json” was not imported. It is no backup of appscreen',
  )
})
