import { expect, test } from './fixtures.ts'
import { expectSound, looks } from './looks.ts'
import { openList } from './steps.ts'

for (const { width, height, colorScheme } of looks)
  test(
    `the preview shows both stores, and the last export beside them, ${width} × ${height}, ${colorScheme}`,
    { tag: '@nightly' },
    async ({ newProfile }, testInfo) => {
      const profile = await newProfile({ viewport: { width, height }, colorScheme })
      const page = await profile.newPage()
      await openList(page)
      await page.getByRole('button', { name: 'Open the sample', exact: true }).click()
      await page.waitForURL(/\/projects\//)
      await page.getByRole('button', { name: 'Export', exact: true }).click()
      const panel = page.getByRole('dialog', { name: 'Export' })
      await panel.getByText('Only this screen').click()
      await panel.getByRole('button', { name: 'Export 1 picture' }).click()
      await panel.getByRole('button', { name: 'Done' }).click()

      await page
        .getByRole('button', { name: /^Preview/ })
        .first()
        .click()
      const preview = page.getByRole('dialog', { name: 'Preview' })
      const screens = preview.getByRole('list', { name: 'Screens' })
      await expect(screens.getByRole('listitem')).toHaveCount(5)
      await expectSound(page)
      await page.screenshot({ path: testInfo.outputPath('page.png') })
      // The arrow keys scroll the row.
      await screens.focus()
      await page.keyboard.press('End')
      await preview.getByText('Search', { exact: true }).click()
      await expect(screens.getByRole('listitem')).toHaveCount(3)
      await page.screenshot({ path: testInfo.outputPath('search.png') })
      await preview.getByRole('switch', { name: 'Beside the last export' }).check()
      await preview.getByText('Product page', { exact: true }).click()
      // Only what was exported.
      await expect(preview.getByRole('region', { name: 'Last export' }).getByRole('listitem')).toHaveCount(1)
      await preview.getByText('Google Play', { exact: true }).click()
      await preview.getByText(colorScheme === 'dark' ? 'Light' : 'Dark', { exact: true }).click()
      await page.screenshot({ path: testInfo.outputPath('beside.png') })
    },
  )
