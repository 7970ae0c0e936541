import type { Page } from '@playwright/test'
import { startApp } from './app-process.ts'
import { test as base, expect } from './fixtures.ts'
import { type BrowserGoogle, startGoogleForBrowser } from './google/start-google.ts'
import { accountButton, card, createProject, mintEmail, signOut, signUp } from './steps.ts'

type WorkerFixtures = { google: BrowserGoogle }

/** The app with Google credentials, and a Chromium for which Google is a server of these tests. */
const test = base.extend<{ googlePage: Page }, WorkerFixtures>({
  google: [
    async ({}, use) => {
      const google = await startGoogleForBrowser()
      await use(google)
      await google.stop()
    },
    { scope: 'worker' },
  ],
  sharedApp: [
    async ({ google }, use) => {
      const app = await startApp(google.environment)
      await use(app)
      await app.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  googlePage: async ({ google, newProfile }, use) => {
    google.declines = false
    const context = await newProfile(google.profile)
    await use(context.pages()[0] ?? (await context.newPage()))
  },
})

function becomePerson(google: BrowserGoogle, name: string) {
  const email = mintEmail(name)
  google.person = { sub: `sub-${email}`, email, email_verified: true, name }
}

const continueWithGoogle = (page: Page) => page.getByRole('button', { name: 'Continue with Google' }).click()

test('[F36] signing in with Google claims the projects made before', { tag: '@nightly' }, async ({
  google,
  googlePage: page,
  allowConsoleErrors,
}) => {
  // 401: a request of this page in flight when its session ended.
  allowConsoleErrors(/401|409/)
  becomePerson(google, 'Grace')
  await createProject(page, 'Before Google')
  await page.goto('/sign-in')
  await continueWithGoogle(page)
  await expect(accountButton(page)).toHaveAccessibleName('Account of Grace')
  await expect(card(page, 'Before Google')).toHaveCount(1)
  await signOut(page)
  await expect(card(page, 'Before Google')).toHaveCount(0)
})

test('a cancelled consent at Google is reported, and can be tried again', async ({
  google,
  googlePage: page,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/status of 403/)
  becomePerson(google, 'Edsger')
  google.declines = true
  await page.goto('/sign-in')
  await continueWithGoogle(page)
  await expect(page.getByRole('heading', { name: 'You are not signed in' })).toBeVisible()
  await expect(page.getByRole('alert')).toContainText('Google was not allowed')
  google.declines = false
  await page.getByRole('button', { name: 'Try Google again' }).click()
  await expect(accountButton(page)).toHaveAccessibleName('Account of Edsger')
})

test('Google is connected to an account with a password and disconnected again', { tag: '@nightly' }, async ({
  google,
  googlePage: page,
}) => {
  becomePerson(google, 'Barbara')
  await signUp(page, mintEmail('barbara'))
  await page.goto('/account')
  await page.getByRole('button', { name: 'Connect Google' }).click()
  const item = page.getByRole('listitem').filter({ hasText: 'Google' })
  await expect(item.getByText('Connected', { exact: true })).toBeVisible()
  await item.getByRole('button', { name: 'Disconnect' }).click()
  await expect(item.getByRole('button', { name: 'Connect Google' })).toBeVisible()
})

test('with JavaScript off, Google signs in and the account page works', { tag: '@nightly' }, async ({
  google,
  newProfile,
}) => {
  google.declines = false
  becomePerson(google, 'Alan')
  const context = await newProfile({ ...google.profile, javaScriptEnabled: false })
  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto('/sign-in?redirectTo=/account')
  await continueWithGoogle(page)
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await page.getByText('Set a password', { exact: true }).click()
  await page.getByRole('textbox', { name: 'New password' }).fill('correct horse')
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByText('You can sign in with this password now.')).toBeVisible()
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await expect(page.getByRole('button', { name: 'Connect Google' })).toBeVisible()
})
