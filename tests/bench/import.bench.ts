import type { Page } from '@playwright/test'
import type {} from '../browser/media-import-entry.ts'
import type { BenchHarness } from './harness.mjs'

/** Ten keep both workers as busy as fifty do, and three hundred on either side are timed in a minute. */
const captures = 10
const rounds = 30

/** Importing captures of 1206×2622 in the app, against a bare decode, hash and write of the same files. */
export default async function benchImport(harness: BenchHarness): Promise<void> {
  const page: Page = await harness.openModulePage('tests/browser/media-import-entry.ts')
  await page.evaluate(async (count) => {
    const files = await importBench.drawCaptures(count)
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
    name: `import of ${captures} captures of 1206×2622`,
    subject: { label: 'as shipped: checked, measured, thumbnail, row', samples: ours },
    baseline: { label: 'bare decode, SHA-256, OPFS write', samples: bare },
    aim: 1.5,
  })
}

type Prepared = { files: File[]; importer: Awaited<ReturnType<typeof importBench.openImport>> }
