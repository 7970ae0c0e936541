import type { Page } from '@playwright/test'
import { createCaptureFile } from '#tests/factories/capture-file.ts'
import { drag, dropFiles, openNewProject, stage, stageScreens, undo } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'

const captures = [0, 1, 2].map((at) =>
  createCaptureFile(`shot-${at}.png`, 1320, 2868, [40 + at * 60, 90, 160]),
)

const inspector = (page: Page) => page.getByRole('group', { name: 'Properties' })
const kind = (page: Page, name: string) =>
  inspector(page).getByRole('group', { name: 'Kind of background' }).getByRole('button', { name })
const handle = (page: Page, name: string) => stage(page).getByRole('slider', { name })

/** The colours along an edge of a screen's picture, from top to bottom. */
const readEdge = (page: Page, screen: number, side: 'left' | 'right') =>
  stageScreens(page)
    .nth(screen)
    .locator('canvas[data-screen-id]')
    .evaluate((node, edge) => {
      const canvas = node as HTMLCanvasElement
      const x = edge === 'left' ? 0 : canvas.width - 1
      const data = canvas.getContext('2d')?.getImageData(x, 0, 1, canvas.height).data ?? []
      return [...data].filter((_, at) => at % 4 !== 3)
    }, side)

test('colours are dragged on the stage, every kind keeps what it had, and a panorama runs over the screens', async ({
  page,
}) => {
  await openNewProject(page)
  await dropFiles(stage(page), captures)
  await expect(stageScreens(page)).toHaveCount(3)
  await stageScreens(page).first().getByRole('button', { name: /^1/ }).click()

  await kind(page, 'Linear').click()
  await inspector(page).getByRole('button', { name: 'Drag on the stage' }).click()
  const first = handle(page, 'Place of colour 1')
  await expect(first).toHaveAttribute('aria-valuetext', '0 %')
  await drag(page, first, { x: 0, y: 120 })
  await expect(first).not.toHaveAttribute('aria-valuetext', '0 %')
  const dragged = await first.getAttribute('aria-valuetext')
  await handle(page, 'Direction').focus()
  await page.keyboard.press('Shift+ArrowRight')
  await expect(handle(page, 'Direction')).toHaveAttribute('aria-valuetext', '170°')
  await expect(undo(page)).toHaveAccessibleName(/Move in background/)

  await kind(page, 'Pattern').click()
  await inspector(page).getByRole('combobox', { name: 'Pattern' }).selectOption('Waves')
  await kind(page, 'Linear').click()
  await expect(inspector(page).getByRole('slider', { name: 'Direction' })).toHaveValue('170')
  await kind(page, 'Pattern').click()
  await expect(inspector(page).getByRole('combobox', { name: 'Pattern' })).toHaveValue('waves')
  await kind(page, 'Linear').click()

  await inspector(page).getByRole('switch', { name: 'One background over several screens' }).click()
  await expect(inspector(page).getByRole('checkbox')).toHaveCount(3)
  const seams = async () => {
    const [right, left] = [await readEdge(page, 0, 'right'), await readEdge(page, 1, 'left')]
    return Math.max(...right.map((value, at) => Math.abs(value - (left[at] ?? 999))))
  }
  await expect.poll(seams).toBeLessThan(6)
  await page.reload()
  await expect(stageScreens(page)).toHaveCount(3)
  await expect.poll(seams).toBeLessThan(6)

  await inspector(page).getByRole('checkbox').nth(2).uncheck()
  await inspector(page).getByRole('button', { name: 'Drag on the stage' }).click()
  await expect(first).toHaveAttribute('aria-valuetext', dragged ?? '')
})
