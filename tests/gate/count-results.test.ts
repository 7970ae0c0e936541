import { describe, expect, it } from 'vitest'
import { countPlaywright, countVitest, listFlaky, listRetried } from '../../bin/count-results.mjs'

const vitestReport = (changes = {}) => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: [],
  ...changes,
})
const playwrightReport = (stats = {}, errors: unknown[] = []) => ({
  stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 1, ...stats },
  errors,
})

describe('the counts of npm test', () => {
  it('are what the runners counted', () => {
    expect(countVitest(0, vitestReport())).toEqual({ passed: 3, failed: 0, skipped: 1 })
    expect(countPlaywright(0, playwrightReport())).toEqual({ passed: 3, failed: 0, skipped: 1 })
    expect(countVitest(1, vitestReport({ numFailedTests: 2 }))).toEqual({ passed: 3, failed: 2, skipped: 1 })
  })

  it('hold a failure when a runner died before it could count', () => {
    expect(countVitest(137, undefined).failed).toBe(1)
    expect(countPlaywright(1, undefined).failed).toBe(1)
  })

  it('hold a failure when a runner says failed and names no test, as for an unhandled rejection', () => {
    expect(countVitest(1, vitestReport()).failed).toBe(1)
    expect(countPlaywright(1, playwrightReport()).failed).toBe(1)
  })

  it('hold a failure when no test was found', () => {
    expect(countVitest(0, vitestReport({ numPassedTests: 0 })).failed).toBe(1)
    expect(countPlaywright(0, playwrightReport({ expected: 0 })).failed).toBe(1)
  })

  it('hold a failure for each file that could not be loaded', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }]
    expect(countVitest(1, vitestReport({ testResults })).failed).toBe(1)
  })

  it('count a test that passed only at the second try, and name it', () => {
    const report = {
      ...playwrightReport({ flaky: 1 }),
      suites: [{ suites: [{ specs: [{ title: 'slow', tests: [{ status: 'flaky' }] }] }] }],
    }
    expect(countPlaywright(0, report)).toMatchObject({ passed: 4, failed: 0 })
    expect(listFlaky(report)).toEqual(['slow'])
    const assertionResults = [
      { fullName: 'at once', status: 'passed', failureMessages: [] },
      { fullName: 'again', status: 'passed', failureMessages: ['too slow'] },
      { fullName: 'never', status: 'failed', failureMessages: ['wrong', 'wrong'] },
    ]
    expect(listRetried(vitestReport({ testResults: [{ assertionResults }] }))).toEqual(['again'])
  })
})
