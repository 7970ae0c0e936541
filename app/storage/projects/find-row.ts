import type { ProjectId } from '#app/document/model/ids.ts'
import type { ReadTransaction, WriteTransaction } from '../database/schema.ts'
import { parseOutboxEntry, parseStoredRow, type StoredEntry, type StoredRow } from './project-row.ts'

type Transaction = ReadTransaction | WriteTransaction

/** The list row of a project; `undefined`: it is not on this device. */
export async function findRow(transaction: Transaction, projectId: string): Promise<StoredRow | undefined> {
  const raw = await transaction.objectStore('projects').get(projectId)
  return raw === undefined ? undefined : parseStoredRow(raw)
}

/** Beyond this many, reading all rows at once is faster than one request for each. */
export const MANY_ROWS = 20

/** The list rows of these projects. */
export async function findRows(
  transaction: Transaction,
  projectIds: readonly ProjectId[],
): Promise<ReadonlyMap<ProjectId, StoredRow>> {
  const store = transaction.objectStore('projects')
  const raws =
    projectIds.length > MANY_ROWS
      ? await store.getAll()
      : await Promise.all(projectIds.map((projectId) => store.get(projectId)))
  const requested = new Set<string>(projectIds)
  const rows = raws.flatMap((raw) =>
    raw !== undefined && requested.has(raw.id) ? [parseStoredRow(raw)] : [],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** Pending changes of a project. */
export async function findWaiting(
  transaction: Transaction,
  projectId: string,
): Promise<StoredEntry | undefined> {
  const raw = await transaction.objectStore('outbox').get(projectId)
  return raw === undefined ? undefined : parseOutboxEntry(raw)
}
