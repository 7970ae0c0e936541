import type { BrowserContext, Page } from '@playwright/test'
import { createCaptureFile, createNoiseFile, type Rgb } from '#tests/factories/capture-file.ts'
import { distance, dropFiles, exportCurrentScreen, openNewProject, readPixel, stage } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'
import { dropDrawn } from './many-captures.ts'
import { expectSynced, mintEmail, signIn, signUp, waitUntilOfflineReady } from './steps.ts'

const green: Rgb = [30, 160, 90]
const files = (page: Page) => page.getByRole('list', { name: 'Files' }).getByRole('listitem')
const file = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name}, `) })
const remote = (page: Page, name: string) =>
  file(page, name).getByTitle('In your account, not on this device yet')
const firstPage = async (context: BrowserContext) => context.pages()[0] ?? (await context.newPage())
/** Signed addresses: the originals themselves. */
const originals = /\/api\/media\/objects\//

async function expectAllSynced(page: Page, count: number): Promise<void> {
  await expect(page.getByRole('button', { name: /, Synced/ })).toHaveCount(count, { timeout: 120_000 })
}

test('a device that is new to the account fetches the originals that are looked at, not all of them', async ({
  newProfile,
}) => {
  test.setTimeout(300_000)
  const email = mintEmail('fresh')
  const page = await firstPage(await newProfile())
  await signUp(page, email)
  await page.goto('/media')
  await expect(page.getByRole('button', { name: /Drop captures here/ })).toBeVisible()
  await dropDrawn(page, 56)
  await expectAllSynced(page, 56)

  const small = { width: 600, height: 500 }
  const other = await firstPage(await newProfile({ serviceWorkers: 'block', viewport: small }))
  await signIn(other, email)
  const fetched = new Set<string>()
  other.on('request', (request) => originals.test(request.url()) && fetched.add(request.url()))
  await other.goto('/media')
  await expect(files(other)).toHaveCount(56, { timeout: 60_000 })
  await expect(files(other).first().locator('img')).toBeVisible({ timeout: 30_000 })
  await files(other).last().scrollIntoViewIfNeeded()
  // They come in the order in which they were wanted: those before it that are wanted are here as well.
  await expect(files(other).last().locator('img')).toBeVisible({ timeout: 60_000 })
  expect(fetched.size).toBeLessThan(46)
})

test('a full disk gives up originals that are safely in the account, oldest first, none that are kept offline; they come back when looked at', async ({
  newProfile,
}) => {
  test.setTimeout(240_000)
  const email = mintEmail('full')
  const page = await firstPage(await newProfile())
  await signUp(page, email)
  await openNewProject(page)
  await dropFiles(stage(page), [createNoiseFile('Kept.png', 1000, 1000)])
  await page.getByRole('button', { name: 'Media', exact: true }).click()
  await expect(file(page, 'Kept.png')).toHaveAccessibleName(/, Synced/)
  const offline = page.getByRole('switch', { name: 'Keep everything offline' })
  await offline.check()
  await page.goto('/media')
  // One after the other: their age decides.
  const byAge = ['First.png', 'Second.png', 'Third.png', 'Fourth.png', 'Fifth.png']
  for (const [index, name] of byAge.entries()) {
    await page.locator('[data-media-input]').setInputFiles([createNoiseFile(name, 1000, 1000)])
    await expectAllSynced(page, index + 2)
  }
  await waitUntilOfflineReady(page)

  const session = await page.context().newCDPSession(page)
  const usage = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0)
  const origin = new URL(page.url()).origin
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 1_000_000 })
  await page.locator('[data-media-input]').setInputFiles([createNoiseFile('New.png', 1000, 1000)])
  await expect(file(page, 'New.png')).toBeVisible()
  const isRemote = (name: string) => remote(page, name).isVisible()
  await expect.poll(() => isRemote('First.png'), { timeout: 30_000 }).toBe(true)
  const gone = await Promise.all(byAge.map(isRemote))
  expect(gone, 'the oldest and not the youngest').toEqual(gone.toSorted((a, b) => Number(b) - Number(a)))
  for (const name of ['Kept.png', 'Fifth.png', 'New.png']) expect(await isRemote(name), name).toBe(false)

  await session.send('Storage.overrideQuotaForOrigin', { origin })
  await file(page, 'First.png').click()
  const viewer = page.getByRole('dialog', { name: 'First.png' })
  await expect(viewer.getByRole('button', { name: 'Turn right' })).toBeEnabled()
  await page.keyboard.press('Escape')
  await expect.poll(() => isRemote('First.png'), { timeout: 30_000 }).toBe(false)
})

test('an export waits for captures that are on their way, says so, and has them', async ({ newProfile }) => {
  const email = mintEmail('export')
  const page = await firstPage(await newProfile())
  await signUp(page, email)
  await openNewProject(page)
  await dropFiles(stage(page), [createCaptureFile('Home screen.png', 603, 1311, green)])
  await page.getByRole('button', { name: 'Media', exact: true }).click()
  await expectAllSynced(page, 1)
  const url = page.url()
  await expectSynced(page)

  const context = await newProfile({ serviceWorkers: 'block' })
  const other = await firstPage(context)
  await signIn(other, email)
  let letGo: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await context.route(originals, async (route) => {
    await held
    await route.continue().catch(() => undefined)
  })
  await other.goto(url)
  await other.getByRole('button', { name: 'Export', exact: true }).click()
  const panel = other.getByRole('dialog', { name: 'Export' })
  await expect(panel.getByText(/Fetching captures from your account: 0 of 1/)).toBeVisible()
  await panel.getByRole('button', { name: 'Close' }).first().click()
  letGo()
  const picture = await exportCurrentScreen(other)
  const { width, height } = picture.png
  expect(distance(readPixel(picture, width * 0.5, height * 0.7), green)).toBeLessThan(8)
})
