import type { BrowserContext, Page } from '@playwright/test'
import { boxes, openNewProject, stage, stageScreens, undo } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'
import { card, expectSynced, mintEmail, signIn, signUp, waitUntilOfflineReady } from './steps.ts'

/** A device without a network, and requests cut off by a navigation, are printed to the console. */
const noNetwork = /Failed to load resource|ERR_INTERNET_DISCONNECTED/

type Device = { context: BrowserContext; page: Page }
type NewProfile = () => Promise<BrowserContext>

/** The account's first device, with a new project open in the editor and synced. */
async function startHere(page: Page, email: string): Promise<void> {
  await signUp(page, email)
  await openNewProject(page)
  await renameTo(page, 'Weather')
  await expectSynced(page)
}

async function renameTo(page: Page, name: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Name of the project' })
  await field.fill(name)
  await field.press('Enter')
}

/** Another device of the account, with the same project open. */
async function openElsewhere(newProfile: NewProfile, email: string): Promise<Device> {
  const context = await newProfile()
  const page = context.pages()[0] ?? (await context.newPage())
  await signIn(page, email)
  await card(page, 'Weather').click()
  await expect(stageScreens(page).first()).toBeVisible()
  await expectSynced(page)
  await waitUntilOfflineReady(page)
  return { context, page }
}

async function writeCaption(page: Page, words: string): Promise<void> {
  await boxes(page, 'text').first().dblclick()
  const field = page.getByRole('textbox', { name: /^Text of/ }).first()
  await field.fill(words)
  await field.press('Escape')
  await expectCaption(page, words)
}

const expectCaption = (page: Page, words: string) =>
  expect(boxes(page, 'text').first()).toHaveAccessibleName(`Text: ${words}`)

const panel = (page: Page, name: string) => page.getByRole('complementary', { name })
const conflictChip = (page: Page) => page.getByRole('button', { name: 'Also changed elsewhere: review' })

async function readRevision(page: Page): Promise<number> {
  const response = await page.request.get(new URL('/api/projects', page.url()).href)
  const { projects } = (await response.json()) as { projects: { revision: number }[] }
  return projects[0]?.revision ?? 0
}

/** “Fast” here without a network, “Faster” on the other device meanwhile; then this one is online again. */
async function disagree(here: Device, there: Page): Promise<void> {
  await here.context.setOffline(true)
  await writeCaption(here.page, 'Fast')
  await expect(here.page.getByRole('button', { name: /^Offline: 1 change/ })).toBeVisible()
  // The chip still shows “Synced” in the moment before the text is committed.
  const before = await readRevision(there)
  await writeCaption(there, 'Faster')
  await expect.poll(() => readRevision(there)).toBeGreaterThan(before)
  await expectSynced(there)
  await here.context.setOffline(false)
}

test('a conflict shows on the card, leads into the review, and both texts can be kept', {
  tag: '@service-worker',
}, async ({ page, newProfile, allowConsoleErrors }) => {
  allowConsoleErrors(noNetwork)
  const email = mintEmail('pia')
  await startHere(page, email)
  const other = await openElsewhere(newProfile, email)
  await disagree(other, page)
  await expect(conflictChip(other.page)).toBeVisible()

  await other.page.goto('/')
  await other.page.getByRole('link', { name: 'Also changed elsewhere: review' }).click()
  const review = panel(other.page, 'Changes to review')
  await review.getByRole('button', { name: 'Keep both' }).click()
  await expectCaption(other.page, 'Fast Faster')
  await expectSynced(other.page)
  await expectCaption(page, 'Fast Faster')
})

