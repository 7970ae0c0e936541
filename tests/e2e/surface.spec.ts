import type { BrowserContext, Page } from '@playwright/test'
import { boxes, openNewProject, stageScreens } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'
import { card, expectSynced, mintEmail, signIn, signUp, waitUntilOfflineReady } from './steps.ts'

/** A device without a network, and requests that a navigation cuts off, are told in the console. */
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
  const field = page.getByRole('textbox', { name: /^Words of/ }).first()
  await field.fill(words)
  await field.press('Escape')
  await expectCaption(page, words)
}

const expectCaption = (page: Page, words: string) =>
  expect(boxes(page, 'text').first()).toHaveAccessibleName(`Text: ${words}`)

const panel = (page: Page, name: string) => page.getByRole('complementary', { name })
const conflictChip = (page: Page) => page.getByRole('button', { name: 'Also changed elsewhere: review' })

/** “Fast” here without a network, “Faster” on the other device meanwhile; then this one is back. */
async function disagree(here: Device, there: Page): Promise<void> {
  await here.context.setOffline(true)
  await writeCaption(here.page, 'Fast')
  await expect(here.page.getByRole('button', { name: /^Offline: 1 change/ })).toBeVisible()
  await writeCaption(there, 'Faster')
  await expectSynced(there)
  await here.context.setOffline(false)
}

test('a conflict shows on the card, leads into the review, and both words can be kept', async ({
  page,
  newProfile,
  allowConsoleErrors,
}) => {
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

test('asked each time: the two versions side by side as pictures, and the chosen one on both devices', async ({
  page,
  newProfile,
  allowConsoleErrors,
}) => {
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
