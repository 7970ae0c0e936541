import { getErrorName } from './errors.ts'
import type { LocalSchema, ReadTransaction, StoreName, WriteTransaction } from './schema.ts'

/** One write, planned before it is issued. */
export type Write = (transaction: WriteTransaction) => Promise<unknown>

export function put<Name extends StoreName>(store: Name, row: LocalSchema[Name]['value']): Write {
  return (transaction) => transaction.objectStore(store).put(row)
}

export function remove<Name extends StoreName>(store: Name, key: LocalSchema[Name]['key']): Write {
  return (transaction) => transaction.objectStore(store).delete(key)
}

/**
 * Issues the last writes of a transaction and requests its commit, which saves the wait for the browser to notice that
 * no request follows. If one cannot be issued, nothing is committed.
 */
export async function writeAll(transaction: WriteTransaction, writes: readonly Write[]): Promise<void> {
  const issued: Promise<unknown>[] = []
  try {
    for (const write of writes) issued.push(write(transaction))
    transaction.commit()
  } catch (error) {
    abort(transaction)
    await Promise.allSettled(issued)
    throw error
  }
  await Promise.all(issued)
}

/** Runs a body in a transaction and resolves at its `complete` event; a body that throws aborts it whole. */
export async function runTransaction<Transaction extends ReadTransaction | WriteTransaction, Result>(
  transaction: Transaction,
  body: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const work = body(transaction).catch((error: unknown) => {
    abort(transaction)
    throw error
  })
  const [worked, done] = await Promise.allSettled([work, transaction.done])
  if (worked.status === 'fulfilled' && done.status === 'fulfilled') return worked.value
  // The transaction's own error names the reason (quota); its requests only report an abort.
  if (done.status === 'rejected' && getErrorName(done.reason) !== 'AbortError') throw done.reason
  throw worked.status === 'rejected' ? worked.reason : done.status === 'rejected' ? done.reason : undefined
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort()
  } catch (error) {
    // It had already ended: there is nothing to abort.
    if (getErrorName(error) !== 'InvalidStateError') throw error
  }
}
