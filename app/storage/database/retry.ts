import { classifyStorageError, toNamedError } from './errors.ts'

const retryDelaysMs = [20, 100, 400, 1500]

type RetryOptions = {
  wait: (delayMs: number) => Promise<void>
  /** Before the wait: lets go of what was lost. */
  onLost?: (() => void) | undefined
}

/** Tries again with growing back-off what fell with a lost connection [F19]; other failures come back by their names. */
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
