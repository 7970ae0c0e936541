import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { PNG } from 'pngjs'
import { createCaptureFile } from '#tests/factories/capture-file.ts'
import { boxes, dropFiles, openNewProject, stage, stageScreens } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'

const panel = (page: Page) => page.getByRole('dialog', { name: 'Export' })

/**
 * The picker of folders cannot be driven: it answers with a real directory of the browser's private file system, which
 * is written and read by the same interface.
 */
async function answerPicker(page: Page, name: string): Promise<void> {
  await page.evaluate(async (folder) => {
    const root = await navigator.storage.getDirectory()
    const handle = await root.getDirectoryHandle(folder, { create: true })
    Object.assign(window, { showDirectoryPicker: async () => handle })
  }, name)
}

/** Paths and contents of a directory of the private file system. */
async function readTree(page: Page, name: string): Promise<Map<string, Buffer>> {
  const files = await page.evaluate(async (folder) => {
    const found: [string, string][] = []
    const walk = async (directory: FileSystemDirectoryHandle, prefix: string) => {
      for await (const [entry, handle] of directory.entries()) {
        if (handle.kind === 'directory') {
          await walk(handle as FileSystemDirectoryHandle, `${prefix}${entry}/`)
          continue
        }
        const bytes = new Uint8Array(await (await (handle as FileSystemFileHandle).getFile()).arrayBuffer())
        let text = ''
        for (let at = 0; at < bytes.length; at += 8192)
          text += String.fromCharCode(...bytes.subarray(at, at + 8192))
        found.push([prefix + entry, btoa(text)])
      }
    }
    await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle(folder), '')
    return found
  }, name)
  return new Map(files.map(([path, base64]) => [path, Buffer.from(base64, 'base64')]))
}

async function writeFile(page: Page, { folder, path, text }: Record<'folder' | 'path' | 'text', string>) {
  await page.evaluate(
    async ([name, place, content]) => {
      let directory = await (await navigator.storage.getDirectory()).getDirectoryHandle(name)
      const parts = place.split('/')
      const last = parts.pop() ?? ''
      for (const part of parts) directory = await directory.getDirectoryHandle(part, { create: true })
      const writable = await (await directory.getFileHandle(last, { create: true })).createWritable()
      await writable.write(content)
      await writable.close()
    },
    [folder, path, text] as const,
  )
}

test('a folder gets only what changed, names what is left over, and the next export knows the last one', async ({
  page,
}) => {
  await openNewProject(page)
  await dropFiles(stage(page), [
    createCaptureFile('1.png', 1320, 2868, [30, 200, 160]),
    createCaptureFile('2.png', 1320, 2868, [240, 130, 40]),
  ])
  await expect(stageScreens(page)).toHaveCount(2)
  await answerPicker(page, 'release')
  await page.getByRole('button', { name: 'Export', exact: true }).click()

  await test.step('by a pattern into a folder, with a manifest', async () => {
    await panel(page).getByRole('combobox', { name: 'Folders for' }).selectOption('plain')
    const pattern = panel(page).getByRole('textbox', { name: 'Pattern' })
    await pattern.fill('../{number}')
    await expect(panel(page).getByText(/stays inside the folder/)).toBeVisible()
    await expect(panel(page).getByRole('button', { name: 'Export 2 pictures' })).toBeDisabled()
    await pattern.fill('{locale}/{number}')
    await panel(page).getByText('A folder', { exact: true }).click()
    await expect(panel(page).getByText('Folder “release”')).toBeVisible()
    await panel(page).getByRole('button', { name: 'Export 2 pictures' }).click()
    await expect(panel(page).getByText('2 pictures are in “release”')).toBeVisible()
    await expect(panel(page).getByText('2 pictures written, 0 as before.')).toBeVisible()
    const files = await readTree(page, 'release')
    expect([...files.keys()].sort()).toEqual(['appframes-export.json', 'en-US/01.png', 'en-US/02.png'])
    const manifest = JSON.parse(String(files.get('appframes-export.json')))
    expect(manifest.fonts).toContainEqual({ family: 'Inter', version: expect.stringMatching(/^\d/) })
    for (const { path, sha256, widthPx, heightPx } of manifest.files) {
      const bytes = files.get(path) ?? Buffer.alloc(0)
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
      const { width, height } = PNG.sync.read(bytes)
      expect([width, height, bytes[25]]).toEqual([widthPx, heightPx, 2])
    }
  })

  await test.step('again: one screen changed, one file damaged, one left over', async () => {
    await panel(page).getByRole('button', { name: 'Done' }).click()
    await writeFile(page, { folder: 'release', path: 'en-US/09.png', text: 'old' })
    await writeFile(page, { folder: 'release', path: 'en-US/notes.txt', text: 'mine' })
    await boxes(page, 'text').first().click()
    await page.keyboard.press('Delete')
    await expect(page.getByRole('button', { name: 'Saved on this device' })).toBeVisible()
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await panel(page).getByRole('button', { name: 'Export 2 pictures' }).click()
    await expect(panel(page).getByText('1 picture written, 1 as before.')).toBeVisible()
    await expect(panel(page).getByText('1 changed · 1 the same')).toBeVisible()
    const leftOver = panel(page).getByRole('region', { name: 'Left over in the folder' })
    await expect(leftOver.getByRole('listitem')).toHaveText(['en-US/09.png'])
    await leftOver.getByRole('button', { name: 'Remove it' }).click()
    await expect(leftOver.getByText('1 picture removed from the folder.')).toBeVisible()
    expect([...(await readTree(page, 'release')).keys()].sort()).toEqual([
      'appframes-export.json',
      'en-US/01.png',
      'en-US/02.png',
      'en-US/notes.txt',
    ])
  })

  await test.step('after a reload: nothing has changed since, and against the folder neither', async () => {
    await page.reload()
    await answerPicker(page, 'release')
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    // The folder and the pattern are remembered.
    await expect(panel(page).getByRole('textbox', { name: 'Pattern' })).toHaveValue('{locale}/{number}')
    await panel(page).getByText('Downloads', { exact: true }).click()
    await panel(page).getByText('What changed since the last export').click()
    await expect(panel(page).getByRole('button', { name: 'Nothing has changed' })).toBeDisabled()
    await panel(page).getByText('What differs from the live listing').click()
    await panel(page).getByRole('button', { name: 'Compare and export' }).click()
    await expect(panel(page).getByText('Nothing differs from the live listing')).toBeVisible()
  })

  await test.step('a ZIP of the one that differs', async () => {
    await writeFile(page, { folder: 'release', path: 'en-US/02.png', text: 'broken' })
    await panel(page).getByRole('button', { name: 'Export more' }).click()
    await panel(page).getByRole('button', { name: 'Compare with another folder…' }).click()
    await expect(panel(page).getByText('“release” · 2 pictures')).toBeVisible()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      panel(page).getByRole('button', { name: 'Compare and export' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/-screenshots-changed\.zip$/)
    const zip = await readFile(await download.path())
    expect(zip.includes('en-US/02.png')).toBe(true)
    expect(zip.includes('en-US/01.png')).toBe(false)
  })
})
