/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @param {number} code The runner's exit code.
 * @param {any} report Vitest's JSON report, undefined when the runner died before writing it.
 * @returns {Counts}
 */
export function countVitest(code, report) {
  if (!report) return crashed
  // A file that could not be loaded has no tests to count; it counts as one that failed.
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  return addSilentFailure(code, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + report.numTodoTests,
  })
}

/**
 * @param {number} code The runner's exit code.
 * @param {any} report Playwright's JSON report, undefined when the runner died before writing it.
 * @returns {Counts}
 */
export function countPlaywright(code, report) {
  if (!report) return crashed
  const { expected, unexpected, flaky, skipped } = report.stats
  return addSilentFailure(code, {
    passed: expected,
    // The runner has no retries. If it had, a test that passed only at the second try counts as failed.
    failed: unexpected + flaky + report.errors.length,
    skipped,
  })
}

/**
 * @param {any} report Vitest's JSON report.
 * @param {string} root The folder that the files are named from.
 * @returns {{ file: string }[]} Its tests that did not run.
 */
export function listSkipped(report, root) {
  return (report.testResults ?? []).flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'skipped' || status === 'pending' || status === 'todo')
      .map(() => ({ file: name.replace(`${root}/`, '') })),
  )
}

/**
 * @param {{ file: string }[]} tests
 * @returns {[file: string, count: number][]} The short names of their files, each with how many it has, the most first.
 */
export function countByFile(tests) {
  const counts = new Map()
  for (const { file } of tests) {
    const name = file.replace(/^.*\//, '').replace(/\.(spec|test)\.tsx?$/, '')
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].toSorted(([, a], [, b]) => b - a)
}

/** A runner that died without counting is one failed test, never none. */
export const crashed = { passed: 0, failed: 1, skipped: 0 }

/** A runner that exits with an error, or finds no test at all, and counts none failed: it failed. */
function addSilentFailure(code, counts) {
  const isSilent = counts.failed === 0 && (code !== 0 || counts.passed === 0)
  return isSilent ? { ...counts, failed: 1 } : counts
}
