import type { Locator, Page } from '@playwright/test'
import { createCaptureFile, createNoiseFile, type Rgb } from '#tests/factories/capture-file.ts'
import {
  distance,
  dropFiles,
  exportCurrentScreen,
  openNewProject,
  readDevice,
  readPixel,
  stage,
} from './editor-steps.ts'
import { expect, type NewProfile, type ProfileOptions, test } from './fixtures.ts'
import { dropDrawn } from './many-captures.ts'
import { card, expectSynced, mintEmail, signIn, signUp } from './steps.ts'

const green: Rgb = [30, 160, 90]
const files = (page: Page) => page.getByRole('list', { name: 'Files' }).getByRole('listitem')
const file = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name}, `) })
const remote = (page: Page, name: string) =>
  file(page, name).getByTitle('In your account, not on this device yet')
/** Signed addresses: the originals themselves. */
const originals = /\/api\/media\/objects\//
const thumbnails = /\/api\/media\/assets\/[^/]+\/thumbnail/

async function openDevice(newProfile: NewProfile, options: ProfileOptions = {}) {
  const context = await newProfile(options)
  return { context, page: context.pages()[0] ?? (await context.newPage()) }
}

/** The device on which the account is made. */
async function openAccount(newProfile: NewProfile, name: string): Promise<{ page: Page; email: string }> {
  const email = mintEmail(name)
  const { page } = await openDevice(newProfile)
  await signUp(page, email)
  return { page, email }
}

/** A device that is new to the account; the addresses are its requests so far. */
async function openFreshDevice(newProfile: NewProfile, email: string, options: ProfileOptions = {}) {
  const { context, page } = await openDevice(newProfile, { serviceWorkers: 'block', ...options })
  const asked = { originals: new Set<string>(), thumbnails: new Set<string>() }
  page.on('request', (request) => {
    if (originals.test(request.url())) asked.originals.add(request.url())
    if (thumbnails.test(request.url())) asked.thumbnails.add(request.url())
  })
  await signIn(page, email)
  return { context, page, asked }
}

/** Thumbnails follow the originals; the page does not show when. */
async function expectThumbnailsInAccount(page: Page, count: number): Promise<void> {
  const countThem = async () => {
    const { assets } = await (await page.request.get('/api/media/assets')).json()
    return assets.filter(({ hasThumbnail }: { hasThumbnail?: boolean }) => hasThumbnail).length
  }
  await expect.poll(countThem, { timeout: 60_000 }).toBe(count)
}

/** The colour in the middle of a picture of the page. */
const readMiddle = (picture: Locator) =>
  picture.evaluate((image: HTMLImageElement) => {
    const context = new OffscreenCanvas(1, 1).getContext('2d')
    const { naturalWidth: width, naturalHeight: height } = image
    context?.drawImage(image, width / 2, height / 2, 1, 1, 0, 0, 1, 1)
    return [...(context?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3)
  })

async function expectAllSynced(page: Page, count: number): Promise<void> {
  await expect(page.getByRole('button', { name: /, Synced/ })).toHaveCount(count, { timeout: 120_000 })
}

test('a device that is new to the account shows tiles by their thumbnails, and downloads the original that is opened', {
  tag: '@nightly',
}, async ({ newProfile }) => {
  test.setTimeout(300_000)
  const { page, email } = await openAccount(newProfile, 'fresh')
  await page.goto('/media')
  await expect(page.getByRole('button', { name: /Drop captures here/ })).toBeVisible()
  await dropDrawn(page, 56)
  await expectAllSynced(page, 56)
  await expectThumbnailsInAccount(page, 56)

  const viewport = { width: 600, height: 500 }
  const { page: other, asked } = await openFreshDevice(newProfile, email, { viewport })
  await other.goto('/media')
  await expect(files(other)).toHaveCount(56, { timeout: 60_000 })
  for (const tile of [files(other).first(), files(other).last()]) {
    await tile.scrollIntoViewIfNeeded()
    // They arrive in the order of the requests: earlier requests are complete as well.
    const picture = tile.locator('img')
    await expect(picture).toHaveJSProperty('naturalHeight', 256, { timeout: 60_000 })
  }
  expect([...asked.originals]).toEqual([])
  expect(asked.thumbnails.size, 'only what is looked at').toBeLessThan(46)

  await file(other, 'Capture 1.png').click()
  const viewer = other.getByRole('dialog', { name: 'Capture 1.png' })
  await expect(viewer.getByRole('button', { name: 'Turn right' })).toBeEnabled()
  await expect(viewer.getByRole('img', { name: 'Capture 1.png' })).toHaveJSProperty('naturalHeight', 640)
  expect(asked.originals.size).toBe(1)
})

test('a full disk evicts originals that are safe in the account, oldest first, none that are kept offline; they are downloaded again when viewed', {
  tag: '@nightly',
}, async ({ newProfile }) => {
  test.setTimeout(240_000)
  const { page } = await openAccount(newProfile, 'full')
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

test('a card and the stage show a capture by its thumbnail; an export waits for the original, reports that, and contains it', {
  tag: '@nightly',
}, async ({ newProfile }) => {
  const { page, email } = await openAccount(newProfile, 'export')
  await openNewProject(page)
  await dropFiles(stage(page), [createCaptureFile('Home screen.png', 603, 1311, green)])
  await page.getByRole('button', { name: 'Media', exact: true }).click()
  await expectAllSynced(page, 1)
  const url = page.url()
  await expectSynced(page)

  await expectThumbnailsInAccount(page, 1)

  const { context, page: other, asked } = await openFreshDevice(newProfile, email)
  let letGo: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await context.route(originals, async (route) => {
    await held
    await route.continue().catch(() => undefined)
  })
  const picture = other
    .getByRole('listitem')
    .filter({ has: card(other, 'Untitled project') })
    .locator('img')
  const isGreen = async () => distance(await readMiddle(picture), green) < 24
  await expect.poll(isGreen, { message: 'the card by the small picture', timeout: 30_000 }).toBe(true)
  expect([...asked.originals]).toEqual([])
  await other.goto(url)
  const isGreenOnStage = async () => distance(await readDevice(other), green) < 24
  await expect.poll(isGreenOnStage, { message: 'the stage by the small picture', timeout: 30_000 }).toBe(true)
  await other.getByRole('button', { name: 'Export', exact: true }).click()
  const panel = other.getByRole('dialog', { name: 'Export' })
  await expect(panel.getByText(/Fetching captures from your account: 0 of 1/)).toBeVisible()
  await panel.getByRole('button', { name: 'Close' }).first().click()
  letGo()
  const exported = await exportCurrentScreen(other)
  const { width, height } = exported.png
  expect(distance(readPixel(exported, width * 0.5, height * 0.7), green)).toBeLessThan(8)
})
