/** The request is valid and may be sent again unchanged. */
export class BusyError extends Error {
  override readonly name = 'BusyError'

  constructor(readonly retryAfterSeconds: number) {
    super('Too much is asked at once.')
  }
}

/** lock_timeout, statement_timeout, idle_in_transaction_session_timeout: Postgres has rolled back, nothing was changed. */
const TIMEOUTS = new Set(['55P03', '57014', '25P03'])
const RETRY_AFTER_SECONDS = 5

/** Seconds until a request that failed with this may be sent again; `undefined`: a retry is useless. */
export function findRetryAfter(error: unknown): number | undefined {
  if (error instanceof BusyError) return error.retryAfterSeconds
  if (!(error instanceof Error)) return undefined
  if ('code' in error && TIMEOUTS.has(String(error.code))) return RETRY_AFTER_SECONDS
  // Drizzle wraps the driver's error.
  return findRetryAfter(error.cause)
}
