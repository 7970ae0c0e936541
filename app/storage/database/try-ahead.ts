/** What this tab remembers is no longer on the disk: its transaction is aborted, and nothing of it stays. */
export class OutdatedMemoryError extends Error {
  override readonly name = 'OutdatedMemoryError'
}

/**
 * A write planned from memory, whose transaction compares with the disk before it ends; where the two differ, the same
 * from what is read.
 */
export async function tryAhead<Result>(write: (isAhead: boolean) => Promise<Result>): Promise<Result> {
  try {
    return await write(true)
  } catch (error) {
    if (!(error instanceof OutdatedMemoryError)) throw error
    return await write(false)
  }
}

/** Until it is awaited, a failure must not count as unhandled: the transaction reports it. */
export function watched<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined)
  return promise
}
