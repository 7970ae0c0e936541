import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { ensureBrowser } from '../../bin/browser.mjs'
import { launchArgs } from '../browser/launch-args.mjs'
import { serveModule } from '../browser/serve-module.mjs'

const minSamples = 30

/** Median and 95th percentile of at least thirty samples; of fewer only where each takes many seconds. */
export function summarize(samples, least = minSamples) {
  if (samples.length < least) throw new Error(`${samples.length} samples say too little; take ${least}.`)
  const sorted = [...samples].sort((a, b) => a - b)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]
  return { median: at(0.5), p95: at(0.95), count: samples.length }
}

/**
 * The parameter of a bench file's default export. Everything it opens is closed afterwards.
 *
 * @param {{ loadModule: (path: string) => Promise<Record<string, any>> }} tools
 */
export function createHarness({ loadModule }) {
  /** @type {(() => Promise<void>)[]} */
  const closers = []
  const rows = []

  /** A page with its storage on disk. `url` may be a served module or the app. */
  async function openPage(url) {
    const folder = await mkdtemp(join(tmpdir(), 'appframes-bench-'))
    const context = await chromium.launchPersistentContext(folder, {
      executablePath: await ensureBrowser(),
      // A page served by a test counts as one from the open internet, which may not request 127.0.0.1.
      args: [...launchArgs, '--disable-features=LocalNetworkAccessChecks'],
      viewport: { width: 1440, height: 900 },
    })
    closers.push(async () => {
      await context.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    })
    const page = context.pages()[0] ?? (await context.newPage())
    await page.goto(url)
    return page
  }

  /** The production build as a real server, with a database and a folder of its own. */
  async function startApp() {
    const module = await loadModule('tests/e2e/app-process.ts')
    const app = await module.startApp()
    closers.push(app.close)
    return app
  }

  return {
    /** A page that runs one bundled module (tests/browser/serve-module.mjs). */
    async openModulePage(entry) {
      const served = await serveModule(entry)
      closers.push(served.close)
      return openPage(served.url)
    },
    startApp,
    openPage,
    /** `--name 30` of the command line. */
    readCount(name, otherwise) {
      const at = process.argv.indexOf(`--${name}`)
      const value = at < 0 ? otherwise : Number(process.argv[at + 1])
      if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} takes a whole number.`)
      return value
    },
    /** For resources that a bench opens itself. */
    onClose: (close) => closers.push(close),
    /** A page of the production build. */
    async openAppPage(path = '/') {
      const app = await startApp()
      return openPage(new URL(path, app.url).href)
    },
    /**
     * Prints both sides and their ratio of medians, measured in the same run.
     *
     * @param {{ name: string, subject: { label: string, samples: number[] }, baseline: { label: string, samples: number[] },
     *   aim: number, unit?: string, least?: number }} comparison `aim`: the largest ratio that is good.
     */
    compare({ name, subject, baseline, aim, unit = 'ms', least }) {
      const ours = summarize(subject.samples, least)
      const bare = summarize(baseline.samples, least)
      const ratio = ours.median / bare.median
      const side = ({ label }, { median, p95, count }) =>
        `  ${label.padEnd(44)} p50 ${median.toFixed(2).padStart(8)} ${unit}   p95 ${p95.toFixed(2).padStart(8)} ${unit}   n ${count}`
      const verdict = ratio <= aim ? 'reached' : 'MISSED'
      console.log(`${name}\n${side(subject, ours)}\n${side(baseline, bare)}`)
      console.log(`  ratio ${ratio.toFixed(2)}×   aim ≤ ${aim}×   ${verdict}\n`)
      rows.push({ name, ratio, aim })
    },
    /**
     * Prints a figure that has a bound of its own, or none: then it only explains another.
     *
     * @param {{ name: string, samples: number[], unit: string, aim?: number, least?: number }} figure
     */
    report({ name, samples, aim, unit, least }) {
      const { median, p95, count } = summarize(samples, least)
      const verdict =
        aim === undefined ? '' : `   aim ≤ ${aim} ${unit}   ${median <= aim ? 'reached' : 'MISSED'}`
      console.log(
        `${name}\n  p50 ${median.toFixed(2)} ${unit}   p95 ${p95.toFixed(2)} ${unit}   n ${count}${verdict}\n`,
      )
    },
    rows: () => rows,
    async close() {
      for (const close of closers.splice(0).reverse()) await close()
    },
  }
}

/** @typedef {ReturnType<typeof createHarness>} BenchHarness */
