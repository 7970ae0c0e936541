import type { Page } from '@playwright/test'
import type {} from '../browser/media-import-entry.ts'
import type { BenchHarness } from './harness.mjs'

const captures = 50
const rounds = 30

/** Fifty captures of 1206×2622 as the app takes them in, against a bare decode, hash and write of the same files. */
export default async function benchImport(harness: BenchHarness): Promise<void> {
  const page: Page = await harness.openModulePage('tests/browser/media-import-entry.ts')
  await page.evaluate(async (count) => {
    const files = await importBench.drawCaptures(count)
    Object.assign(globalThis, { files, importer: await importBench.openImport() })
  }, captures)
  const ours: number[] = []
  const bare: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const oursMs = await page.evaluate(() => {
      const { files, importer } = globalThis as never as Prepared
      return importer.run(files)
    })
    const bareMs = await page.evaluate(() => importBench.runBare((globalThis as never as Prepared).files))
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
