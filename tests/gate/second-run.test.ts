import { describe, expect, it } from 'vitest'
import { listFailedPlaywright, listFailedVitest } from '../../bin/count-results.mjs'
import { runFailedAgain } from '../../bin/second-run.mjs'

const counts = (changes = {}) => ({ passed: 10, failed: 0, skipped: 1, output: 'first', ...changes })

function createSecond(result: { passed: number; failed: number }) {
  let runs = 0
  const run = async () => {
    runs += 1
    return { skipped: 0, output: 'second', ...result }
  }
  return { run, countRuns: () => runs }
}

describe('what failed in the gate', () => {
  it('is run once more, counts as passed when it passes then, and is named with its first failure', async () => {
    const second = createSecond({ passed: 2, failed: 0 })
    const result = await runFailedAgain(counts({ failed: 2 }), ['a: one', 'b: two'], second.run)
    expect(result).toMatchObject({ passed: 12, failed: 0, skipped: 1, again: ['a: one', 'b: two'] })
    expect(result.output).toMatch(/^first[\s\S]*second$/)
    expect(second.countRuns()).toBe(1)
  })

  it('stays failed when it fails again, or when fewer were run than failed', async () => {
    for (const outcome of [
      { passed: 1, failed: 1 },
      { passed: 1, failed: 0 },
    ]) {
      const result = await runFailedAgain(counts({ failed: 2 }), ['a', 'b'], createSecond(outcome).run)
      expect(result).toMatchObject({ passed: 10, failed: 2 })
      expect(result.again).toBeUndefined()
    }
  })

  it.each([
    ['nothing failed', 0, []],
    ['more failed than an accident explains', 4, ['a', 'b', 'c', 'd']],
    ['the runner failed and names no test', 1, []],
    ['a file could not be loaded beside a failed test', 2, ['a']],
  ])('is not run again when %s', async (_, failed, names) => {
    const second = createSecond({ passed: 9, failed: 0 })
    expect(await runFailedAgain(counts({ failed }), names, second.run)).toEqual(counts({ failed }))
    expect(second.countRuns()).toBe(0)
  })

  it('is listed from the reports of both runners', () => {
    const assertionResults = [
      { status: 'passed', fullName: 'is fine' },
      { status: 'failed', fullName: 'group is not' },
    ]
    expect(listFailedVitest({ testResults: [{ name: '/app/one.test.ts', assertionResults }] })).toEqual([
      { file: '/app/one.test.ts', title: 'group is not' },
    ])
    const specs = [
      { ok: true, file: 'a.spec.ts', title: 'is fine' },
      { ok: false, file: 'a.spec.ts', title: 'is not' },
    ]
    expect(listFailedPlaywright({ suites: [{ suites: [{ specs }] }] })).toEqual(['a.spec.ts: is not'])
  })
})
