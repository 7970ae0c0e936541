import { describe, expect, it } from 'vitest'
import { describeFailed, nameFailedPlaywright, nameFailedVitest } from '../../bin/name-failed.mjs'

describe('the names of failed tests', () => {
  it('is named from the reports of both runners, with the command that runs it alone', () => {
    const assertionResults = [
      { status: 'passed', fullName: 'is fine' },
      { status: 'failed', fullName: "[F1] it's not (yet)" },
    ]
    const testResults = [
      { name: '/app/db/one.test.ts', status: 'failed', assertionResults },
      { name: '/app/db/two.test.ts', status: 'failed', assertionResults: [] },
      { name: '/app/db/three.test.ts', status: 'passed', assertionResults: [] },
    ]
    const named = nameFailedVitest({ testResults }, { root: '/app', project: 'unit' })
    expect(named).toEqual([
      {
        name: "db/one.test.ts: [F1] it's not (yet)",
        command: "npx vitest run --project unit db/one.test.ts -t '\\[F1\\] it.s not \\(yet\\)'",
      },
      { name: 'db/two.test.ts', command: 'npx vitest run --project unit db/two.test.ts' },
    ])
    const pattern = /-t '(.*)'$/.exec(named[0]?.command ?? '')?.[1] ?? ''
    expect("[F1] it's not (yet)").toMatch(new RegExp(pattern))
    const specs = [
      { ok: true, file: 'a.spec.ts', line: 3, title: 'is fine' },
      { ok: false, file: 'a.spec.ts', line: 9, title: 'is not' },
    ]
    expect(nameFailedPlaywright({ suites: [{ suites: [{ specs }] }] })).toEqual([
      { name: 'a.spec.ts: is not', command: 'npx playwright test a.spec.ts:9' },
    ])
  })

  it('is the step where no test is named', () => {
    const results = [
      { name: 'lint', failed: 1 },
      { name: 'unit', failed: 0, tests: [] },
      {
        name: 'e2e',
        failed: 1,
        tests: [{ name: 'a.spec.ts: is not', command: 'npx playwright test a.spec.ts:9' }],
      },
      {
        name: 'integration',
        failed: 1,
        tests: nameFailedVitest(undefined, { root: '/', project: 'integration' }),
      },
    ]
    expect(describeFailed(results, { isNightly: false })).toEqual([
      '- lint',
      '    npm test -- --only lint',
      '- e2e: a.spec.ts: is not',
      '    npx playwright test a.spec.ts:9',
      '- integration',
      '    npm test -- --only integration',
    ])
    expect(describeFailed(results, { isNightly: true })).toContain(
      '    NIGHTLY=1 npx playwright test a.spec.ts:9',
    )
    expect(nameFailedPlaywright(undefined)).toEqual([])
  })
})
