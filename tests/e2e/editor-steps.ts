import { readFile } from 'node:fs/promises'
import { expect, type Locator, type Page } from '@playwright/test'
import { PNG } from 'pngjs'
import type { CaptureFile, Rgb } from '#tests/factories/capture-file.ts'
import { openList } from './steps.ts'

/** Steps of a user in the editor, in one place. */

export async function openNewProject(page: Page, query = ''): Promise<void> {
  await openList(page)
  await page.getByRole('button', { name: 'New project' }).first().click()
  await page.waitForURL(/\/projects\//)
  if (query !== '') await page.goto(page.url() + query)
  await expect(stageScreens(page).first()).toBeVisible()
}

export const stage = (page: Page) => page.locator('[data-stage]')
export const stageScreens = (page: Page) => stage(page).getByRole('region', { name: /^Screen \d+:/ })
export const boxes = (page: Page, type: 'text' | 'frame' | 'shape' | 'image') =>
  stage(page).locator(`[data-element-type="${type}"]`)

/** The end of a drag from the desktop: files in a real DataTransfer, dropped on a point of the page. */
export async function dropFiles(target: Locator, files: readonly CaptureFile[]): Promise<void> {
  const box = await target.boundingBox()
  if (box === null) throw new Error('Nothing to drop on.')
  const point = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 }
  const transfer = await target.page().evaluateHandle(
    (items) => {
      const data = new DataTransfer()
      for (const { name, mimeType, base64 } of items) {
        const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
        data.items.add(new File([bytes], name, { type: mimeType }))
      }
      return data
    },
    files.map(({ name, mimeType, buffer }) => ({ name, mimeType, base64: buffer.toString('base64') })),
  )
  for (const type of ['dragenter', 'dragover', 'drop'])
    await target.dispatchEvent(type, { dataTransfer: transfer, ...point })
}

/** From the middle of the target, by this many CSS pixels, in small steps like a real drag. */
export async function drag(page: Page, target: Locator, by: { x: number; y: number }): Promise<void> {
  const box = await target.boundingBox()
  if (box === null) throw new Error('Nothing to drag.')
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 12 })
  await page.mouse.up()
}

/** A field of the inspector as a number. */
export async function readNumber(page: Page, label: string): Promise<number> {
  return Number(await page.getByRole('textbox', { name: label, exact: true }).inputValue())
}

/** The top bar's button: a toast may have one as well, further down. */
export const undo = (page: Page) => page.getByRole('button', { name: /^Undo/ }).first()
export const redo = (page: Page) => page.getByRole('button', { name: /^Redo/ })

export type DecodedPng = { png: PNG; colourType: number; bitDepth: number }

/** Exports the current screen in one language and decodes the file as a store would. */
export async function exportCurrentScreen(page: Page): Promise<DecodedPng> {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const panel = page.getByRole('dialog', { name: 'Export' })
  await panel.getByText('Only this screen').click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: 'Export 1 picture' }).click(),
  ])
  const bytes = await readFile(await download.path())
  await panel.getByRole('button', { name: 'Done' }).click()
  await expect(panel).toBeHidden()
  return { png: PNG.sync.read(bytes), bitDepth: bytes[24] ?? 0, colourType: bytes[25] ?? -1 }
}

export function readPixel({ png }: DecodedPng, x: number, y: number): readonly number[] {
  const at = (Math.round(y) * png.width + Math.round(x)) * 4
  return [...png.data.subarray(at, at + 3)]
}

/** The position of a point of the box (fractions of the box) on its canvas, in the canvas' widths. */
export async function readPlace(box: Locator, at = { x: 0.5, y: 0.5 }): Promise<{ x: number; y: number }> {
  return box.evaluate((node, { x, y }) => {
    const paper = node.closest('[data-artboard]')?.getBoundingClientRect()
    const rect = node.getBoundingClientRect()
    if (paper === undefined) throw new Error('The element is on no screen.')
    return {
      x: (rect.left + rect.width * x - paper.left) / paper.width,
      y: (rect.top + rect.height * y - paper.top) / paper.width,
    }
  }, at)
}

/** The largest difference of a channel. */
export function distance(pixel: readonly number[], colour: Rgb): number {
  return Math.max(...colour.map((value, index) => Math.abs(value - (pixel[index] ?? 999))))
}

/** The colour that the stage shows in the middle of the first device. */
export async function readDevice(page: Page): Promise<readonly number[]> {
  return boxes(page, 'frame')
    .first()
    .evaluate((box) => {
      const middle = box.getBoundingClientRect()
      const x = middle.left + middle.width / 2
      const y = middle.top + middle.height * 0.6
      for (const canvas of document.querySelectorAll<HTMLCanvasElement>('canvas[data-screen-id]')) {
        const area = canvas.getBoundingClientRect()
        if (x < area.left || x > area.right || y < area.top || y > area.bottom) continue
        const scale = canvas.width / area.width
        const data = canvas
          .getContext('2d')
          ?.getImageData((x - area.left) * scale, (y - area.top) * scale, 1, 1)
        if (data !== undefined) return [...data.data.subarray(0, 3)]
      }
      throw new Error('No canvas under the device.')
    })
}
