import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { PNG } from 'pngjs'
import { openZip } from '#app/archive/open-zip.ts'
import { getCanvasPx } from '#app/document/catalogue/canvas-sizes.ts'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import { createLargeProject } from '#tests/factories/large-project.ts'
import { writeSampleArchive } from '#tests/factories/sample-archive.ts'
import { createTurnId } from '#tests/factories/ten-screens.ts'
import { expect, test } from './fixtures.ts'
import { card, openList } from './steps.ts'

const panel = (page: Page) => page.getByRole('dialog', { name: 'Export' })

type ManifestFile = { path: string; size: string; widthPx: number; heightPx: number; sha256: string }

async function importFile(page: Page, path: string): Promise<void> {
  await openList(page)
  await expect(page.getByRole('button', { name: 'Import project files…' })).toBeVisible()
  await page.getByLabel('Choose project files').setInputFiles(path)
  await expect(card(page, 'Large')).toBeVisible()
}

/** The ZIP of everything, as the browser saved it. */
async function exportEverything(page: Page) {
  await card(page, 'Large').click()
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await panel(page).getByText('All 3 sizes').click()
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 180_000 }),
    panel(page).getByRole('button', { name: 'Export 150 pictures' }).click(),
  ])
  await expect(panel(page).getByText('150 pictures saved to your downloads')).toBeVisible()
  const bytes = new Uint8Array(await readFile(await download.path()))
  const zip = await openZip({
    sizeBytes: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
  })
  const manifest = await zip.read('appframes-export.json', 1_000_000)
  const { files } = JSON.parse(new TextDecoder().decode(manifest)) as { files: ManifestFile[] }
  return { zip, files }
}

test(
  'ten screens in three sizes and five languages: every file is exact, the same on a clean browser, and the command line names the same',
  {
    tag: '@nightly',
  },
  async ({ page, newProfile }, testInfo) => {
    test.setTimeout(600_000)
    const archive = testInfo.outputPath('large.appframes')
    await writeSampleArchive(archive, [createLargeProject()], {
      listIds: (mediaId) => [createTurnId(mediaId, 0), createTurnId(mediaId, 1)],
    })
    await importFile(page, archive)
    const { zip, files } = await exportEverything(page)
    expect(files).toHaveLength(150)
    expect([...zip.paths].sort()).toEqual(['appframes-export.json', ...files.map(({ path }) => path)].sort())
    for (const { path, size, sha256 } of files) {
      const bytes = await zip.read(path, 20_000_000)
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
      const { width, height } = PNG.sync.read(Buffer.from(bytes))
      const { widthPx, heightPx } = getCanvasPx(size as CanvasSizeId, 'portrait')
      expect([width, height, bytes[24], bytes[25]], path).toEqual([widthPx, heightPx, 8, 2])
    }

    const other = await (await newProfile()).newPage()
    await importFile(other, archive)
    expect((await exportEverything(other)).files).toEqual(files)

    const out = testInfo.outputPath('command-line')
    const args = ['bin/appframes.mjs', 'export', archive, '--out', out, '--manifest']
    await promisify(execFile)(process.execPath, args)
    const manifest = JSON.parse(await readFile(join(out, 'appframes-export.json'), 'utf8'))
    const place = ({ sha256: _engineOwn, ...file }: ManifestFile) => file
    expect(manifest.files.map(place)).toEqual(files.map(place))
    const made = await readdir(out, { recursive: true })
    expect(made.filter((path) => path.endsWith('.png'))).toHaveLength(150)
  },
)
