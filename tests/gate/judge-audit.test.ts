import { describe, expect, it } from 'vitest'
import { judgeAudit } from '../../bin/judge-audit.mjs'

const report = (vulnerabilities: Record<string, object>, counts: Record<string, number>) =>
  JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: { vulnerabilities: counts } })

const none = { info: 0, low: 0, moderate: 0, high: 0, critical: 0, total: 0 }

describe('the audit of the gate', () => {
  it('is clean without advisories, and with moderate ones', () => {
    expect(judgeAudit(report({}, none))).toEqual({ kind: 'clean' })
    const moderate = { name: 'one', severity: 'moderate', range: '<2', via: [{ title: 'Slow' }] }
    expect(judgeAudit(report({ one: moderate }, { ...none, moderate: 1, total: 1 }))).toEqual({
      kind: 'clean',
    })
  })

  it.each(['high', 'critical'])('fails at a %s one and names the package and the reason', (severity) => {
    const bad = { name: 'bad', severity, range: '<1.2.3', via: [{ title: 'Reads any file' }, 'worse'] }
    const verdict = judgeAudit(report({ bad }, { ...none, [severity]: 1, total: 1 }))
    expect(verdict).toEqual({
      kind: 'failed',
      reason: `bad <1.2.3: ${severity}. Reads any file; through worse`,
    })
  })

  it('fails by the count alone, should the list be missing', () => {
    expect(judgeAudit(report({}, { ...none, high: 2, total: 2 })).kind).toBe('failed')
  })

  it.each([
    ['refuses', { message: '405 Method Not Allowed - POST /bulk', statusCode: 405, error: { summary: '' } }],
    ['cannot be reached', { message: 'request failed, reason: ECONNREFUSED', error: { summary: '' } }],
  ])('is skipped when the registry %s, and reports it', (_, response) => {
    const verdict = judgeAudit(JSON.stringify(response))
    expect(verdict).toMatchObject({ kind: 'skipped' })
    expect(verdict).toMatchObject({ reason: expect.stringContaining('the registry does not answer') })
  })

  it.each([
    ['npm has no lock file', JSON.stringify({ error: { code: 'ENOLOCK', summary: 'needs a lock file' } })],
    ['npm was killed', ''],
    ['npm prints something else', 'found 0 vulnerabilities'],
    ['npm prints no object', '0'],
  ])('fails, never skips, when %s', (_, text) => {
    expect(judgeAudit(text).kind).toBe('failed')
  })
})
