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
    // Passed at the second try, in a new browser: counted, and named by `listFlaky` so that it is looked into.
    passed: expected + flaky,
    failed: unexpected + report.errors.length,
    skipped,
  })
}

/**
 * @param {any} report Playwright's JSON report.
 * @returns {string[]} The titles of the tests that passed only at the second try.
 */
export function listFlaky(report) {
  const walk = (suite) => [
    ...(suite.specs ?? [])
      .filter((spec) => spec.tests.some((test) => test.status === 'flaky'))
      .map((spec) => spec.title),
    ...(suite.suites ?? []).flatMap(walk),
  ]
  return (report.suites ?? []).flatMap(walk)
}

/**
 * @param {any} report Vitest's JSON report.
 * @returns {string[]} The same of its tests: they passed, and say what went wrong before.
 */
export function listRetried(report) {
  return (report.testResults ?? []).flatMap(({ assertionResults }) =>
    assertionResults
      .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0)
      .map(({ fullName }) => fullName),
  )
}

/** What a runner that died without counting is worth: one failed test, never nothing. */
export const crashed = { passed: 0, failed: 1, skipped: 0 }

/** A runner that says "failed", or finds no test at all, and counts none failed: it failed. */
function addSilentFailure(code, counts) {
  const isSilent = counts.failed === 0 && (code !== 0 || counts.passed === 0)
  return isSilent ? { ...counts, failed: 1 } : counts
}
