import { classifyStorageError, toNamedError } from './errors.ts'

const retryDelaysMs = [20, 100, 400, 1500]

type RetryOptions = {
  wait: (delayMs: number) => Promise<void>
  /** Called before the wait: closes the lost connection. */
  onLost?: (() => void) | undefined
}

/**
 * Retries, with growing back-off, transactions that failed with a lost connection [F19]; other failures are thrown as
 * storage errors.
 */
export async function retryLost<Result>(
  run: (attempt: number) => Promise<Result>,
  { wait, onLost }: RetryOptions,
): Promise<Result> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await run(attempt)
    } catch (error) {
      const delayMs = retryDelaysMs[attempt]
      if (classifyStorageError(error) !== 'lost' || delayMs === undefined) throw toNamedError(error)
      onLost?.()
      await wait(delayMs)
    }
  }
}
