/** Nothing is wrong with the request; it may be sent again as it is. */
export class BusyError extends Error {
  override readonly name = 'BusyError'

  constructor(readonly retryAfterSeconds: number) {
    super('Too much is asked at once.')
  }
}

/** lock_timeout, statement_timeout, idle_in_transaction_session_timeout: Postgres has rolled back, nothing was changed. */
const TIMEOUTS = new Set(['55P03', '57014', '25P03'])
const RETRY_AFTER_SECONDS = 5

/** After how long a request that failed with this may be sent again; `undefined`: that would be of no use. */
export function findRetryAfter(error: unknown): number | undefined {
  if (error instanceof BusyError) return error.retryAfterSeconds
  if (!(error instanceof Error)) return undefined
  if ('code' in error && TIMEOUTS.has(String(error.code))) return RETRY_AFTER_SECONDS
  // Drizzle wraps what the driver says.
  return findRetryAfter(error.cause)
}
