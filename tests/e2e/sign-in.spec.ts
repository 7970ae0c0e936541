import { expect, test } from './fixtures.ts'
import { mintEmail } from './steps.ts'

const password = 'correct horse'
/**
 * Browsers print every blocked request; a script or style blocked by the page's policy would be printed too, and fail.
 */
const refusal = /status of 401.*\/sign-in/

test('signing up, out and in again: whole new documents, no script blocked by the page’s own policy', async ({
  page,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(refusal)
  const email = mintEmail('ada')
  await page.goto('/sign-up?redirectTo=/sign-out')
  await page.getByLabel('Name').fill('Ada')
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  // A value on `window` does not survive a new document.
  await page.evaluate(() => Object.assign(window, { oldDocument: true }))
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByText(`You are signed in as ${email}`)).toBeVisible()
  expect(await page.evaluate(() => 'oldDocument' in window)).toBe(false)

  await page.evaluate(() => Object.assign(window, { oldDocument: true }))
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('/')
  expect(await page.evaluate(() => 'oldDocument' in window)).toBe(false)

  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill('wrong horse')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText(
    'No account has this e-mail address with this password.',
  )
  await expect(page.getByLabel('E-mail')).toHaveValue(email)
})

for (const { path, button, says } of [
  { path: '/sign-in', button: 'Sign in', says: 'Signing in has to wait' },
  { path: '/sign-up', button: 'Create account', says: 'Signing in has to wait' },
  { path: '/sign-out', button: 'Sign out', says: 'You are still signed in' },
]) {
  test(`${path}, sent while the server is dead, says so and keeps what was typed`, {
    tag: ['@server', '@nightly'],
  }, async ({ app, page, allowConsoleErrors }) => {
    allowConsoleErrors(/ERR_CONNECTION_REFUSED/)
    await page.goto(path)
    // A worker that is being installed while the server dies is another test's subject.
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    for (const label of ['Name', 'E-mail']) {
      const field = page.getByLabel(label)
      if ((await field.count()) > 0) await field.fill('ada@example.com')
    }
    const passwordField = page.getByRole('textbox', { name: 'Password' })
    if ((await passwordField.count()) > 0) await passwordField.fill(password)
    await app.kill()
    await page.getByRole('button', { name: button, exact: true }).click()
    await expect(page.getByRole('alert')).toContainText(says)
    if (path !== '/sign-out') await expect(page.getByLabel('E-mail')).toHaveValue('ada@example.com')
  })
}

test.describe('with JavaScript off', () => {
  test('one signs up, and wrong fields are explained', async ({ newProfile, allowConsoleErrors }) => {
    allowConsoleErrors(refusal)
    const context = await newProfile({ javaScriptEnabled: false })
    const page = context.pages()[0] ?? (await context.newPage())
    await page.goto('/sign-in')
    await page.getByLabel('E-mail').fill('nobody@example.com')
    await page.getByRole('textbox', { name: 'Password' }).fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByText('No account has this e-mail address with this password.')).toBeVisible()
    await page.getByRole('link', { name: 'Create an account' }).click()
    const email = mintEmail('plain')
    await page.getByLabel('Name').fill('Plain')
    await page.getByLabel('E-mail').fill(email)
    await page.getByRole('textbox', { name: 'Password' }).fill(password)
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.waitForURL('/')
    await page.goto('/sign-out')
    await expect(page.getByText(`You are signed in as ${email}`)).toBeVisible()
  })
})