test('with the policy “ask”: the two versions side by side as pictures, and the chosen one on both devices', {
  tag: ['@service-worker', '@nightly'],
}, async ({ page, newProfile, allowConsoleErrors }) => {
  allowConsoleErrors(noNetwork)
  const email = mintEmail('quin')
  await startHere(page, email)
  const projectUrl = page.url()
  await page.goto('/account')
  await page.getByRole('radio', { name: /^Ask me each time/ }).check()
  await page.locator('button[value="set-conflict-policy"]').click()
  await expect(page.getByText('Saved. It holds for all your devices.')).toBeVisible()
  await page.goto(projectUrl)
  const other = await openElsewhere(newProfile, email)
  await disagree(other, page)

  await expect(other.page.getByText('not synced until you choose a version')).toBeVisible()
  await other.page.getByRole('button', { name: 'Review', exact: true }).click()
  await panel(other.page, 'Changes to review').getByRole('button', { name: 'Compare and choose' }).click()
  const dialog = other.page.getByRole('dialog', { name: 'Which version should stay?' })
  const [mine, theirs] = [
    dialog.getByRole('region', { name: 'This device' }).locator('canvas[data-painted]'),
    dialog.getByRole('region', { name: 'Other device' }).locator('canvas[data-painted]'),
  ]
  await expect(mine).toHaveCount(1)
  await expect(theirs).toHaveCount(1)
  const read = (canvas: typeof mine) => canvas.evaluate((node: HTMLCanvasElement) => node.toDataURL())
  expect(await read(mine)).not.toBe(await read(theirs))
  await expect(dialog).toContainText('Caption on screen 1: this device “Fast”, other device “Faster”')

  await dialog.getByRole('button', { name: 'Keep theirs' }).click()
  await expect(dialog).toBeHidden()
  await expectCaption(other.page, 'Faster')
  await expectSynced(other.page)
  await expectCaption(page, 'Faster')
})

test('a headline changed on two devices: the panel shows both values, and keeping theirs can be undone', {
  tag: ['@service-worker', '@nightly'],
}, async ({ page, newProfile, allowConsoleErrors }) => {
  allowConsoleErrors(noNetwork)
  const email = mintEmail('noor')
  await startHere(page, email)
  const other = await openElsewhere(newProfile, email)
  await disagree(other, page)

  await conflictChip(other.page).click()
  await other.page.getByRole('dialog').getByRole('button', { name: 'Review' }).click()
  const review = panel(other.page, 'Changes to review')
  const item = review.getByRole('listitem').filter({ hasText: 'Caption on screen 1' })
  await expect(item).toContainText('This device · in the project now“Fast”')
  await expect(item).toContainText('Other device“Faster”')
  await expectCaption(other.page, 'Fast')

  await item.getByRole('button', { name: 'Keep theirs' }).click()
  await expectCaption(other.page, 'Faster')
  await expect(review.getByRole('status')).toContainText('Nothing to review')
  await expectSynced(other.page)
  await undo(other.page).click()
  await expectCaption(other.page, 'Fast')

  await expectCaption(page, 'Fast')
  await other.page.reload()
  await expect(stageScreens(other.page).first()).toBeVisible()
  await expect(conflictChip(other.page)).toHaveCount(0)
})

