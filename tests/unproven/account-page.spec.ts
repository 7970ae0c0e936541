import type { Page } from '@playwright/test'
import { expect, test } from '../e2e/fixtures.ts'
import { card, createProject, expectSynced, mintEmail, signIn, signUp } from '../e2e/steps.ts'

/** A phone's screen lock that always says yes, in Chromium's place for it. */
async function _addAuthenticator(page: Page): Promise<void> {
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

test('signing another device out ends its access and leaves its work', async ({
  page,
  newProfile,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/401|409/)
  const email = mintEmail('dora')
  await signUp(page, email)
  const other = await (await newProfile()).newPage()
  await signIn(other, email)
  await createProject(other, 'Made on the other')
  await expectSynced(other)
  await page.goto('/account')
  await page.getByRole('button', { name: /^Sign out Chrome/ }).click()
  await expect(page.getByText('Signed out. What is on that device stays on it.')).toBeVisible()
  await other.reload()
  await expect(card(other, 'Made on the other')).toBeVisible()
  await expect(other.getByRole('button', { name: /Sign in/ }).first()).toBeVisible()
})

test('the account page says so when the server is dead, and comes back with it', async ({
  app,
  page,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/ERR_CONNECTION_REFUSED|503/)
  await signUp(page, mintEmail('oda'))
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await page.goto('/account')
  await app.kill()
  await page.getByLabel('Name').fill('Offline name')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await expect(page.getByText('so nothing has changed. Try again when you are back online')).toBeVisible()
  await page.goto('/account')
  await expect(page.getByText('your projects open as always')).toBeVisible()
  await app.start()
  await page.reload()
  await expect(page.getByLabel('Name')).toHaveValue('oda')
})
