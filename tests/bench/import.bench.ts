import type { Page } from '@playwright/test'
import type {} from '../browser/media-import-entry.ts'
import type { BenchHarness } from './harness.mjs'

const captures = 100
/** Each is a hundred samples: ten seconds on either side. */
const rounds = Number(process.env.BENCH_ROUNDS ?? 5)

/** Importing a tree of captures of 1206×2622 in the app, against a bare decode, hash and write of the same files. */
export default async function benchImport(harness: BenchHarness): Promise<void> {
  const page: Page = await harness.openModulePage('tests/browser/media-import-entry.ts')
  await page.evaluate(async (count) => {
    const files = await importBench.drawTree(count)
    Object.assign(globalThis, { files, importer: await importBench.openImport() })
  }, captures)
  const ours: number[] = []
  const bare: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const runOurs = () =>
      page.evaluate(() => {
        const { files, importer } = globalThis as never as Prepared
        return importer.run(files)
      })
    const runBare = () => page.evaluate(() => importBench.runBare((globalThis as never as Prepared).files))
    // They take turns at being first.
    const early = round % 2 === 0 ? await runOurs() : undefined
    const bareMs = await runBare()
    const oursMs = early ?? (await runOurs())
    // The first round starts workers and warms caches.
    if (round === 0) continue
    ours.push(oursMs)
    bare.push(bareMs)
  }
  harness.compare({
    name: `import of ${captures} captures of 1206×2622 in a tree`,
    subject: { label: 'as shipped: measured, planned, checked, thumbnail, row', samples: ours },
    baseline: { label: 'bare decode, SHA-256, OPFS write', samples: bare },
    aim: 1.5,
    least: rounds,
  })
}

type Prepared = {
  files: Awaited<ReturnType<typeof importBench.drawTree>>
  importer: Awaited<ReturnType<typeof importBench.openImport>>
}
