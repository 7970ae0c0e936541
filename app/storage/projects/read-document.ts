import { applyChange } from '#app/document/changes/apply-change.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { SCHEMA_VERSION } from '#app/document/model/schema-version.ts'
import type { ReadTransaction, WriteTransaction } from '../database/schema.ts'
import type { DocumentAt, DocumentCache } from './document-cache.ts'
import { parseChange, parseChangeRows } from './log-row.ts'
import type { StoredRow } from './project-row.ts'
import { readLog } from './read-log.ts'
import { type Compacted, parseStoredBody, type StoredBody } from './snapshot.ts'

export type ReadDocument =
  | (DocumentAt & {
      kind: 'ok'
      /** The document at the number of the log at which the working copy was the base. */
      atBase: ProjectDocument | undefined
      /** Only when the snapshot was read. */
      compacted?: Compacted
    })
  | Exclude<StoredBody, { kind: 'ok' }>

/** The document of a project without its view row: from the cache and the rows since, else from the snapshot. */
export async function readDocument(
  transaction: ReadTransaction | WriteTransaction,
  row: StoredRow,
  cache: DocumentCache,
): Promise<ReadDocument> {
  const baseSeq = typeof row.sync.base.at === 'number' ? row.sync.base.at : undefined
  return (
    (await readOn(transaction, row, { cache, baseSeq })) ??
    (await readWhole(transaction, row, { cache, baseSeq }))
  )
}

type Reading = { cache: DocumentCache; baseSeq: number | undefined }

async function readOn(
  transaction: ReadTransaction | WriteTransaction,
  row: StoredRow,
  { cache, baseSeq }: Reading,
): Promise<ReadDocument | undefined> {
  // Starting at the base, when it is known: branches that are equal in both are then one object.
  const known = baseSeq === undefined ? cache.find(row) : cache.find(row, baseSeq)
  if (known === undefined) return undefined
  const latest = cache.find(row) ?? known
  const isAtBase = baseSeq === undefined || known.seq === baseSeq
  const start = isAtBase ? latest : known
  const rows = parseChangeRows(await readLog(transaction, row.id, start.seq))
  if (!rows.success || rows.data.some(({ schemaVersion }) => schemaVersion > SCHEMA_VERSION)) return undefined
  let { project, seq } = start
  let atBase = isAtBase && baseSeq !== undefined ? known.project : undefined
  try {
    for (const change of rows.data) {
      if (atBase === undefined && baseSeq !== undefined && change.seq > baseSeq) atBase = project
      project = applyChange(project, parseChange(change))
      seq = change.seq
    }
  } catch {
    // A damaged row is reported, with its raw text for export, by the function that reads all.
    return undefined
  }
  if (baseSeq !== undefined) {
    atBase ??= project
    cache.keep(row, { seq: baseSeq, project: atBase })
  }
  cache.keep(row, { seq, project })
  return { kind: 'ok', project, seq, atBase }
}

async function readWhole(
  transaction: ReadTransaction | WriteTransaction,
  row: StoredRow,
  { cache, baseSeq }: Reading,
): Promise<ReadDocument> {
  const snapshot = await transaction.objectStore('snapshots').get(row.id)
  const includedSeq = typeof snapshot?.includedSeq === 'number' ? snapshot.includedSeq : -1
  const body = parseStoredBody(snapshot, await readLog(transaction, row.id, includedSeq), baseSeq)
  if (body.kind !== 'ok') return body
  const { project, compacted, marked } = body
  const seq = Math.max(body.seq, row.sync.prunedSeq)
  if (marked !== undefined && baseSeq !== undefined) cache.keep(row, { seq: baseSeq, project: marked })
  cache.keep(row, { seq, project })
  return { kind: 'ok', project, seq, atBase: marked, compacted }
}
