import { readFile } from 'node:fs/promises'
import { openNewProject } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'

test('[F22] Safari without an account: the list says that unvisited data is deleted, and a copy can be saved', async ({
  newProfile,
}) => {
  const context = await newProfile()
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'vendor', { get: () => 'Apple Computer, Inc.' })
    // Missing in what is not a secure page, as about:blank.
    if ('storage' in navigator) navigator.storage.persisted = async () => false
  })
  const page = await context.newPage()
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'New project' }).first()).toBeVisible()
  const notice = page.getByRole('status').filter({ hasText: 'seven days' })
  await expect(notice).toHaveCount(0)
  await openNewProject(page)
  await page.goto('/')
  await expect(notice).toBeVisible()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    notice.getByRole('button', { name: 'Save a copy' }).click(),
  ])
  expect((await readFile(await download.path())).toString('latin1')).toContain('"format": "appframes"')
  // Once a week is enough.
  await page.reload()
  await expect(page.getByRole('link', { name: 'Untitled project' })).toBeVisible()
  await expect(notice).toHaveCount(0)
})
