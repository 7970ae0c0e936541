import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CDPSession } from '@playwright/test'
import { createLargeProject } from '#tests/factories/large-project.ts'
import { writeSampleArchive } from '#tests/factories/sample-archive.ts'
import { createTurnId } from '#tests/factories/ten-screens.ts'
import type { BenchHarness } from './harness.mjs'

const sampleEveryMs = 200

/** What an export of 150 pictures adds to the memory of the whole browser, all its processes (Linux: proportional set size). */
export default async function benchExportMemory(harness: BenchHarness) {
  const folder = await mkdtemp(join(tmpdir(), 'appframes-bench-memory-'))
  harness.onClose(() => rm(folder, { recursive: true, force: true }))
  const archive = join(folder, 'large.appframes')
  await writeSampleArchive(archive, [createLargeProject()], {
    listIds: (mediaId) => [createTurnId(mediaId, 0), createTurnId(mediaId, 1)],
  })
  const page = await harness.openAppPage()
  await page.getByRole('button', { name: 'Import project files…' }).waitFor()
  await page.getByLabel('Choose project files').setInputFiles(archive)
  await page.getByRole('link', { name: 'Large', exact: true }).click()
  const session = await page.context().newCDPSession(page)
  const system = await page.context().browser()?.newBrowserCDPSession()
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const panel = page.getByRole('dialog', { name: 'Export' })
  await panel.getByText('All 3 sizes').click()
  const start = panel.getByRole('button', { name: 'Export 150 pictures' })
  await start.waitFor()
  const read = () => readMegabytes(system ?? session)
  const before = await read()
  let peak = before
  const startedMs = performance.now()
  const done = page.waitForEvent('download', { timeout: 240_000 })
  await start.click()
  let isDone = false
  void done.then(() => {
    isDone = true
  })
  while (!isDone) {
    peak = Math.max(peak, await read())
    await new Promise((resolve) => setTimeout(resolve, sampleEveryMs))
  }
  console.log(
    `150 pictures in ${((performance.now() - startedMs) / 1000).toFixed(1)} s; before: ${before.toFixed(0)} MB`,
  )
  harness.report({
    name: 'Memory that the export of 150 pictures adds at its peak, whole browser',
    samples: [peak - before],
    unit: 'MB',
    aim: 400,
    least: 1,
  })
}

async function readMegabytes(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const sizes = await Promise.all(
    processInfo.map(async ({ id }) => {
      const text = await readFile(`/proc/${id}/smaps_rollup`, 'utf8').catch(() => '')
      return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) / 1000
    }),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
