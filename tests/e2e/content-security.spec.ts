import type { Page } from '@playwright/test'
import { openNewProject } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'
import { mintEmail, signUp } from './steps.ts'

/** Chromium does not print a violation that the script catches; Firefox prints each. */
async function listRefusals(page: Page, visit: () => Promise<void>): Promise<string[]> {
  const refusals: string[] = []
  await page.exposeFunction('noteRefusal', (words: string) => refusals.push(words))
  await page.addInitScript(() => {
    const { noteRefusal } = globalThis as unknown as { noteRefusal: (words: string) => void }
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      noteRefusal(`${location.pathname}: ${violatedDirective} refused ${blockedURI}`),
    )
  })
  await visit()
  return refusals
}

test('no page violates its Content-Security-Policy', async ({ page, allowConsoleErrors }) => {
  allowConsoleErrors(/404 .*\/no\/such\/page/)
  const refusals = await listRefusals(page, async () => {
    for (const path of ['/', '/media', '/sign-in', '/sign-up', '/no/such/page']) {
      await page.goto(path)
      await expect(page.getByRole('main')).toBeVisible()
    }
    await openNewProject(page)
    await page.reload()
    await page.getByRole('button', { name: 'Media', exact: true }).click()
    await signUp(page, mintEmail('policy'))
    await page.goto('/account')
    await expect(page.getByRole('main')).toBeVisible()
  })
  expect(refusals).toEqual([])
})

test('the worker of the export compiles WebAssembly, and no other code', async ({ page }) => {
  await openNewProject(page)
  const [worker] = await Promise.all([
    page.waitForEvent('worker'),
    page.getByRole('button', { name: 'Export', exact: true }).click(),
  ])
  const jitless = await worker.evaluate(
    () => (globalThis as { __zod_globalConfig?: { jitless?: boolean } }).__zod_globalConfig?.jitless,
  )
  expect(jitless).toBe(true)
  // The smallest module there is. Refused, the PNG writer would still work, at half the speed.
  const smallest = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
  await worker.evaluate((bytes) => void new WebAssembly.Module(new Uint8Array(bytes)), smallest)
})
