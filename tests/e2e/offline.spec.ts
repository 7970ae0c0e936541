import { once } from 'node:events'
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

/** The worker controls the page and everything it needs is on disk. */
async function waitUntilOffline(page: Page) {
  await page.waitForFunction(async () => {
    const registration = await navigator.serviceWorker.ready
    return registration.active?.state === 'activated' && navigator.serviceWorker.controller !== null
  })
}

const addresses = [
  { name: 'the list', path: '/', shows: /new project/i, tag: '@nightly' },
  {
    name: 'a project never visited',
    path: '/projects/0b6b7d4e-52a4-4d2f-9d0d-6d1d3c1f7a11',
    shows: /project/i,
    tag: [],
  },
  { name: 'an unknown address', path: '/no/such/page', shows: /does not exist/i, tag: '@nightly' },
  { name: 'the sign-in page', path: '/sign-in', shows: /sign in/i, tag: '@nightly' },
]

test.describe('with the server killed', { tag: '@server' }, () => {
  for (const { name, path, shows, tag } of addresses) {
    test(`a hard reload opens ${name} with no console error`, { tag }, async ({ app, page }) => {
      await page.goto('/')
      await waitUntilOffline(page)
      await app.kill()
      await page.goto(path)
      await expect(page.getByRole('main')).toContainText(shows)
      await page.reload()
      await expect(page.getByRole('main')).toContainText(shows)
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
    })
  }

  test('an API request is rejected by the network and never served from a cache', {
    tag: '@nightly',
  }, async ({ app, page, allowConsoleErrors }) => {
    allowConsoleErrors(/ERR_CONNECTION_REFUSED.*healthz/)
    await page.goto('/')
    await waitUntilOffline(page)
    // Read to its end: a response cut off by the kill would be a console error of its own.
    await page.evaluate(() => fetch('/healthz').then((response) => response.text()))
    await app.kill()
    const answer = await page.evaluate(() => fetch('/healthz').then((response) => response.status, String))
    expect(answer).toContain('TypeError')
  })
})

test('a server that accepts and never responds gets four seconds, then the page opens without it', {
  tag: ['@server', '@nightly'],
}, async ({ app, page }) => {
  await page.goto('/')
  await waitUntilOffline(page)
  app.freeze()
  const startedMs = performance.now()
  await page.goto('/')
  expect(performance.now() - startedMs).toBeGreaterThan(3_500)
  await expect(page.getByRole('main')).toContainText(/new project/i)
  app.thaw()
})

test('a proxy’s 502 does not hide the app', { tag: ['@server', '@nightly'] }, async ({ app, page }) => {
  await page.goto('/')
  await waitUntilOffline(page)
  await app.kill()
  const proxy = createServer((_request, response) => response.writeHead(502).end('Bad gateway'))
  proxy.listen(app.port)
  await once(proxy, 'listening')
  await page.goto('/')
  await expect(page.getByRole('main')).toContainText(/new project/i)
  proxy.close()
  proxy.closeAllConnections()
})

test('the browser finds nothing missing to install the app', {
  tag: ['@service-worker', '@nightly'],
}, async ({ page }) => {
  await page.goto('/')
  await waitUntilOffline(page)
  const session = await page.context().newCDPSession(page)
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
  // A test's context is a private window, which installs nothing; everything else must be in order.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([])
  const { errors, data } = await session.send('Page.getAppManifest')
  expect(errors).toEqual([])
  const { icons } = JSON.parse(data ?? '{}') as { icons: { src: string; sizes: string; purpose: string }[] }
  expect(icons.map(({ purpose }) => purpose)).toContain('maskable')
  for (const { src, sizes } of icons.filter((icon) => icon.sizes !== 'any')) {
    const widthPx = await page.evaluate(async (source) => {
      const picture = await createImageBitmap(await (await fetch(source)).blob())
      return picture.width
    }, src)
    expect(`${widthPx}x${widthPx}`).toBe(sizes)
  }
})

test('the cached shell contains no account’s data', { tag: '@service-worker' }, async ({ page }) => {
  await page.goto('/')
  await waitUntilOffline(page)
  const kept = await page.evaluate(async () => {
    const response = await caches.match('/app-shell')
    return { text: await response?.text(), cookies: response?.headers.get('set-cookie') ?? '' }
  })
  expect(kept.cookies).toBe('')
  expect(kept.text).toContain('AppFrames')
})

test('a new version is offered in every tab, and each tab reloads once when one agrees', {
  tag: '@server',
}, async ({ app, newProfile }) => {
  const context = await newProfile()
  const tabs = [context.pages()[0] ?? (await context.newPage()), await context.newPage()]
  const loads = new Map<Page, number>()
  for (const tab of tabs) {
    await tab.goto('/')
    await waitUntilOffline(tab)
    tab.on('load', () => loads.set(tab, (loads.get(tab) ?? 0) + 1))
  }
  const buildDir = await makeSecondBuild(test.info().outputPath('build'))
  await app.stop()
  await app.start({ buildDir })

  const [first, second] = tabs
  if (!first || !second) throw new Error('two tabs')
  await first.evaluate(async () => (await navigator.serviceWorker.ready).update())
  for (const tab of tabs) await expect(tab.getByText('A new version of AppFrames is ready.')).toBeVisible()

  await second.getByRole('button', { name: 'Update now' }).click()
  for (const tab of tabs) {
    await expect.poll(() => loads.get(tab)).toBe(1)
    await expect(tab.getByText('A new version of AppFrames is ready.')).toBeHidden()
  }
  // The old version's caches are deleted, so the tabs run on the new one alone.
  // Fonts are kept under names of their content, whichever version fetched them.
  const listVersions = async () =>
    (await first.evaluate(() => caches.keys())).filter((name) => name !== 'appframes-fonts')
  await expect.poll(listVersions).toEqual(['appframes-second'])
  expect([...loads.values()]).toEqual([1, 1])
  await app.stop()
  await app.start()
})

/** The same build under another version: a new worker file is all the browser needs to see an update. */
async function makeSecondBuild(folder: string): Promise<string> {
  // Inside the project, so that the server bundle finds its packages.
  const buildDir = join(folder, 'second')
  await rm(buildDir, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await cp('build', buildDir, { recursive: true })
  const workerFile = join(buildDir, 'client/sw.js')
  const worker = await readFile(workerFile, 'utf8')
  const changed = worker.replace(/version:`[0-9a-f]{16}`/, 'version:`second`')
  expect(changed).not.toBe(worker)
  await writeFile(workerFile, changed)
  return buildDir
}
