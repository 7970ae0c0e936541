import { expect, type Page } from '@playwright/test'
import { getBaseUrl, requireServiceWorker } from './profiles.ts'

/** Steps of a user on the list and the sign-in pages, in one place. */

export const password = 'correct horse battery'

export function mintEmail(name: string): string {
  return `${name}-${crypto.randomUUID().slice(0, 8)}@example.com`
}

/**
 * Makes the account by the server's form route, without opening the form, and opens the list. `origin`: for a browser that
 * Playwright did not start and that has no address of its own.
 */
export async function signUp(page: Page, email: string, origin = getBaseUrl(page)): Promise<void> {
  await submit(page, `${origin}/sign-up`, { name: readName(email), email, password })
  await openListSignedIn(page, origin)
}

export async function signIn(page: Page, email: string, origin = getBaseUrl(page)): Promise<void> {
  await submit(page, `${origin}/sign-in`, { email, password })
  await openListSignedIn(page, origin)
}

/** For tests whose subject is the form, or the walk through it. */
export async function signUpByForm(page: Page, email: string): Promise<void> {
  await page.goto('/sign-up')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(readName(email))
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(accountButton(page)).toBeVisible()
}

export async function signInByForm(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(accountButton(page)).toBeVisible()
}

const readName = (email: string) => email.split('-')[0] ?? email

async function submit(page: Page, url: string, form: Record<string, string>): Promise<void> {
  const headers = { origin: new URL(url).origin }
  const response = await page.request.post(url, { form, headers, maxRedirects: 0 })
  expect(response.status(), await response.text()).toBe(303)
}

async function openListSignedIn(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/`)
  await expect(accountButton(page)).toBeVisible()
}

export async function signOut(page: Page, origin = getBaseUrl(page)): Promise<void> {
  await page.goto(`${origin}/`)
  await accountButton(page).click()
  await page.getByRole('menuitem', { name: /Sign out/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
}

export const accountButton = (page: Page) => page.getByRole('button', { name: /^Account of / })

export const card = (page: Page, name: string) => page.getByRole('link', { name, exact: true })

/** Loads the list, unless it is open already. */
export async function openList(page: Page, origin = getBaseUrl(page)): Promise<void> {
  if (!/^https?:\/\/[^/]+\/$/.test(page.url())) await page.goto(`${origin}/`)
  // A first visit is shown before the app has taken it over.
  const empty = page.getByRole('button', { name: 'Import project files…' })
  await expect(page.locator('[data-hydrated]').or(empty).first()).toBeVisible()
}

/** Creates a project, names it, and returns to the list. */
export async function createProject(page: Page, name: string, origin = getBaseUrl(page)): Promise<void> {
  await openList(page, origin)
  await page.getByRole('button', { name: 'New project' }).first().click()
  await page.waitForURL(/\/projects\//)
  await page.goBack()
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
  requireServiceWorker(page)
  await page.waitForFunction(async () => {
    const registration = await navigator.serviceWorker.ready
    return registration.active?.state === 'activated' && navigator.serviceWorker.controller !== null
  })
}

/** A fake of a phone's screen lock that always confirms, for Chromium. */
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
