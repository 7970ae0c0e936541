import { PNG } from 'pngjs'
import { createCaptureFile } from '#tests/factories/capture-file.ts'
import { dropFiles, exportCurrentScreen, openNewProject, stage, stageScreens, undo } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'

test('the stage shows what the export writes, at its own size', async ({ page }) => {
  await openNewProject(page)
  await dropFiles(stageScreens(page).first(), [createCaptureFile('home.png', 1320, 2868, [20, 130, 140])])
  await expect(undo(page)).toBeEnabled()
  const { png } = await exportCurrentScreen(page)

  const canvas = stage(page).locator('canvas[data-screen-id]').first()
  await expect
    .poll(async () => {
      // As a PNG: a million numbers one by one take many seconds to come out of the page.
      const url = await canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL())
      const shown = PNG.sync.read(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'))
      return compare(shown, png)
    })
    .toBeLessThan(1.5)
})

type Picture = { width: number; height: number; data: Uint8Array }

/** Mean difference of a colour value, 0–255, after averaging the large picture down to the small one. */
function compare(small: Picture, large: Picture): number {
  let sum = 0
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      const mean = averageArea(large, {
        left: Math.floor((x / small.width) * large.width),
        right: Math.ceil(((x + 1) / small.width) * large.width),
        top: Math.floor((y / small.height) * large.height),
        bottom: Math.ceil(((y + 1) / small.height) * large.height),
      })
      const at = (y * small.width + x) * 4
      for (const [channel, value] of mean.entries()) sum += Math.abs(value - (small.data[at + channel] ?? 0))
    }
  }
  return sum / (small.width * small.height * 3)
}

type Area = { left: number; right: number; top: number; bottom: number }

function averageArea({ width, data }: Picture, area: Area): [number, number, number] {
  const mean: [number, number, number] = [0, 0, 0]
  const count = (area.right - area.left) * (area.bottom - area.top)
  for (let y = area.top; y < area.bottom; y++) {
    for (let x = area.left; x < area.right; x++) {
      const at = (y * width + x) * 4
      mean[0] += (data[at] ?? 0) / count
      mean[1] += (data[at + 1] ?? 0) / count
      mean[2] += (data[at + 2] ?? 0) / count
    }
  }
  return mean
}