test('the history names each edit, shows it as a picture, restores it as a change, and survives a reload', async ({
  page,
}) => {
  await openNewProject(page)
  await writeCaption(page, 'One')
  await renameTo(page, 'Renamed')
  await expect(page.getByRole('button', { name: 'Saved on this device' })).toBeVisible()
  await page.reload()
  await expect(stageScreens(page).first()).toBeVisible()

  await page.getByRole('button', { name: 'History', exact: true }).click()
  const history = panel(page, 'History')
  const steps = history.locator('button[data-entry]')
  await expect(steps).toHaveText([/^Rename projectNow$/, /^Type in Caption/])
  await steps.first().focus()
  await page.keyboard.press('End')
  const preview = page.getByRole('region', { name: 'Earlier version' })
  await expect(preview.locator('canvas[data-painted]')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(preview).toBeHidden()

  await steps.last().click()
  await preview.getByRole('button', { name: 'Go back to here' }).click()
  await expect(preview).toBeHidden()
  await expect(page.getByRole('textbox', { name: 'Name of the project' })).toHaveValue('Untitled project')
  await expectCaption(page, 'One')
  await expect(steps.first()).toHaveText(/^Go back to “Type in Caption”Now$/)
  await undo(page).click()
  await expect(page.getByRole('textbox', { name: 'Name of the project' })).toHaveValue('Renamed')
})

test('a version of the account is previewed and restored as a new one, and restoring can be undone', {
  tag: ['@service-worker', '@nightly'],
}, async ({ page, newProfile }) => {
  const email = mintEmail('rosa')
  await startHere(page, email)
  await writeCaption(page, 'First words')
  await expectSynced(page)
  await writeCaption(page, 'Second words')
  await expectSynced(page)

  const other = await openElsewhere(newProfile, email)
  // “Synced” may still be the previous status: only then is the second version in the account.
  await expectCaption(other.page, 'Second words')

  await page.getByRole('button', { name: 'History', exact: true }).click()
  const history = panel(page, 'History')
  await history.getByRole('button', { name: 'Account', exact: true }).click()
  const versions = history.locator('button[data-entry]')
  await expect(versions.first()).toContainText('Newest')
  const countBefore = await versions.count()
  await versions.nth(1).click()
  const preview = page.getByRole('region', { name: 'Earlier version' })
  await expect(preview.locator('canvas[data-painted]')).toHaveCount(1)
  await preview.getByRole('button', { name: 'Restore this version' }).click()
  await expectCaption(page, 'First words')
  await expect(versions).toHaveCount(countBefore + 1)

  await expectCaption(other.page, 'First words')
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await expectCaption(page, 'Second words')
  await expectCaption(other.page, 'Second words')
})

test('signed out, the account’s versions are shown to need an account', async ({ page }) => {
  await openNewProject(page)
  await page.getByRole('button', { name: 'History', exact: true }).click()
  const history = panel(page, 'History')
  await history.getByRole('button', { name: 'Account', exact: true }).click()
  await expect(history.getByRole('status')).toContainText('are there when you are signed in')
  await expect(history.getByRole('link', { name: 'Sign in' })).toBeVisible()
})

test('the popover shows pending changes and the last sync, and syncs on request', {
  tag: ['@service-worker', '@nightly'],
}, async ({ page, allowConsoleErrors }) => {
  allowConsoleErrors(noNetwork)
  await startHere(page, mintEmail('sven'))
  await waitUntilOfflineReady(page)
  await page.context().setOffline(true)
  await writeCaption(page, 'Without a network')
  const chip = page.getByRole('button', { name: 'Offline: 1 change will sync later' })
  await chip.click()
  const popover = page.getByRole('dialog', { name: /^(Offline|Syncing|Synced)/ })
  await expect(popover).toContainText('Waiting to syncWeather')
  await expect(popover).toContainText('Last synced')
  await page.context().setOffline(false)
  await popover.getByRole('button', { name: 'Sync now' }).click()
  await expect(popover).toContainText('Everything is saved on this device and in your account.')
  await page.keyboard.press('Escape')
  await expect(popover).toBeHidden()
  await expectSynced(page)
})

test('[S60] a whole round of sync renders nothing of the canvas', {
  tag: ['@service-worker', '@nightly'],
}, async ({ page, newProfile }) => {
  const email = mintEmail('tove')
  await startHere(page, email)
  const other = await openElsewhere(newProfile, email)
  await page.goto(`${page.url()}?profile=1`)
  await expect(stageScreens(page).first()).toBeVisible()
  await expectSynced(page)
  const readRenders = () => page.evaluate(() => window.__appframesProfile?.stageRenders)

  // Selection and typed text are drawn: from here on only sync is active.
  await writeCaption(page, 'Drawn once')
  await page.keyboard.press('Escape')
  await stage(page).evaluate((node) => new Promise((done) => requestAnimationFrame(() => done(node.tagName))))
  const before = await readRenders()
  expect(before).toBeGreaterThan(0)
  await expectSynced(page)
  await openNewProject(other.page)
  await expectSynced(other.page)
  await page.getByRole('button', { name: /^Synced/ }).click()
  await page
    .getByRole('dialog', { name: /^Synced/ })
    .getByRole('button', { name: 'Sync now' })
    .click()
  await expectSynced(page)
  expect(await readRenders()).toBe(before)
})
