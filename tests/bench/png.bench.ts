import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sampleMedia } from '#app/document/sample/sample-media.ts'
import type { WriterName } from '../browser/png-bench.worker.ts'
import type { BenchHarness } from './harness.mjs'

const rounds = Number(process.env.BENCH_ROUNDS ?? 12)
const RGB = 2
const writers: readonly WriterName[] = [
  'ours',
  'CompressionStream',
  'fflate 1',
  'fflate 4',
  'fflate 6',
  'jsquash',
]

type Measured = {
  isCorrect: boolean
  sizesKb: number[]
  /** Per round: the sample's screens together, and the one full of grain. */
  screens: number[]
  grain: number[]
}

/** Writers of opaque PNG files (RGB, 8 bits, exact pixels) in a worker, over the same screens, alternating. */
export default async function benchPng(harness: BenchHarness) {
  const page = await harness.openModulePage('tests/browser/png-bench-entry.ts')
  for (const { mediaId, url } of sampleMedia) {
    const base64 = await readFile(join('public', url), 'base64')
    await page.evaluate(([id, bytes]) => globalThis.pngBench.addPicture(id, bytes), [
      mediaId,
      base64,
    ] as const)
  }
  const count = await page.evaluate(() => globalThis.pngBench.draw())
  const write = (writer: WriterName, index: number, isChecked: boolean) =>
    page.evaluate(([name, at, check]) => globalThis.pngBench.write(name, at, check), [
      writer,
      index,
      isChecked,
    ] as const)

  const results = new Map<WriterName, Measured>()
  // Compiles the code and compares every pixel; not counted.
  for (const writer of writers) {
    const first = []
    for (let index = 0; index < count; index++) first.push(await write(writer, index, true))
    results.set(writer, {
      isCorrect: first.every(({ isSame, colourType }) => isSame && colourType === RGB),
      sizesKb: first.map(({ sizeBytes }) => Math.round(sizeBytes / 1024)),
      screens: [],
      grain: [],
    })
  }
  for (let round = 0; round < rounds; round++) {
    const totals = new Map<WriterName, number[]>(writers.map((writer) => [writer, []]))
    for (let index = 0; index < count; index++)
      for (const writer of writers) totals.get(writer)?.push((await write(writer, index, false)).tookMs)
    for (const [writer, samples] of totals) {
      results.get(writer)?.screens.push(samples.slice(0, -1).reduce((sum, ms) => sum + ms, 0))
      results.get(writer)?.grain.push(samples.at(-1) ?? 0)
    }
  }
  report(harness, results)
}

function report(harness: BenchHarness, results: ReadonlyMap<WriterName, Measured>): void {
  for (const [writer, { isCorrect, sizesKb }] of results)
    console.log(
      `${writer}: ${isCorrect ? 'RGB, same pixels' : 'not an opaque RGB file'}; KB: ${sizesKb.join(', ')}`,
    )
  const ours = results.get('ours')
  for (const [writer, { screens, grain }] of results) {
    if (ours === undefined || writer === 'ours') continue
    harness.compare({
      name: `Five 1320 × 2868 screens as PNG: ours against ${writer}`,
      subject: { label: 'ours', samples: ours.screens },
      baseline: { label: writer, samples: screens },
      aim: 0.77,
      least: rounds,
    })
    harness.compare({
      name: `The same for one that is full of grain: ours against ${writer}`,
      subject: { label: 'ours', samples: ours.grain },
      baseline: { label: writer, samples: grain },
      aim: 0.77,
      least: rounds,
    })
  }
}
