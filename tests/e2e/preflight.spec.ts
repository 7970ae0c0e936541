import { boxes, openNewProject } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'

test('pre-flight is empty for the sample; a finding of a new project is shown in the editor', async ({
  page,
}) => {
  await page.goto('/')
  await page
    .getByRole('button', { name: /Open the sample|New from sample/ })
    .first()
    .click()
  await page.waitForURL(/\/projects\//)
  const panel = page.getByRole('dialog', { name: 'Export' })
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await panel.getByText('Both sizes').click()
  await expect(panel.getByText('Nothing to correct.')).toBeVisible()
  await expect(panel.getByText(/By the stores’ rules as of .*20\d\d/)).toBeVisible()
  await page.keyboard.press('Escape')

  await openNewProject(page)
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await panel.getByRole('button', { name: /^Show: Screen 1: A device has no capture yet/ }).click()
  await expect(panel).toBeHidden()
  await expect(boxes(page, 'frame').first()).toHaveAttribute('aria-pressed', 'true')
})
