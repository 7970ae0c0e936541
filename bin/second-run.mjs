/**
 * More failures than this are no accident of a crowded machine: nothing is run again (decision 0035).
 */
export const MOST_RUN_AGAIN = 3

/**
 * Runs what failed a second time, alone. What passes then counts as passed and is named in the result: it is a fault to
 * be found, in the test or in the app, but one that does not hold back everything else.
 *
 * @template {import('./count-results.mjs').Counts & { output: string }} Result
 * @param {Result} first
 * @param {string[]} failed The names of the tests that failed; empty where the runner itself did.
 * @param {() => Promise<import('./count-results.mjs').Counts & { output: string }>} runFailed
 * @returns {Promise<Result & { again?: string[] }>}
 */
export async function runFailedAgain(first, failed, runFailed) {
  const isAccident = first.failed > 0 && first.failed === failed.length && failed.length <= MOST_RUN_AGAIN
  if (!isAccident) return first
  const second = await runFailed()
  const output = `${first.output.trim()}\n\n──── once more ────\n${second.output.trim()}`
  if (second.failed > 0 || second.passed < first.failed) return { ...first, output }
  return { ...first, output, passed: first.passed + first.failed, failed: 0, again: failed }
}
