import { listAxeFindings } from './axe-findings.ts'
import { openNewProject } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'
import { looks } from './looks.ts'
import { openList } from './steps.ts'
import { walkSurface } from './walk-surface.ts'

test('axe finds nothing on the list, in the editor and in its export', async ({ newProfile }) => {
  const context = await newProfile({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await openList(page)
  expect(await listAxeFindings(page), 'list').toEqual([])
  await openNewProject(page)
  expect(await listAxeFindings(page), 'editor').toEqual([])
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible()
  expect(await listAxeFindings(page), 'export').toEqual([])
})

for (const { width, height, colorScheme } of looks) {
  test(`axe finds nothing in all that can be opened, at ${width} × ${height}, ${colorScheme}`, {
    tag: '@nightly',
  }, async ({ newProfile }) => {
    test.slow()
    const context = await newProfile({ viewport: { width, height }, colorScheme })
    const page = await context.newPage()
    const findings: Record<string, string[]> = {}
    await walkSurface(page, async (name) => {
      const found = await listAxeFindings(page)
      if (found.length > 0) findings[name] = found
    })
    expect(findings).toEqual({})
  })
}
