import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLargeProject } from '#tests/factories/large-project.ts'
import { writeSampleArchive } from '#tests/factories/sample-archive.ts'
import type { BenchHarness } from './harness.mjs'

/**
 * The way from a press on a project's card to its first picture, beside the least that it can take: its stored document
 * read and parsed.
 */
export default async function benchOpen(harness: BenchHarness): Promise<void> {
  const rounds = harness.readCount('rounds', 30)
  const folder = await mkdtemp(join(tmpdir(), 'appframes-open-'))
  harness.onClose(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'large.appframes')
  await writeSampleArchive(file, [createLargeProject()])
  const page = await harness.openAppPage('/')
  await page.getByLabel('Choose project files').setInputFiles(file)
  const card = page.locator('li[data-project-id]').filter({ hasText: 'Large' }).getByRole('link').first()
  await card.waitFor()
  const openedMs: number[] = []
  const readMs: number[] = []
  let bytes = 0
  // The first visits fetch the editor's code and decode the pictures.
  for (let round = -3; round < rounds; round += 1) {
    const opened = await card.evaluate(openCard)
    await page.goBack()
    await card.waitFor()
    const read = await page.evaluate(readDocument)
    bytes = read.bytes
    if (round < 0) continue
    openedMs.push(opened)
    readMs.push(read.tookMs)
  }
  harness.compare({
    name: `A project of ${Math.round(bytes / 1000)} KB opened from the list to its first picture`,
    subject: { label: 'press on the card to the picture on the canvas', samples: openedMs },
    baseline: { label: 'its document read from IndexedDB and parsed', samples: readMs },
    aim: 1.5,
    least: rounds,
  })
}

/** Runs in the page. */
function openCard(link: Element): Promise<number> {
  const startedMs = performance.now()
  ;(link as HTMLElement).click()
  return new Promise((resolve) => {
    const look = () => {
      const isPainted = document.querySelector('[data-artboard] canvas[data-painted]') !== null
      if (isPainted) resolve(performance.now() - startedMs)
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}

/** Runs in the page: the largest stored document of this device. */
async function readDocument(): Promise<{ tookMs: number; bytes: number }> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('appframes:anonymous')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const startedMs = performance.now()
  const rows = await new Promise<object[]>((resolve, reject) => {
    const request = database.transaction('snapshots').objectStore('snapshots').getAll()
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const texts = rows.flatMap((row) => Object.values(row).filter((value) => typeof value === 'string'))
  const longest = texts.reduce((found, text) => (text.length > found.length ? text : found), '')
  if (longest.length > 1000) JSON.parse(longest)
  const tookMs = performance.now() - startedMs
  database.close()
  return { tookMs, bytes: longest.length }
}
