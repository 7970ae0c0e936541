import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sampleMedia } from '#app/document/sample/sample-media.ts'
import type { BenchHarness } from './harness.mjs'

const rounds = 30

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
    aim: 0.8,
  })
  harness.compare({
    name: 'The same from nothing: workers started, code compiled, fonts loaded',
    subject: { label: 'two workers, PNG without alpha', samples: first },
    baseline,
    aim: 0.8,
  })
}
