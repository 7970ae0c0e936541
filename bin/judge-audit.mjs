/** From here on an advisory is a failure; below it is only npm's to tell. */
const grave = ['high', 'critical']

/**
 * What `npm audit --json` found. Only a registry that did not answer is no failure: the gate also runs without a network.
 *
 * @param {string} text What npm printed.
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
  // npm names what it refuses by a code (ENOLOCK); what the registry did has a message and no code.
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
