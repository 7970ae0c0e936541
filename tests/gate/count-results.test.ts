import { describe, expect, it } from 'vitest'
import { countByFile, countPlaywright, countVitest, listSkipped } from '../../bin/count-results.mjs'

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
  it('equal the runners’ counts', () => {
    expect(countVitest(0, vitestReport())).toEqual({ passed: 3, failed: 0, skipped: 1 })
    expect(countPlaywright(0, playwrightReport())).toEqual({ passed: 3, failed: 0, skipped: 1 })
    expect(countVitest(1, vitestReport({ numFailedTests: 2 }))).toEqual({ passed: 3, failed: 2, skipped: 1 })
  })

  it('contain a failure when a runner died before it could count', () => {
    expect(countVitest(137, undefined).failed).toBe(1)
    expect(countPlaywright(1, undefined).failed).toBe(1)
  })

  it('contain a failure when a runner fails and names no test, as for an unhandled rejection', () => {
    expect(countVitest(1, vitestReport()).failed).toBe(1)
    expect(countPlaywright(1, playwrightReport()).failed).toBe(1)
  })

  it('contain a failure when no test was found', () => {
    expect(countVitest(0, vitestReport({ numPassedTests: 0 })).failed).toBe(1)
    expect(countPlaywright(0, playwrightReport({ expected: 0 })).failed).toBe(1)
  })

  it('contain a failure for each file that could not be loaded', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }]
    expect(countVitest(1, vitestReport({ testResults })).failed).toBe(1)
  })

  it('count a test that passed only at a second try as failed', () => {
    expect(countPlaywright(0, playwrightReport({ flaky: 1 }))).toMatchObject({ passed: 3, failed: 1 })
  })
})

describe('tests left out of the gate', () => {
  it('is counted by file, the most first', () => {
    const skipped = { status: 'skipped' }
    const testResults = [
      { name: '/app/tests/integration/one.test.ts', assertionResults: [skipped, { status: 'passed' }] },
      { name: '/app/tests/integration/two.test.ts', assertionResults: [skipped, skipped] },
    ]
    const tests = listSkipped(vitestReport({ testResults }), '/app')
    expect(tests).toHaveLength(3)
    expect(countByFile(tests)).toEqual([
      ['two', 2],
      ['one', 1],
    ])
  })
})
