import type { ReadTransaction, WriteTransaction } from '../database/schema.ts'

type Transaction = ReadTransaction | WriteTransaction

/** The rows of one project's log after a number, in order. */
export async function readLog(
  transaction: Transaction,
  projectId: string,
  afterSeq = -1,
): Promise<readonly { readonly [field: string]: unknown }[]> {
  return await openIndex(transaction).getAll(planRange(projectId, afterSeq))
}

/** The numbers of one project's log after a number, in order. */
export async function listSeqs(
  transaction: Transaction,
  projectId: string,
  afterSeq = -1,
): Promise<readonly number[]> {
  return await openIndex(transaction).getAllKeys(planRange(projectId, afterSeq))
}

const openIndex = (transaction: Transaction) => transaction.objectStore('changes').index('byProjectSeq')

function planRange(projectId: string, afterSeq: number): IDBKeyRange {
  const [lower, upper] = [
    [projectId, afterSeq],
    [projectId, Number.POSITIVE_INFINITY],
  ]
  // Without IndexedDB the in-memory implementation is used, which reads the same fields.
  if (typeof IDBKeyRange === 'undefined')
    return { lower, upper, lowerOpen: true, upperOpen: false, includes: () => false }
  return IDBKeyRange.bound(lower, upper, true)
}
