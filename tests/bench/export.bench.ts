import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { sampleMedia } from '#app/document/sample/sample-media.ts'
import { writeSampleArchive } from '#tests/factories/sample-archive.ts'
import { createTenScreens, createTurnId } from '#tests/factories/ten-screens.ts'
import { htmlLibraries } from '../browser/html-libraries.ts'
import type { BenchHarness } from './harness.mjs'

const rounds = Number(process.env.BENCH_ROUNDS ?? 30)
/** Each takes many seconds. */
const libraryRounds = 3

/** All sides alternate, so that other load of the machine affects them alike. */
export default async function benchExport(harness: BenchHarness) {
  const page = await harness.openModulePage('tests/browser/export-bench-entry.ts')
  for (const { mediaId, url } of sampleMedia) {
    const base64 = await readFile(join('public', url), 'base64')
    await page.evaluate(([id, bytes]) => globalThis.exportBench.addPicture(id, bytes), [
      mediaId,
      base64,
    ] as const)
  }
  const inWorkers = () => page.evaluate(() => globalThis.exportBench.exportInWorkers())
  const onPage = () => page.evaluate(() => globalThis.exportBench.exportOnPage())

  const first: number[] = []
  const again: number[] = []
  const plain: number[] = []
  for (let round = 0; round < rounds; round++) {
    first.push(await inWorkers())
    await page.evaluate(() => globalThis.exportBench.openPool())
    await inWorkers()
    again.push(await inWorkers())
    await page.evaluate(() => globalThis.exportBench.closePool())
    plain.push(await onPage())
  }
  const baseline = { label: 'main thread, Canvas 2D + toBlob (with alpha)', samples: plain }
  harness.compare({
    name: 'Export of ten 1320 × 2868 screens, panel open',
    subject: { label: 'two workers, PNG without alpha', samples: again },
    baseline,
    aim: 0.7,
    least: rounds,
  })
  harness.compare({
    name: 'The same from nothing: workers started, code compiled, fonts loaded',
    subject: { label: 'two workers, PNG without alpha', samples: first },
    baseline,
    aim: 0.7,
    least: rounds,
  })
  await compareLibraries(harness, page, again)
  await compareCommandLine(harness, again)
}

/** Libraries that make pictures of HTML, with a page that looks alike. */
async function compareLibraries(harness: BenchHarness, page: Page, ours: number[]) {
  for (const library of htmlLibraries) {
    const samples: number[] = []
    for (let round = 0; round < libraryRounds; round++)
      samples.push(await page.evaluate((name) => globalThis.exportBench.exportByLibrary(name), library))
    harness.compare({
      name: `Ten 1320 × 2868 pictures: ours against ${library}`,
      subject: { label: 'two workers, PNG without alpha', samples: ours },
      baseline: { label: library, samples },
      aim: 1 / 3,
      least: libraryRounds,
    })
  }
}

/** The process, its start included. */
async function compareCommandLine(harness: BenchHarness, browser: number[]) {
  const folder = await mkdtemp(join(tmpdir(), 'appframes-bench-cli-'))
  harness.onClose(() => rm(folder, { recursive: true, force: true }))
  const archive = join(folder, 'ten.appframes')
  await writeSampleArchive(archive, [createTenScreens()], {
    listIds: (mediaId) => [createTurnId(mediaId, 0), createTurnId(mediaId, 1)],
  })
  const samples: number[] = []
  for (let round = 0; round < Math.min(rounds, 10) + 1; round++) {
    const out = join(folder, String(round))
    const args = ['bin/appframes.mjs', 'export', archive, '--out', out, '--locales', 'en-US']
    const startedMs = performance.now()
    await promisify(execFile)(process.execPath, args)
    // The first one bundles the command line.
    if (round > 0) samples.push(performance.now() - startedMs)
  }
  harness.compare({
    name: 'The same ten by the command line, its start included, against the browser',
    subject: { label: 'npx appframes export', samples },
    baseline: { label: 'two workers of the browser', samples: browser },
    aim: 1.5,
    least: Math.min(rounds, 10),
  })
}
