import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { planSyncTag } from '#app/client/sync/background-sync-tag.ts'
import { openSyncPage } from '../browser/open-sync-page.ts'
import { serveModule } from '../browser/serve-module.mjs'
import { startTcpProxy, type TcpProxy } from '../faults/tcp-proxy.ts'
import { boxes, openNewProject } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'
import { type KillableBrowser, startKillableBrowser } from './killable-browser.ts'
import { expectSynced, mintEmail, signUp, waitUntilOfflineReady } from './steps.ts'

/** Everything here meets dead servers and dead networks on purpose. */
const deadNetwork = /Failed to load resource|ERR_|status of 50\d/

type Device = Awaited<ReturnType<typeof syncBench.openDevice>>
type InPage = { device: Device }

/** A writing tab, and the words it reported as saved. */
type Tab = { page: Page; prefix: string; caption: string; saved: number[] }

const sharedCaption = 'text-4'
const pauseMs = 60

const wait = (ms: number) => new Promise((resume) => setTimeout(resume, ms))

/** Several browsers on one account behind a network that can be cut. */
async function createScene(executablePath: string, appPort: number) {
  const served = await serveModule('tests/browser/sync-entry.ts')
  const proxy = await startTcpProxy({ port: appPort })
  const email = mintEmail('faults')
  const folders: string[] = []
  const browsers: KillableBrowser[] = []
  let userId = ''

  async function openTab(browser: KillableBrowser): Promise<Page> {
    const page = await browser.context.newPage()
    page.on('pageerror', (error) => console.error(error))
    ;({ userId } = await openSyncPage(page, { appUrl: proxy.url, servedUrl: served.url, email }))
    await page.evaluate(async (id) => {
      Object.assign(globalThis, { device: await syncBench.openDevice(id) })
    }, userId)
    return page
  }

  return {
    proxy,
    openTab,
    async startBrowser(folder?: string): Promise<{ browser: KillableBrowser; folder: string }> {
      const own = folder ?? (await mkdtemp(join(tmpdir(), 'appframes-faults-')))
      folders.push(own)
      const browser = await startKillableBrowser(executablePath, own)
      browsers.push(browser)
      return { browser, folder: own }
    },
    async close() {
      for (const browser of browsers) await browser.kill()
      await proxy.close()
      await served.close()
      for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}

const createProject = (page: Page) =>
  page.evaluate(async () => {
    const { device } = globalThis as never as InPage
    const project = syncBench.createTestProject({ screens: 1, elements: 5 })
    await device.create(project)
    device.wake()
    return project.id
  })

const whenSynced = (page: Page) => page.evaluate(() => (globalThis as never as InPage).device.whenSynced())

async function startWriting(page: Page, projectId: string, who: { prefix: string; caption: string }) {
  const tab: Tab = { page, ...who, saved: [] }
  page.on('console', (message) => {
    const [, prefix, number] = /^saved ([a-z]\d)-(\d+)$/.exec(message.text()) ?? []
    if (prefix === who.prefix) tab.saved.push(Number(number))
  })
  const text = await readCaption(page, projectId, who.caption)
  const from = listNumbers(text, who.prefix).length + 1
  await page.evaluate(
    ({ id, writing }) => (globalThis as never as InPage).device.startWriting(id as never, writing),
    {
      id: projectId,
      writing: {
        prefix: who.prefix,
        from,
        own: who.caption,
        shared: sharedCaption,
        firstSign: findFirstSign(who.prefix),
        pauseMs,
      },
    },
  )
  return tab
}

const stopWriting = (tab: Tab) =>
  tab.page.evaluate(() => (globalThis as never as InPage).device.stopWriting())

const readProject = (page: Page, projectId: string) =>
  page.evaluate((id) => (globalThis as never as InPage).device.readProject(id as never), projectId)

async function readCaption(page: Page, projectId: string, caption: string): Promise<string> {
  const { screensByCanvasSize } = await readProject(page, projectId)
  const screen = Object.values(Object.values(screensByCanvasSize)[0] ?? {})[0]
  const element = Object.entries(screen?.elements ?? {}).find(([id]) => id === caption)?.[1]
  if (element?.type !== 'text') throw new Error(`${caption} is not a caption`)
  return Object.values(element.contentByLocale)[0] ?? ''
}

function listNumbers(text: string, prefix: string): number[] {
  return [...text.matchAll(new RegExp(`\\b${prefix}-(\\d+)\\b`, 'g'))].map(([, number]) => Number(number))
}

/** Each tab has ideographs of its own: in any merge, a sign is there or it is not. */
const findFirstSign = (prefix: string): number => 0x4e00 + ['a1', 'a2', 'b1', 'b2'].indexOf(prefix) * 3_000

const countTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

/** A minute and a half of every kind of network and process fault, shortened. */
async function rage(proxy: TcpProxy): Promise<void> {
  proxy.cutAnswersAfter(150)
  await wait(1_500)
  proxy.cutAnswersAfter(undefined)
  proxy.cutUploadsAfter(200)
  await wait(1_500)
  proxy.cutUploadsAfter(undefined)
  proxy.cutAll()
  await wait(1_000)
  proxy.hang(true)
  await wait(1_500)
  proxy.hang(false)
  proxy.refuse(true)
  await wait(1_000)
  proxy.refuse(false)
}

test('[F1] [F2] [F8] [F11] [F13] two browsers with two tabs each write while answers are lost, connections hang, and the server and a browser are killed: every saved word is everywhere, once', {
  tag: ['@server', '@nightly'],
}, async ({ app, executablePath }) => {
  test.setTimeout(240_000)
  const scene = await createScene(executablePath, app.port)
  try {
    const a = await scene.startBrowser()
    const firstA = await scene.openTab(a.browser)
    const projectId = await createProject(firstA)
    await whenSynced(firstA)
    const b = await scene.startBrowser()
    const firstB = await scene.openTab(b.browser)
    await whenSynced(firstB)
    const tabs = [
      await startWriting(firstA, projectId, { prefix: 'a1', caption: 'text-0' }),
      await startWriting(await scene.openTab(a.browser), projectId, { prefix: 'a2', caption: 'text-1' }),
      await startWriting(firstB, projectId, { prefix: 'b1', caption: 'text-2' }),
      await startWriting(await scene.openTab(b.browser), projectId, { prefix: 'b2', caption: 'text-3' }),
    ]

    await rage(scene.proxy)
    await app.kill()
    await wait(1_000)
    await app.start()
    await wait(500)
    await b.browser.kill()
    // The leader tab is killed in mid-push; the other takes over.
    await firstA.close()
    await wait(1_000)
    const again = await scene.startBrowser(b.folder)
    const backB = await scene.openTab(again.browser)
    const later = [
      await startWriting(backB, projectId, { prefix: 'b1', caption: 'text-2' }),
      await startWriting(await scene.openTab(a.browser), projectId, { prefix: 'a1', caption: 'text-0' }),
    ]
    scene.proxy.cutAnswersAfter(300)
    await wait(1_500)
    scene.proxy.cutAnswersAfter(undefined)
    await wait(1_000)

    const [, stillA] = tabs as [Tab, Tab, Tab, Tab]
    for (const tab of [stillA, ...later]) await stopWriting(tab)
    await expect(async () => {
      for (const page of [stillA.page, backB]) {
        expect(await page.evaluate(() => (globalThis as never as InPage).device.countWaiting())).toBe(0)
        // Text written on one caption by two devices at once is merged, and overlaps are in the conflict review.
        const status = await page.evaluate(() => (globalThis as never as InPage).device.status().kind)
        expect(['synced', 'conflict']).toContain(status)
      }
      expect(await readProject(backB, projectId)).toEqual(await readProject(stillA.page, projectId))
    }).toPass({ timeout: 70_000 })

    const response = await stillA.page.request.get(`${scene.proxy.url}/api/projects/${projectId}`)
    const onServer = JSON.stringify(await response.json())
    const conflicts = JSON.stringify(
      await Promise.all(
        [stillA.page, backB].map((page) =>
          page.evaluate(() => (globalThis as never as InPage).device.listConflicts()),
        ),
      ),
    )
    const shared = await readCaption(stillA.page, projectId, sharedCaption)
    let savedCount = 0
    for (const { prefix, caption, saved } of [...tabs, ...later]) {
      savedCount += saved.length
      const written = listNumbers(await readCaption(stillA.page, projectId, caption), prefix)
      expect(written, `${prefix}: each word once, in order`).toEqual(countTo(written.length))
      expect(written.length, `${prefix}: nothing that was saved is lost`).toBeGreaterThanOrEqual(
        Math.max(0, ...saved),
      )
      expect(onServer).toContain(`${prefix}-${written.length}`)
      for (const number of saved) {
        const sign = String.fromCodePoint(findFirstSign(prefix) + number)
        expect(shared.split(sign).length - 1, `${prefix}-${number} on the shared caption`).toBeLessThan(2)
        expect(shared + conflicts, `${prefix}-${number} on the shared caption or in its record`).toContain(
          sign,
        )
      }
    }
    expect(savedCount).toBeGreaterThan(60)
    console.log(`${savedCount} words saved, ${JSON.stringify(scene.proxy.counts())}`)
  } finally {
    await scene.close()
  }
})

test('[S54] [F15] changes pending when the last tab closes are synced by the service worker, without a page’s timer', {
  tag: ['@server', '@nightly'],
}, async ({ app, page, allowConsoleErrors }) => {
  allowConsoleErrors(deadNetwork)
  await signUp(page, mintEmail('worker'))
  await openNewProject(page)
  await expectSynced(page)
  await waitUntilOfflineReady(page)
  const id = page.url().split('/projects/')[1]?.split(/[?#]/)[0] ?? ''
  const cookies = await page.context().cookies()
  const session = await page.request.get('/api/auth/get-session')
  const { user } = (await session.json()) as { user: { id: string } }

  await app.kill()
  await boxes(page, 'text').first().dblclick()
  const field = page.getByRole('textbox', { name: /^Text of/ }).first()
  await field.fill('Sent by nobody')
  await field.press('Escape')
  await expect(page.getByRole('button', { name: /^Offline: 1 change/ })).toBeVisible()

  // Inspects the browser's workers from a page outside the app.
  const outside = await page.context().newPage()
  const devtools = await page.context().newCDPSession(page)
  const registrations: { registrationId: string; scopeURL: string }[] = []
  devtools.on('ServiceWorker.workerRegistrationUpdated', (event) =>
    registrations.push(...event.registrations),
  )
  await devtools.send('ServiceWorker.enable')
  await expect.poll(() => registrations.length).toBeGreaterThan(0)
  const registrationId = registrations.at(-1)?.registrationId ?? ''
  await page.close()
  await app.start()
  const readHeadline = async () => {
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const response = await fetch(`${app.url}/api/projects/${id}`, { headers: { cookie } })
    return await response.text()
  }
  expect(await readHeadline()).not.toContain('Sent by nobody')
  const worker = await page.context().newCDPSession(outside)
  await worker.send('ServiceWorker.enable')
  await worker.send('ServiceWorker.dispatchSyncEvent', {
    origin: app.url,
    registrationId,
    tag: planSyncTag(user.id, 'test'),
    lastChance: false,
  })
  await expect.poll(readHeadline).toContain('Sent by nobody')
})
