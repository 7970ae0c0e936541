import { readFile } from 'node:fs/promises'
import { expect, test } from './fixtures.ts'
import {
  accountButton,
  addAuthenticator,
  card,
  createProject,
  expectSynced,
  mintEmail,
  password,
  signIn,
  signOut,
  signUp,
} from './steps.ts'

test('a passkey is added, signs in without a password, and is removed', async ({
  page,
  allowConsoleErrors,
}) => {
  await addAuthenticator(page)
  await signUp(page, mintEmail('pia'))
  await page.goto('/account')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  const remove = page.getByRole('button', { name: /^Remove / })
  await expect(remove).toHaveCount(1)

  await signOut(page)
  await page.goto('/sign-in?redirectTo=/account')
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await expect(accountButton(page)).toHaveAccessibleName('Account of pia')

  await remove.click()
  await expect(page.getByText('The passkey does not open this account any more.')).toBeVisible()
  await expect(remove).toHaveCount(0)
  await signOut(page)
  await page.goto('/sign-in')
  allowConsoleErrors(/status of 401/)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByRole('alert')).toContainText('No account has this passkey.')
})

test('everything is downloaded as one ZIP, which another browser imports', { tag: '@nightly' }, async ({
  page,
  newProfile,
}) => {
  await signUp(page, mintEmail('zora'))
  await createProject(page, 'In the archive')
  await expectSynced(page)
  await page.goto('/account')
  const arriving = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download everything' }).click()
  const download = await arriving
  expect(download.suggestedFilename()).toMatch(/^AppFrames-\d{4}-\d\d-\d\d\.zip$/)
  const zip = await readFile(await download.path())
  expect(zip.subarray(0, 2).toString()).toBe('PK')
  expect(zip.includes('projects/In the archive.appframes.json')).toBe(true)
  const other = await (await newProfile()).newPage()
  await other.goto('/')
  await expect(other.getByRole('button', { name: 'Import project files…' })).toBeVisible()
  await other.getByLabel('Choose project files').setInputFiles({
    name: download.suggestedFilename(),
    mimeType: 'application/zip',
    buffer: zip,
  })
  await expect(card(other, 'In the archive')).toBeVisible()
})

test('the account is deleted; the projects on this device stay and open without it', async ({
  page,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/401|409/)
  const email = mintEmail('lea')
  await signUp(page, email)
  await createProject(page, 'Stays here')
  await expectSynced(page)
  await page.goto('/account')
  await page.getByText('Delete this account and everything in it').click()
  await page.getByLabel('Password', { exact: true }).last().fill(password)
  await page.getByRole('button', { name: 'Delete my account' }).click()
  await expect(page.getByRole('heading', { name: 'Your account is deleted' })).toBeVisible()
  await expect(page.getByText('opens without an account')).toBeVisible()
  await page.getByRole('link', { name: 'To the projects on this device' }).click()
  await expect(card(page, 'Stays here')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('No account has this e-mail address')
})

test('on the other devices of a deleted account the work stays and opens without it', {
  tag: '@nightly',
}, async ({ page, newProfile, allowConsoleErrors }) => {
  allowConsoleErrors(/401|409/)
  const email = mintEmail('ines')
  await signUp(page, email)
  const other = await (await newProfile()).newPage()
  await signIn(other, email)
  await createProject(other, 'Made on the other')
  await expectSynced(other)
  await page.goto('/account')
  await page.getByText('Delete this account and everything in it').click()
  await page.getByLabel('Password', { exact: true }).last().fill(password)
  await page.getByRole('button', { name: 'Delete my account' }).click()
  await expect(page.getByText('opens without an account')).toBeVisible()
  await other.goto('/')
  await expect(card(other, 'Made on the other')).toBeVisible()
  await expect(other.getByRole('link', { name: 'Sign in' })).toBeVisible()
  await expect(other.getByText('the work of an account is on this device')).toHaveCount(0)
  await other.reload()
  await expect(card(other, 'Made on the other')).toBeVisible()
})

test('signing another device out ends its access and leaves its projects', { tag: '@nightly' }, async ({
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
  await expect(other.getByText('the work of an account is on this device. It is safe')).toBeVisible()
  await expect(card(other, 'Made on the other')).toHaveCount(0)
  expect((await other.request.get('/api/projects')).status()).toBe(401)
  await signIn(other, email)
  await expect(card(other, 'Made on the other')).toBeVisible()
})

test('the account page reports a dead server, and recovers with it', {
  tag: ['@server', '@nightly'],
}, async ({ app, page, allowConsoleErrors }) => {
  allowConsoleErrors(/ERR_CONNECTION_REFUSED|503/)
  await signUp(page, mintEmail('oda'))
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await page.goto('/account')
  await app.kill()
  await page.getByLabel('Name').fill('Offline name')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await expect(page.getByText('so nothing has changed. Try again when you are back online')).toBeVisible()
  await expect(page.getByLabel('Name')).toHaveValue('Offline name')
  await page.goto('/account')
  await expect(page.getByText('your projects open as always')).toBeVisible()
  await app.start()
  await page.reload()
  await expect(page.getByLabel('Name')).toHaveValue('oda')
})
