import type { Page } from '@playwright/test'
import type {} from './sync-entry.ts'

export const syncPassword = 'correct horse battery'

/**
 * Makes `page` a page under the app's own address, signed in as `email` (an account is made at need), in which the module of
 * tests/browser/sync-entry.ts runs instead of the app.
 */
export async function openSyncPage(
  page: Page,
  { appUrl, servedUrl, email }: { appUrl: string; servedUrl: string; email: string },
): Promise<{ userId: string }> {
  await page.route(`${appUrl}/bench`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html><meta charset="utf-8"><title>Bench</title><link rel="icon" href="data:,"><script type="module" src="/entry.js"></script>',
    }),
  )
  for (const path of ['/entry.js', '/assets/**']) {
    await page.route(`${appUrl}${path}`, async (route) => {
      const response = await fetch(new URL(new URL(route.request().url()).pathname, servedUrl))
      await route.fulfill({ contentType: 'text/javascript', body: Buffer.from(await response.arrayBuffer()) })
    })
  }
  const headers = { origin: appUrl }
  const body = { name: 'Bench', email, password: syncPassword }
  const signedUp = await page.request.post(`${appUrl}/api/auth/sign-up/email`, { data: body, headers })
  const signedIn = signedUp.ok()
    ? signedUp
    : await page.request.post(`${appUrl}/api/auth/sign-in/email`, { data: body, headers })
  const { user } = (await signedIn.json()) as { user: { id: string } }
  await page.goto(`${appUrl}/bench`)
  await page.waitForFunction(() => globalThis.syncBench !== undefined)
  return { userId: user.id }
}
