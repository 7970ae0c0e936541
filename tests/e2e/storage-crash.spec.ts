import { mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type {} from '../browser/storage-entry.ts'
import { isNightly } from '../setup/is-nightly.ts'
import { startKillableBrowser } from './killable-browser.ts'
import { expect, openStoragePage, test } from './storage-fixtures.ts'

const roundCount = isNightly ? 8 : 3
const databaseName = 'crash'

type Running = { page: Page; kill: () => Promise<void> }

async function startBrowser(executablePath: string, folder: string): Promise<Running> {
  const { context, kill } = await startKillableBrowser(executablePath, folder)
  return { page: await context.newPage(), kill }
}

/** Types without pause and reports each edit's number once the store has confirmed it as saved. */
async function typeUntilKilled(running: Running, killAfter: number): Promise<number> {
  let acknowledged = -1
  const enough = new Promise<void>((resolve) => {
    running.page.on('console', (message) => {
      const number = /^saved (\d+)$/.exec(message.text())?.[1]
      if (number === undefined) return
      acknowledged = Number(number)
      if (acknowledged >= killAfter) resolve()
    })
  })
  await running.page.evaluate(async (name) => {
    const store = await storage.createIdbProjectStore({ databaseName: name })
    const [row] = await store.listRows()
    const created = storage.createTestProject({ screens: 10, elements: 30 })
    if (row === undefined) await store.create(created, 1)
    const loaded = await store.load(row?.id ?? created.id)
    if (loaded.kind !== 'ok') throw new Error(loaded.kind)
    let { project } = loaded
    let count = storage.readHeadline(project).split('|').length - 1
    const typeOn = async () => {
      for (;;) {
        const typed = storage.planTyping(project, '|')
        await store.commit({
          projectId: project.id,
          changes: [typed.change],
          project: typed.project,
          atMs: 2,
        })
        project = typed.project
        count += 1
        console.log(`saved ${count}`)
      }
    }
    void typeOn()
  }, databaseName)
  await enough
  await running.kill()
  return acknowledged
}

async function readBack(page: Page) {
  return await page.evaluate(async (name) => {
    const store = await storage.createIdbProjectStore({ databaseName: name })
    const [row] = await store.listRows()
    const [entry] = await store.listOutbox()
    const loaded = row === undefined ? undefined : await store.load(row.id)
    store.close()
    if (loaded?.kind !== 'ok' || entry === undefined) throw new Error(`not whole: ${loaded?.kind}`)
    // The generation counts commits, so the three rows of one transaction can be compared.
    return {
      edits: storage.readHeadline(loaded.project).split('|').length - 1,
      pushGeneration: entry.generation - 1,
    }
  }, databaseName)
}

test('[F14] [F3] the browser is killed in mid-typing, again and again: every saved edit is there, whole', async ({
  executablePath,
  storageUrl,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'appframes-crash-'))
  let saved = 0
  for (let round = 0; round < roundCount; round += 1) {
    const running = await startBrowser(executablePath, folder)
    await openStoragePage(running.page, storageUrl)
    if (round > 0) {
      const found = await readBack(running.page)
      expect(found.edits, `edits on disk in round ${round}`).toBeGreaterThanOrEqual(saved)
      expect(found.pushGeneration, 'the outbox entry belongs to the last edit').toBe(found.edits)
    }
    saved = await typeUntilKilled(running, saved + 40 + round * 23)
  }
  const last = await startBrowser(executablePath, folder)
  await openStoragePage(last.page, storageUrl)
  expect((await readBack(last.page)).edits).toBeGreaterThanOrEqual(saved)
  await last.kill()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

test('[F14] a write cut off in the middle costs no more than itself, at the next start and at the one after', async ({
  executablePath,
  storageUrl,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'appframes-crash-'))
  const first = await startBrowser(executablePath, folder)
  await openStoragePage(first.page, storageUrl)
  const saved = await typeUntilKilled(first, 20)
  const log = await findLog(folder)
  await truncate(log, (await stat(log)).size - 10)

  const second = await startBrowser(executablePath, folder)
  await openStoragePage(second.page, storageUrl)
  const found = await readBack(second.page)
  expect(found.edits).toBeGreaterThanOrEqual(saved)
  await expect.poll(() => findLog(folder), 'Chromium writes to a new log').not.toBe(log)
  const typed = await typeUntilKilled(second, found.edits + 20)

  const third = await startBrowser(executablePath, folder)
  await openStoragePage(third.page, storageUrl)
  expect((await readBack(third.page)).edits).toBeGreaterThanOrEqual(typed)
  await third.kill()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** The newest log of the browser's database. */
async function findLog(profile: string): Promise<string> {
  const folder = join(profile, 'Default/IndexedDB')
  const database = (await readdir(folder)).find((name) => name.endsWith('.leveldb')) ?? ''
  const logs = (await readdir(join(folder, database))).filter((name) => name.endsWith('.log')).sort()
  return join(folder, database, logs.at(-1) ?? '')
}
