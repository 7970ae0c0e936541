import { join } from 'node:path'
import { countByFile, listSkipped } from './count-results.mjs'
import { binOf, root, run } from './ensure.mjs'
import { readReport, reportsFolder, WORLDS_OF_THE_NIGHT } from './gate-steps.mjs'

/**
 * Lists the tests that the finished steps left out, in lines to print: nothing is left out silently.
 *
 * @param {{ name: string }[]} results
 * @returns {Promise<string[]>}
 */
export async function listLeft(results) {
  const ran = (name) => results.some((result) => result.name === name)
  const lines = []
  if (ran('unit')) lines.push('unit: four times as many runs of the longer properties')
  if (ran('simulation')) {
    lines.push(
      `simulation: ${WORLDS_OF_THE_NIGHT.toLocaleString('en')} worlds; every planted bug searched from seed 0`,
    )
  }
  for (const project of ['unit', 'integration']) {
    if (!ran(project)) continue
    const skipped = listSkipped(readReport(join(reportsFolder, `${project}.json`)) ?? {}, root)
    if (skipped.length > 0) lines.push(`${project}: ${summarise(skipped)}`)
  }
  if (ran('e2e')) {
    const walks = await listNightlyWalks()
    if (walks.length > 0) lines.push(`e2e: ${summarise(walks)}`)
  }
  return lines
}

function summarise(tests) {
  const files = countByFile(tests).map(([file, count]) => `${file} ${count}`)
  return `${tests.length} tests (${files.join(', ')})`
}

/** By their tag: the same list that playwright.config.ts leaves out. */
async function listNightlyWalks() {
  const report = join(reportsFolder, 'e2e-nightly.json')
  const args = ['test', '--list', '--grep', '@nightly', '--reporter=json']
  await run(process.execPath, [binOf('@playwright/test', 'playwright'), ...args], {
    env: { NIGHTLY: '1', PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  })
  const walk = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(walk)]
  return (readReport(report)?.suites ?? []).flatMap(walk)
}
