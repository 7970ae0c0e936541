import type { OutboxEntry } from '#app/sync/ports.ts'
import { parseOutboxEntry, parseStoredRow, type StoredRow } from './project-row.ts'
import type { ReadTransaction, WriteTransaction } from './schema.ts'

type Transaction = ReadTransaction | WriteTransaction

/** The list row of a project; `undefined`: it is not on this device. */
export async function findRow(transaction: Transaction, projectId: string): Promise<StoredRow | undefined> {
  const raw = await transaction.objectStore('projects').get(projectId)
  return raw === undefined ? undefined : parseStoredRow(raw)
}

/** What waits of a project to be pushed. */
export async function findWaiting(
  transaction: Transaction,
  projectId: string,
): Promise<OutboxEntry | undefined> {
  const raw = await transaction.objectStore('outbox').get(projectId)
  return raw === undefined ? undefined : parseOutboxEntry(raw)
}
