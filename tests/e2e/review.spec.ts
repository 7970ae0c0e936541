import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { expectSynced, mintEmail, openList, signUp } from './steps.ts'

/** The sample project, with its captures in the account. */
async function openSyncedSample(page: Page): Promise<void> {
  await signUp(page, mintEmail('review'))
  await openList(page)
  await page.getByRole('button', { name: 'Open the sample' }).first().click()
  await page.waitForURL(/\/projects\//)
  await expectSynced(page)
}

const panel = (page: Page) => page.getByRole('complementary', { name: 'Share for review' })
const shareTab = (page: Page) => page.getByRole('button', { name: /^Share for review/ })

test('a reviewer without an account and without scripts comments on a place and approves; the owner sees it live, answers, resolves and closes the link', async ({
  page,
  newProfile,
  allowConsoleErrors,
}) => {
  await openSyncedSample(page)
  await shareTab(page).click()
  await panel(page).getByRole('button', { name: 'Make and copy the link' }).click()
  const url = await panel(page).getByLabel('Address of the link').inputValue()
  await shareTab(page).click()

  const context = await newProfile({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
  const reviewer = await context.newPage()
  await reviewer.goto(url)
  const picture = reviewer.getByRole('img', { name: '2 · Week' })
  await picture.scrollIntoViewIfNeeded()
  await expect(picture).toHaveJSProperty('naturalWidth', 1320)
  await reviewer
    .getByRole('button', { name: 'Comment on a place in 2 · Week' })
    .click({ position: { x: 72, y: 312 } })
  await reviewer.getByLabel('Your name').first().fill('Ana')
  await reviewer.getByLabel('Comment', { exact: true }).fill('The chart could be larger.')
  await reviewer.getByRole('button', { name: 'Send comment' }).click()
  await expect(reviewer.getByRole('link', { name: 'Comment 1 by Ana' })).toBeVisible()
  await reviewer.getByRole('button', { name: 'Approve' }).click()
  await expect(reviewer.getByRole('list', { name: 'Verdicts' })).toContainText('Ana approved')

  await expect(shareTab(page)).toHaveAccessibleName('Share for review: 2 new comments')
  await shareTab(page).click()
  const comment = panel(page).getByRole('listitem').filter({ hasText: 'The chart could be larger.' })
  await expect(comment).toContainText('Screen 2 “Week”')
  const pin = page
    .getByRole('region', { name: 'Screen 2: Week' })
    .getByRole('button', { name: 'Comment 1 by Ana' })
  await comment.getByRole('button', { name: 'Show' }).click()
  await pin.click()
  await expect(comment).toHaveAttribute('data-focused', 'true')
  await comment.getByRole('button', { name: 'Answer' }).click()
  await comment.getByLabel('Your answer').fill('It is now.')
  await comment.getByRole('button', { name: 'Send answer' }).click()
  await expect(comment.getByText('It is now.')).toBeVisible()
  await comment.getByRole('button', { name: 'Resolve' }).click()
  await expect(comment).toBeHidden()
  await expect(shareTab(page)).toHaveAccessibleName('Share for review')

  await reviewer.goto(url)
  const answered = reviewer.getByRole('listitem').filter({ hasText: 'The chart could be larger.' }).last()
  await expect(answered).toContainText('It is now.')
  await expect(answered).toContainText('resolved')

  await panel(page).getByRole('button', { name: 'Revoke' }).click()
  await panel(page).getByRole('button', { name: 'Close it for good?' }).click()
  await expect(panel(page).getByText('1 closed link')).toBeVisible()
  allowConsoleErrors(/status of 410/)
  expect((await reviewer.goto(url))?.status()).toBe(410)
  await expect(reviewer.getByRole('heading', { name: 'This link is closed' })).toBeVisible()
})
