import type { BrowserContext, Page } from '@playwright/test'
import { readPlace } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'
import { expectSynced, mintEmail, signIn, signUp, waitUntilOfflineReady } from './steps.ts'

const headlines = [
  'Know the tide at a glance',
  'Plan your week by the sea',
  'Keep every favourite spot',
  'Collect what you find',
  'Go at just the right time',
]

const headline = (page: Page, words: string) => page.getByRole('button', { name: `Text: ${words}` })

async function openSample(page: Page): Promise<string> {
  await page.goto('/')
  await page
    .getByRole('button', { name: /Open the sample|New from sample/ })
    .first()
    .click()
  await page.waitForURL(/\/projects\//)
  await expect(headline(page, 'Know the tide at a glance')).toBeVisible()
  return page.url()
}

async function openTab(context: BrowserContext, url: string): Promise<Page> {
  const tab = await context.newPage()
  await tab.goto(url)
  await expect(tab.getByRole('region', { name: 'Screen 1: Today' })).toBeVisible()
  return tab
}

async function removeHeadline(page: Page, words: string): Promise<void> {
  await page.bringToFront()
  await headline(page, words).click()
  await page.keyboard.press('Delete')
}

test('[F14] a tab closed at once after an edit: every edit is there on reopening', {
  tag: '@nightly',
}, async ({ page }) => {
  const url = await openSample(page)
  await page.goto('/')
  for (const words of headlines) {
    const tab = await openTab(page.context(), url)
    await removeHeadline(tab, words)
    await tab.close()
  }
  const tab = await openTab(page.context(), url)
  await expect(tab.getByRole('button', { name: 'Text: Live heights for every cove' })).toBeVisible()
  for (const words of headlines) await expect(headline(tab, words)).toHaveCount(0)
})

test('[F13] two tabs edit one project: both edits survive and both tabs show both', async ({ page }) => {
  const url = await openSample(page)
  const other = await openTab(page.context(), url)
  await removeHeadline(page, 'Know the tide at a glance')
  await removeHeadline(other, 'Plan your week by the sea')
  for (const tab of [page, other]) {
    await expect(headline(tab, 'Know the tide at a glance')).toHaveCount(0)
    await expect(headline(tab, 'Plan your week by the sea')).toHaveCount(0)
  }
  await page.reload()
  await expect(headline(page, 'Keep every favourite spot')).toBeVisible()
  await expect(headline(page, 'Know the tide at a glance')).toHaveCount(0)
  await expect(headline(page, 'Plan your week by the sea')).toHaveCount(0)
})

test('[F13] an edit of another window arrives in the middle of a drag, and the drag goes on', {
  tag: '@nightly',
}, async ({ page }) => {
  const url = await openSample(page)
  const opened = page.context().waitForEvent('page')
  // A window of its own, so that neither of the two is hidden.
  await page.evaluate((address) => window.open(address, '', 'popup,width=1200,height=800'), url)
  const other = await opened
  await expect(headline(other, 'Plan your week by the sea')).toBeVisible()

  const dragged = headline(page, 'Know the tide at a glance')
  await dragged.click()
  const before = await readPlace(dragged)
  const box = await dragged.boundingBox()
  if (box === null) throw new Error('Nothing to drag.')
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x, from.y + 40, { steps: 6 })
  await headline(other, 'Plan your week by the sea').click()
  await other.keyboard.press('Delete')
  await expect(headline(page, 'Plan your week by the sea')).toHaveCount(0)
  await page.mouse.move(from.x, from.y + 80, { steps: 6 })
  await page.mouse.up()

  await expect.poll(async () => (await readPlace(dragged)).y - before.y).toBeGreaterThan(0.1)
  const after = await readPlace(dragged)
  await expect
    .poll(async () => (await readPlace(headline(other, 'Know the tide at a glance'))).y)
    .toBeCloseTo(after.y, 2)
  await expect(headline(page, 'Plan your week by the sea')).toHaveCount(0)
})

test('[F13] a text that is being typed on the stage takes what another window writes there, and typing goes on', async ({
  page,
}) => {
  const url = await openSample(page)
  const other = await openTab(page.context(), url)
  await page.bringToFront()
  await headline(page, 'Know the tide at a glance').dblclick()
  const field = page.getByRole('textbox', { name: /^Text of / })
  await expect(field).toHaveValue('Know the tide\nat a glance')
  await page.keyboard.press('End')

  await headline(other, 'Know the tide at a glance').click()
  await other.getByRole('textbox', { name: /^Text in / }).fill('Know every tide\nat a glance')
  await expect(field).toHaveValue('Know every tide\nat a glance')
  await page.keyboard.type(' today')
  await page.keyboard.press('Escape')
  for (const tab of [page, other])
    await expect(headline(tab, 'Know every tide at a glance today')).toBeVisible()
})

test('undo reverts the own edit and not the other tab’s, also after a visit to the list', async ({
  page,
}) => {
  const url = await openSample(page)
  const other = await openTab(page.context(), url)
  await removeHeadline(page, 'Know the tide at a glance')
  await removeHeadline(other, 'Plan your week by the sea')
  await expect(headline(page, 'Plan your week by the sea')).toHaveCount(0)
  await page.bringToFront()
  await page.getByRole('link', { name: 'Back to your projects' }).click()
  await page.getByRole('link', { name: 'Tidepool (sample)' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(headline(page, 'Know the tide at a glance')).toBeVisible()
  await expect(headline(page, 'Plan your week by the sea')).toHaveCount(0)
  await expect(headline(other, 'Know the tide at a glance')).toBeVisible()
})

test('an edit with the server killed reaches the second browser’s open editor once it is back', {
  tag: ['@server', '@nightly'],
}, async ({ app, page, newProfile, allowConsoleErrors }) => {
  // A server that is still starting; a push that a navigation cut off [F1].
  allowConsoleErrors(/503|409/)
  const email = mintEmail('kai')
  await signUp(page, email)
  const url = await openSample(page)
  await expectSynced(page)
  await waitUntilOfflineReady(page)
  const other = await (await newProfile()).newPage()
  await signIn(other, email)
  await other.goto(url)
  await expect(headline(other, 'Know the tide at a glance')).toBeVisible()
  await waitUntilOfflineReady(other)

  await app.kill()
  await page.reload()
  await removeHeadline(page, 'Know the tide at a glance')
  await expect(page.getByRole('button', { name: /^Offline: 1 change/ })).toBeVisible()
  await app.start()
  await expectSynced(page)
  await other.reload()
  await expect(headline(other, 'Know the tide at a glance')).toHaveCount(0)
  await expect(headline(other, 'Plan your week by the sea')).toBeVisible()
})

test('a project deleted in another tab can be brought back where it was open', async ({ page }) => {
  const url = await openSample(page)
  const other = await page.context().newPage()
  await other.goto('/')
  await other.getByRole('link', { name: 'Tidepool (sample)' }).press('Delete')
  await expect(other.getByRole('link', { name: 'Tidepool (sample)' })).toHaveCount(0)
  await page.goto(url)
  await expect(page.getByRole('heading', { name: '“Tidepool (sample)” was deleted' })).toBeVisible()
  await page.getByRole('button', { name: 'Bring it back' }).click()
  await expect(headline(page, 'Know the tide at a glance')).toBeVisible()
})
