import { expect, type Page } from '@playwright/test'

/** What people do on the list and the sign-in pages, in one place. */

export const password = 'correct horse battery'

export function mintEmail(name: string): string {
  return `${name}-${crypto.randomUUID().slice(0, 8)}@example.com`
}

/** `origin`: for a browser that Playwright did not start and that has no address of its own. */
export async function signUp(page: Page, email: string, origin = ''): Promise<void> {
  await page.goto(`${origin}/sign-up`)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(email.split('-')[0] ?? email)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(accountButton(page)).toBeVisible()
}

export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(accountButton(page)).toBeVisible()
}

export async function signOut(page: Page, origin = ''): Promise<void> {
  await page.goto(`${origin}/`)
  await accountButton(page).click()
  await page.getByRole('menuitem', { name: /Sign out/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
}

export const accountButton = (page: Page) => page.getByRole('button', { name: /^Account of / })

export const card = (page: Page, name: string) => page.getByRole('link', { name, exact: true })

/** Makes a project, gives it a name, and stands on the list again. */
export async function createProject(page: Page, name: string, origin = ''): Promise<void> {
  await page.goto(`${origin}/`)
  await page.getByRole('button', { name: 'New project' }).first().click()
  await page.waitForURL(/\/projects\//)
  await page.goto(`${origin}/`)
  await renameProject(page, 'Untitled project', name)
  await expect(card(page, name)).toBeVisible()
}

export async function renameProject(page: Page, from: string, to: string): Promise<void> {
  await card(page, from).press('F2')
  const field = page.getByLabel(`New name of ${from}`)
  await field.fill(to)
  await field.press('Enter')
  await expect(card(page, to)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Saving' })).toHaveCount(0)
}

export async function expectSynced(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: /^Synced/ })).toBeVisible()
}

/** The page is the app's own and needs no server any more. */
export async function waitUntilOfflineReady(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    const registration = await navigator.serviceWorker.ready
    return registration.active?.state === 'activated' && navigator.serviceWorker.controller !== null
  })
}

/** A phone's screen lock that always says yes, in Chromium's place for it. */
export async function addAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}
