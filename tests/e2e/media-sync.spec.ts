import type { BrowserContext, Page } from '@playwright/test'
import { createCaptureFile, createNoiseFile, type Rgb } from '#tests/factories/capture-file.ts'
import { boxes, dropFiles, openNewProject, readDevice, stage, undo } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'
import { expectSynced, mintEmail, signIn, signUp } from './steps.ts'

const green: Rgb = [30, 160, 90]
const capture = createCaptureFile('Home screen.png', 603, 1311, green)
const another = createCaptureFile('Other screen.png', 603, 1311, [200, 60, 60])
/** Nothing in it can be made smaller: four megabytes. */
const noise = createNoiseFile('Noise.png', 1000, 1300)
const uploads = /\/api\/media\/assets$/

const files = (page: Page) => page.getByRole('list', { name: 'Files' }).getByRole('listitem')
const file = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name}, `) })
const firstPage = async (context: BrowserContext) => context.pages()[0] ?? (await context.newPage())

/** Signed up, with a new project open that a capture was dropped into. */
async function startProject(page: Page, email: string): Promise<string> {
  await signUp(page, email)
  await openNewProject(page)
  await dropFiles(stage(page), [capture])
  await expect(undo(page)).toBeEnabled()
  return page.url()
}

/** Uploads are held in flight until released. */
async function holdUploads(page: Page): Promise<() => void> {
  let letGo: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route(uploads, async (route) => {
    if (route.request().method() === 'POST') await held
    // Gone with its page when that was reloaded meanwhile.
    await route.continue().catch(() => undefined)
  })
  return letGo
}

/** `undefined` before the stage is drawn. */
const isGreen = async (page: Page) => {
  const pixel = await readDevice(page).catch(() => undefined)
  return pixel === undefined
    ? undefined
    : green.every((value, index) => Math.abs(value - (pixel[index] ?? 999)) < 6)
}

test('[F39] a project is there before its capture: a placeholder, then the picture, with no reload', async ({
  newProfile,
}) => {
  const email = mintEmail('noa')
  const page = await firstPage(await newProfile({ serviceWorkers: 'block' }))
  const letGo = await holdUploads(page)
  const url = await startProject(page, email)
  await expectSynced(page)
  await page.getByRole('button', { name: 'Media', exact: true }).click()
  await expect(file(page, 'Home screen.png')).toHaveAccessibleName(/Uploading \d+ %|Waiting/)

  const other = await firstPage(await newProfile())
  await signIn(other, email)
  await other.goto(url)
  await expect(boxes(other, 'frame').first()).toBeVisible()
  await expect.poll(() => isGreen(page)).toBe(true)
  await expect.poll(() => isGreen(other)).toBe(false)
  await other.evaluate(() => Object.assign(window, { sameDocument: true }))

  // Nothing silent: missing pictures are named before anything is written.
  await other.getByRole('button', { name: 'Export', exact: true }).click()
  const panel = other.getByRole('dialog', { name: 'Export' })
  await expect(panel.getByText(/is not on this device and cannot be fetched now/).first()).toBeVisible()
  await panel.getByRole('button', { name: 'Close' }).first().click()

  letGo()
  await expect(file(page, 'Home screen.png')).toHaveAccessibleName(/, Synced/)
  await expect.poll(() => isGreen(other)).toBe(true)
  expect(await other.evaluate(() => 'sameDocument' in window)).toBe(true)
})

test('[F38] a reload in the middle of an upload: it resumes by itself', async ({ newProfile }) => {
  const page = await firstPage(await newProfile({ serviceWorkers: 'block' }))
  const letGo = await holdUploads(page)
  await signUp(page, mintEmail('ida'))
  await page.goto('/media')
  await page.locator('[data-media-input]').setInputFiles([capture])
  await expect(file(page, 'Home screen.png')).toHaveAccessibleName(/, Uploading/)
  await page.unroute(uploads)
  await page.reload()
  letGo()
  await expect(file(page, 'Home screen.png')).toHaveAccessibleName(/, Synced/)
})

test('two tabs, one upload: the first sends what the second imports; closed in mid-upload, the second sends it', {
  tag: '@nightly',
}, async ({ newProfile }) => {
  const context = await newProfile({ serviceWorkers: 'block' })
  const first = await firstPage(context)
  const second = await context.newPage()
  const senders: Page[] = []
  context.on('request', (request) => {
    if (request.method() === 'POST' && uploads.test(request.url())) senders.push(request.frame().page())
  })
  await signUp(first, mintEmail('ben'))
  await expectSynced(first)
  await second.goto('/media')
  await second.locator('[data-media-input]').setInputFiles([capture])
  await expect(file(second, 'Home screen.png')).toHaveAccessibleName(/, Synced/)
  expect(senders).toEqual([first])

  const letGo = await holdUploads(first)
  await second.locator('[data-media-input]').setInputFiles([another])
  await expect(file(second, 'Other screen.png')).toHaveAccessibleName(/, Uploading/)
  await first.close()
  letGo()
  await expect(file(second, 'Other screen.png')).toHaveAccessibleName(/, Synced/)
  expect(senders).toEqual([first, first, second])
})

test('[F38] on a slow line the progress is shown, and a reload during an upload costs nothing', {
  tag: '@nightly',
}, async ({ newProfile }) => {
  const page = await firstPage(await newProfile())
  await signUp(page, mintEmail('mio'))
  await page.goto('/media')
  // In the browser: a proxy's line is slow only behind socket buffers that hold the whole file.
  const network = await page.context().newCDPSession(page)
  const limitTo = (uploadThroughput: number) =>
    network.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    })
  await network.send('Network.enable')
  await limitTo(300_000)
  await page.locator('[data-media-input]').setInputFiles([noise])
  const tile = page.getByRole('button', { name: /^Noise\.png, / })
  await expect(tile).toHaveAccessibleName(/Uploading ([1-9]|[1-9]\d) %/)
  await limitTo(-1)
  await page.reload()
  await expect(tile).toHaveAccessibleName(/, Synced/)
})

test('the same file added on two devices is one file on both, and both have it in their account', {
  tag: '@nightly',
}, async ({ newProfile }) => {
  const email = mintEmail('two')
  const a = await firstPage(await newProfile())
  const b = await firstPage(await newProfile())
  await signUp(a, email)
  await signIn(b, email)
  for (const page of [a, b]) {
    await page.goto('/media')
    await expect(page.getByRole('button', { name: /Drop captures here/ })).toBeVisible()
  }
  await Promise.all([
    a.locator('[data-media-input]').setInputFiles([capture]),
    b.locator('[data-media-input]').setInputFiles([{ ...capture, name: 'The same.png' }]),
  ])
  for (const page of [a, b]) {
    await expect(files(page)).toHaveCount(1)
    await expect(page.getByRole('button', { name: /\.png, .*, Synced/ })).toBeVisible()
  }
  for (const page of [a, b]) {
    await page.reload()
    await expect(files(page)).toHaveCount(1)
    await expect(page.getByRole('button', { name: /\.png, .*, Synced/ })).toBeVisible()
  }
})
