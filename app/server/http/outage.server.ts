/** The reason why nothing can be served, or nothing be written, now. */
export type Outage = 'away' | 'full'

/** Nothing responds, the server is starting or stopping, or it has no connection left. */
const AWAY_CODES = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  // admin_shutdown, crash_shutdown, cannot_connect_now, too_many_connections
  '57P01',
  '57P02',
  '57P03',
  '53300',
  // After a failover: still a copy of the server that died.
  '25006',
])

/** disk_full, and the system's error of a file. */
const FULL_CODES = new Set(['53100', 'ENOSPC', 'EDQUOT'])
const CAUSES_MAX = 6

/** `undefined`: the error is no outage of the database or the storage. */
export function findOutage(error: unknown, depth = 0): Outage | undefined {
  if (!(error instanceof Error) || depth > CAUSES_MAX) return undefined
  const code = 'code' in error ? String(error.code) : ''
  if (FULL_CODES.has(code)) return 'full'
  // Drizzle wraps the driver's error; a host with two addresses fails with both.
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause
  return findOutage(inner, depth + 1) ?? (AWAY_CODES.has(code) ? 'away' : undefined)
}

export const RETRY_AFTER_SECONDS = 2

/** It is unknown whether a request in progress was carried out, so neither sentence states it. */
export const OUTAGE_SENTENCES: Record<Outage, string> = {
  away: 'The server cannot reach its database at the moment. Try again in a few seconds.',
  full: "The server's disk is full, so nothing more can be stored there; what is stored can be read. Try again later.",
}

const LOG_EVERY_MS = 10_000
const loggedAtMs = new Map<Outage, number>()

/** Every request fails then: one line in ten seconds reports it. */
export function isOutageLogDue(outage: Outage, nowMs = performance.now()): boolean {
  const last = loggedAtMs.get(outage)
  if (last !== undefined && nowMs - last < LOG_EVERY_MS) return false
  loggedAtMs.set(outage, nowMs)
  return true
}
