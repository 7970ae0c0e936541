/** Advisories of these severities fail the step; others are only printed by npm. */
const grave = ['high', 'critical']

/**
 * Parses the output of `npm audit --json`. A registry that does not respond is no failure: the gate also runs without a
 * network.
 *
 * @param {string} text The output of npm.
 * @returns {{ kind: 'clean' } | { kind: 'skipped', reason: string } | { kind: 'failed', reason: string }}
 */
export function judgeAudit(text) {
  const report = parseObject(text)
  const counts = report?.metadata?.vulnerabilities
  if (counts !== undefined) {
    const found = Object.values(report.vulnerabilities ?? {}).filter(({ severity }) =>
      grave.includes(severity),
    )
    const count = grave.reduce((sum, severity) => sum + (counts[severity] ?? 0), 0)
    if (count === 0 && found.length === 0) return { kind: 'clean' }
    return { kind: 'failed', reason: found.map(describe).join('\n') || `${count} grave advisories` }
  }
  // npm's own refusals have a code (ENOLOCK); errors of the registry have a message and no code.
  if (typeof report?.message === 'string' && report.error?.code === undefined) {
    return { kind: 'skipped', reason: `the registry does not answer (${report.message})` }
  }
  return { kind: 'failed', reason: `npm audit gave no report:\n${text}` }
}

function describe({ name, severity, range, via }) {
  const titles = (via ?? []).map((cause) => (typeof cause === 'string' ? `through ${cause}` : cause.title))
  return `${name} ${range}: ${severity}. ${[...new Set(titles)].join('; ')}`
}

function parseObject(text) {
  try {
    const value = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
