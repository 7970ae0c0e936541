import { createCaptureFile } from '#tests/factories/capture-file.ts'
import { createFrameFile } from '#tests/factories/frame-file.ts'
import {
  boxes,
  dropFiles,
  exportCurrentScreen,
  openNewProject,
  readPixel,
  stage,
  undo,
} from './editor-steps.ts'
import { expect, test } from './fixtures.ts'

test('a frame of one’s own takes the capture into its hole, glows and tilts, and all of it is exported and kept', async ({
  page,
}) => {
  await openNewProject(page)
  await dropFiles(stage(page), [createCaptureFile('home.png', 1320, 2868, [20, 130, 140])])
  await expect(undo(page)).toBeEnabled()
  await boxes(page, 'frame').first().click()
  await page.getByRole('button', { name: 'Devices', exact: true }).click()
  const file = createFrameFile('frame.png', { width: 300, height: 600, air: 20, bezel: 40 })
  await page.getByLabel('Picture of a frame').setInputFiles(file)

  const properties = page.getByRole('group', { name: 'Properties' })
  await expect(properties.getByRole('combobox', { name: 'Device', exact: true })).toHaveValue('own')
  await expect(properties.getByRole('slider', { name: 'Left edge' })).toHaveValue('200')
  await expect(properties.getByRole('slider', { name: 'Lower edge' })).toHaveValue('900')
  await stage(page)
    .getByRole('slider', { name: /^Left edge of the screen of/ })
    .press('Shift+ArrowRight')
  await expect(properties.getByRole('slider', { name: 'Left edge' })).toHaveValue('210')
  await undo(page).click()
  await expect(properties.getByRole('slider', { name: 'Left edge' })).toHaveValue('200')
  const { png, ...rest } = await exportCurrentScreen(page)
  const box = await boxes(page, 'frame')
    .first()
    .evaluate((node) => {
      const style = (name: string) => Number(node.style.getPropertyValue(name))
      return { x: style('--x'), y: style('--y'), width: style('--w'), height: style('--h') }
    })
  const at = (across: number, down: number) =>
    readPixel(
      { png, ...rest },
      (box.x + box.width * across) * png.width,
      (box.y + box.height * down) * png.width,
    )
  expect(at(0.5, 0.6)).toEqual([20, 130, 140])
  expect(at(0.12, 0.5)).toEqual([200, 30, 40])

  await properties.getByText('Effects').click()
  await properties.getByRole('switch', { name: 'Glow' }).click()
  await properties.getByRole('switch', { name: 'Reflection' }).click()
  await properties.getByRole('slider', { name: 'Strength of the reflection' }).press('ArrowRight')
  await expect(undo(page)).toHaveAccessibleName(/Change effects of/)
  await page.reload()
  await boxes(page, 'frame').first().click()
  await expect(properties.getByRole('switch', { name: 'Glow' })).toBeChecked()
  await expect(properties.getByRole('slider', { name: 'Strength of the reflection' })).toHaveValue('46')
  await expect(properties.getByRole('combobox', { name: 'Device', exact: true })).toHaveValue('own')
})
