import { createCaptureFile } from '#tests/factories/capture-file.ts'
import {
  boxes,
  drag,
  dropFiles,
  exportCurrentScreen,
  openNewProject,
  readPixel,
  stage,
  stageScreens,
  undo,
} from './editor-steps.ts'
import { expect, test } from './fixtures.ts'
import { openList } from './steps.ts'

/** A red square by a class and a gradient, a blue one by a transform, green outside a clip, and what must never come along. */
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" onload="document.title = 'taken'">
<linearGradient id="red"><stop stop-color="#ff0000"/><stop offset="1" stop-color="red"/></linearGradient>
<clipPath id="foot"><path d="M0 9h20v1H0z"/></clipPath><style>.a{fill:url(#red) #00ff00}</style><script>document.title = 'taken'</script>
<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="https://example.com/"/></foreignObject>
<rect class="a" width="10" height="10"/><g transform="translate(10)"><path d="M0 0h10v10H0z" style="fill:rgb(0,0,255)"/></g>
<g clip-path="url(#foot)"><rect width="20" height="10" fill="#00ff00"/></g>
<image href="https://example.com/picture.png" width="5" height="5"/></svg>`

test('signs, icons, emoji, a magnifier and an SVG file come onto a screen and stay', async ({ page }) => {
  await openList(page)
  await page
    .getByRole('button', { name: /Open the sample|New from sample/ })
    .first()
    .click()
  await page.waitForURL(/\/projects\//)
  await stage(page)
    .getByRole('button', { name: /^Screen 1|^1/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Text and shapes' }).click()
  const shapes = page.getByRole('region', { name: 'Shapes' })
  const before = await boxes(page, 'shape').count()

  await shapes.getByRole('button', { name: 'Rating' }).click()
  const inspector = page.locator('[data-inspector]')
  await inspector.getByRole('textbox', { name: 'Full stars' }).fill('3.5')
  await page.keyboard.press('Enter')
  await shapes.getByRole('button', { name: 'Laurel' }).click()
  await shapes.getByRole('button', { name: 'Magnifier' }).click()
  await inspector.getByRole('slider', { name: 'Region, up and down' }).press('ArrowUp')
  const region = stage(page).getByRole('slider', { name: /^What .+ enlarges$/ })
  const across = inspector.getByRole('slider', { name: 'Region, sideways' })
  const aimedAt = Number(await across.inputValue())
  await drag(page, region, { x: -14, y: 10 })
  await expect.poll(async () => Number(await across.inputValue())).toBeLessThan(aimedAt)
  const dragged = Number(await across.inputValue())
  await region.press('Shift+ArrowRight')
  await expect.poll(async () => Number(await across.inputValue())).toBeGreaterThan(dragged)
  await undo(page).click()
  await undo(page).click()
  await expect(across).toHaveValue(String(aimedAt))

  await page.getByText('Icons', { exact: true }).click()
  await page.getByRole('searchbox', { name: 'Find an icon' }).fill('rocket')
  await page.getByRole('button', { name: 'Rocket', exact: true }).press('Enter')
  await expect(inspector.getByRole('heading', { name: 'Shape' })).toBeVisible()
  await page.getByText('Emoji', { exact: true }).click()
  await page.getByRole('searchbox', { name: 'Find an emoji' }).fill('trophy')
  await page.getByRole('button', { name: /^trophy/ }).click()

  await page.getByLabel('Choose SVG files').setInputFiles([
    { name: 'flag.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(svg) },
    {
      name: 'bomb.svg',
      mimeType: 'image/svg+xml',
      buffer: Buffer.from('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>'),
    },
  ])
  await expect(page.getByText(/“bomb.svg” defines entities/)).toBeVisible()
  await expect(page.getByText(/Left out: .*embedded pages/)).toBeVisible()
  await expect(boxes(page, 'shape')).toHaveCount(before + 6)
  await expect(page).not.toHaveTitle('taken')
  await inspector.getByRole('button', { name: 'Flip left and right' }).click()

  await page.reload()
  await expect(boxes(page, 'shape')).toHaveCount(before + 6)
  const drawn = await exportCurrentScreen(page)
  const { width, height } = drawn.png
  expect(readPixel(drawn, width * 0.4, height / 2)).toEqual([0, 0, 255])
  expect(readPixel(drawn, width * 0.6, height / 2)).toEqual([255, 0, 0])
  await undo(page).click()
  await expect(stage(page).getByRole('button', { name: 'Shape: flag' })).toBeVisible()
})

test('a picture is chosen, dropped on a screen, and replaced by a drop', async ({ page }) => {
  await openNewProject(page)
  const logo = (name: string) => createCaptureFile(name, 300, 300, [250, 200, 0])
  await page.getByRole('button', { name: 'Text and shapes' }).click()
  await page.getByLabel('Choose pictures').setInputFiles([logo('logo.png')])
  await expect(boxes(page, 'image')).toHaveCount(1)
  await dropFiles(boxes(page, 'text').first(), [logo('seal.png')])
  await expect(boxes(page, 'image')).toHaveCount(2)
  await expect(undo(page)).toHaveAccessibleName(/Add picture/)
  await dropFiles(boxes(page, 'image').last(), [createCaptureFile('tall.png', 1320, 2868, [10, 20, 30])])
  await expect(undo(page)).toHaveAccessibleName(/Replace picture/)
  await expect(boxes(page, 'image')).toHaveCount(2)
  await expect(stageScreens(page)).toHaveCount(1)
  for (const count of [2, 1, 0]) {
    await undo(page).click()
    await expect(boxes(page, 'image')).toHaveCount(count)
  }
})
