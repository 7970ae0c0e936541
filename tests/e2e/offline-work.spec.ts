import type { Rgb } from '#tests/factories/capture-file.ts'
import { createRotatedPhoto } from '#tests/factories/rotated-photo.ts'
import {
  boxes,
  distance,
  drag,
  dropFiles,
  exportCurrentScreen,
  openNewProject,
  readPixel,
  readPlace,
  stage,
  stageScreens,
} from './editor-steps.ts'
import { expect, test } from './fixtures.ts'
import { waitUntilOfflineReady } from './steps.ts'

const teal: Rgb = [30, 200, 160]
const violet: Rgb = [120, 80, 220]

test('with the server killed a newcomer makes a project, drops a photo, edits, reloads and exports', {
  tag: '@server',
}, async ({ app, page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto('/')
  await waitUntilOfflineReady(page)
  await app.kill()
  await page.reload()

  await openNewProject(page)
  await dropFiles(stage(page), [
    createRotatedPhoto('photo.jpg', { widthPx: 1206, heightPx: 2622, top: teal, bottom: violet }),
  ])
  const frame = boxes(page, 'frame').first()
  await expect(frame).toHaveAccessibleName('Device: iPhone 6.3"')
  await drag(page, boxes(page, 'text').first(), { x: 0, y: 20 })
  await expect(page.getByText('Saved on this device')).toBeVisible()

  await page.reload()
  await expect(stageScreens(page)).toHaveCount(1)
  const [above, below] = [
    await readPlace(frame, { x: 0.5, y: 0.3 }),
    await readPlace(frame, { x: 0.5, y: 0.7 }),
  ]
  const file = await exportCurrentScreen(page)
  expect([file.png.width, file.png.height, file.colourType]).toEqual([1320, 2868, 2])
  expect(distance(readPixel(file, above.x * 1320, above.y * 1320), teal)).toBeLessThan(12)
  expect(distance(readPixel(file, below.x * 1320, below.y * 1320), violet)).toBeLessThan(12)
})
