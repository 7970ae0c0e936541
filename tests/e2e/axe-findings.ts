import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults, RunOptions } from 'axe-core'

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Found by another test, or no fault. */
const options = {
  rules: {
    // names-and-targets.spec.ts compares words, whatever is between them.
    'label-content-name-mismatch': { enabled: false },
  },
} satisfies RunOptions

/** Menus lie over the page and in none of its parts; Mantine's have an empty place for the first focus. */
const isOfMenu = (finding: string): boolean =>
  finding.startsWith('region: div[data-portal') ||
  (finding.startsWith('aria-required-children: ') && finding.includes('presentational children'))

/** Every finding of axe in what is shown: WCAG 2.2 A and AA, and its best practices. A sentence for each. */
export async function listAxeFindings(page: Page): Promise<string[]> {
  const isThere = await page.evaluate(() => 'axe' in window)
  // By the browser's debugger: the page's content policy lets no foreign script in.
  if (!isThere) await page.evaluate(await source)
  const { violations } = await page.evaluate(
    (given) =>
      (
        window as unknown as { axe: { run(context: Document, options: RunOptions): Promise<AxeResults> } }
      ).axe.run(document, given),
    options,
  )
  const findings = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const why = failureSummary?.split('\n').slice(1).join(' ').trim() ?? ''
      return `${id}: ${target.join(' ')}: ${why}`.slice(0, 320)
    }),
  )
  return findings.filter((finding) => !isOfMenu(finding))
}
