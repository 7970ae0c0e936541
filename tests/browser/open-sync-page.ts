import type { Page } from '@playwright/test'
import type {} from './sync-entry.ts'

const password = 'correct horse battery'

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
  const userId = await signInByApi(page, { appUrl, email })
  await page.goto(`${appUrl}/bench`)
  await page.waitForFunction(() => globalThis.syncBench !== undefined)
  return { userId }
}

/** Signs the page's browser in as `email`, creating the account if needed; resolves with the user's id. */
export async function signInByApi(
  page: Page,
  { appUrl, email }: { appUrl: string; email: string },
): Promise<string> {
  const options = { data: { name: 'Bench', email, password }, headers: { origin: appUrl } }
  const signedUp = await page.request.post(`${appUrl}/api/auth/sign-up/email`, options)
  const signedIn = signedUp.ok()
    ? signedUp
    : await page.request.post(`${appUrl}/api/auth/sign-in/email`, options)
  return ((await signedIn.json()) as { user: { id: string } }).user.id
}
