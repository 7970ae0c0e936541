import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type SmtpServer, startSmtpServer } from '../fakes/smtp-server.ts'
import { startApp } from './app-process.ts'
import { test as base, expect } from './fixtures.ts'
import { type BrowserGoogle, startGoogleForBrowser } from './google/start-google.ts'
import { expectFocusInOrder, expectReadable, expectSound, expectVisibleFocus, looks } from './looks.ts'
import { accountButton, addAuthenticator, mintEmail, password } from './steps.ts'

const folder = join('test-results', 'screenshots')

/** The app with everything that can be switched on: Google and a mail server. */
const test = base.extend<Record<never, never>, { google: BrowserGoogle; mail: SmtpServer }>({
  google: [
    async ({}, use) => {
      const google = await startGoogleForBrowser()
      await use(google)
      await google.stop()
    },
    { scope: 'worker' },
  ],
  mail: [
    async ({}, use) => {
      const mail = await startSmtpServer()
      await use(mail)
      await mail.stop()
    },
    { scope: 'worker' },
  ],
  sharedApp: [
    async ({ google, mail }, use) => {
      const app = await startApp({ ...google.environment, SMTP_URL: mail.url })
      await use(app)
      await app.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

for (const { width, height, colorScheme } of looks) {
  test(`at ${width} × ${height}, ${colorScheme}: the pages about the account are sound, legible and reached by keys`, {
    tag: '@nightly',
  }, async ({ google, mail, app, newProfile, playwright, allowConsoleErrors }) => {
    test.slow()
    // Refusals are pages with the status of a refusal.
    allowConsoleErrors(/status of (400|401|403|409)/)
    const context = await newProfile({ ...google.profile, viewport: { width, height }, colorScheme })
    const page = context.pages()[0] ?? (await context.newPage())
    const shoot = async (name: string) => {
      await expectSound(page)
      await expectReadable(page)
      await mkdir(folder, { recursive: true })
      await page.screenshot({
        path: join(folder, `${name}-${width}-${colorScheme}.png`),
        fullPage: name.startsWith('account'),
      })
    }
    const email = mintEmail('marguerite')

    await page.goto('/sign-in')
    await expect(page.getByRole('button', { name: 'Sign in with a passkey' })).toBeVisible()
    await shoot('sign-in-all')
    await expectFocusInOrder(page, { atLeast: 8 })
    await expectVisibleFocus(page, page.getByRole('button', { name: 'Continue with Google' }))
    await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
    await page.getByRole('textbox', { name: 'Password' }).fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('alert')).toBeVisible()
    await shoot('sign-in-refused')
    await page.goto('/sign-up')
    await expect(page.getByRole('button', { name: 'Create account' })).toBeVisible()
    await shoot('sign-up')
    google.declines = true
    await page.getByRole('button', { name: 'Continue with Google' }).click()
    await expect(page.getByRole('heading', { name: 'You are not signed in' })).toBeVisible()
    await shoot('google-declined')
    await expectFocusInOrder(page, { atLeast: 3 })
    google.declines = false

    await askForAccount(page, email)
    await shoot('sign-up-mailed')
    const link = /https?:\S+verify-email\S+/.exec((await mail.nextMailTo(email)).text)?.[0] ?? ''
    await page.goto(link)
    await shoot('open-account')
    await page.getByRole('textbox', { name: 'Password' }).fill(password)
    await page.getByRole('button', { name: 'Open the account' }).click()
    await expect(accountButton(page)).toBeVisible()
    await page.goto('/account')
    await addAuthenticator(page)
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await expect(page.getByRole('button', { name: /^Remove / })).toBeVisible()
    await signInElsewhere(playwright.request, { url: app.url, email })
    await page.reload()
    await expect(page.getByRole('button', { name: 'Sign out all other devices' })).toBeVisible()
    await shoot('account')
    await expectFocusInOrder(page, { atLeast: 14 })
    await page.getByText('Change the password', { exact: true }).click()
    await page.getByLabel('Current password', { exact: true }).fill('not the one')
    await page.getByRole('textbox', { name: 'New password' }).fill('correct horse')
    await page.getByRole('button', { name: 'Change password' }).click()
    await expect(page.getByText('The current password is not right')).toBeVisible()
    await page.getByText('Delete this account and everything in it').click()
    await shoot('account-open')

    await page.goto('/')
    await accountButton(page).click()
    await page.getByRole('menuitem', { name: /Sign out/ }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('button', { name: 'Sign out' })).toBeVisible()
    await shoot('sign-out-dialog')
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await page.goto('/sign-out')
    await shoot('sign-out')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()

    const unconfirmed = mintEmail('somebody')
    await askForAccount(page, unconfirmed)
    google.person = {
      sub: `sub-${unconfirmed}`,
      email: unconfirmed,
      email_verified: true,
      name: 'Marguerite',
    }
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Continue with Google' }).click()
    await expect(page.getByText('There is already an AppFrames account')).toBeVisible()
    await shoot('google-has-password')

    await page.goto('/forgot-password')
    await shoot('forgot-password')
    await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
    await page.getByRole('button', { name: 'Send the link' }).click()
    await expect(page.getByRole('heading', { name: 'Look into your mail' })).toBeVisible()
    await shoot('forgot-password-sent')
    await openResetLink(page, { mail, email })
    await shoot('reset-password')
    await page.goto('/reset-password?token=')
    await expect(page.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible()
    await shoot('reset-password-dead')
  })
}

/** With a mail server nobody is signed in before they have followed the link. */
async function askForAccount(page: Page, email: string) {
  await page.goto('/sign-up')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Marguerite')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { name: 'Look into your mail' })).toBeVisible()
}

type NewRequests = { newContext: (options: { baseURL: string; userAgent: string }) => Promise<Requests> }
type Requests = { post: Page['request']['post']; dispose: () => Promise<void> }

/** Another device of the account, without opening a browser for it. */
async function signInElsewhere(requests: NewRequests, { url, email }: { url: string; email: string }) {
  const userAgent =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1'
  const device = await requests.newContext({ baseURL: url, userAgent })
  const response = await device.post('/sign-in', {
    form: { email, password },
    headers: { origin: url },
    maxRedirects: 0,
  })
  expect(response.status()).toBe(303)
  await device.dispose()
}

async function openResetLink(page: Page, { mail, email }: { mail: SmtpServer; email: string }) {
  let link: string | undefined
  while (link === undefined) {
    // The mail that asks to confirm the address came first.
    link = /https?:\S+reset-password\S+/.exec((await mail.nextMailTo(email)).text)?.[0]
  }
  await page.goto(link)
  await expect(page.getByRole('button', { name: 'Change password' })).toBeVisible()
}
