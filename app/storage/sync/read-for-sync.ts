import type { Json } from '#app/document/changes/change.ts'
import { isSame } from '#app/document/changes/is-same.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { isCurrentVersion, SCHEMA_VERSION } from '#app/document/model/schema-version.ts'
import type { Base, SyncRead, Waiting } from '#app/sync/ports/sync-store.ts'
import type { ReadTransaction, WriteTransaction } from '../database/schema.ts'
import type { DocumentCache } from '../projects/document-cache.ts'
import { findRow, findRows, findWaiting } from '../projects/find-row.ts'
import { findInFlight } from '../projects/in-flight-row.ts'
import type { ProjectMemory } from '../projects/project-memory.ts'
import { parseOutboxEntry, type StoredEntry, type StoredRow } from '../projects/project-row.ts'
import { type ReadDocument, readDocument } from '../projects/read-document.ts'
import { listSeqs } from '../projects/read-log.ts'
import { readSnapshotText } from '../projects/snapshot.ts'
import { applyView, parseView } from '../projects/view-row.ts'
import { parseBase } from './rows.ts'

type Transaction = ReadTransaction | WriteTransaction

/** `asText`: a whole document that is stored as its text need not be opened. */
export async function readForSync(
  transaction: Transaction,
  projectId: ProjectId,
  { cache, memory, asText }: { cache: DocumentCache; memory: ProjectMemory; asText: boolean },
): Promise<SyncRead | undefined> {
  const [row, waiting, rawView] = await Promise.all([
    findRow(transaction, projectId),
    findWaiting(transaction, projectId),
    transaction.objectStore('views').get(projectId),
  ])
  memory.forget(projectId)
  if (row === undefined) return undefined
  const { sync } = row
  const inFlight = sync.sealedN === undefined ? undefined : await findInFlight(transaction, sync.sealedN)
  const fields = {
    projectId,
    generation: row.generation,
    isWaiting: waiting !== undefined,
    isBlocked: isBlocked(row),
    isDeleted: row.deletedAtMs !== undefined,
    inFlight,
    label: sync.label ?? 'Edit',
  }
  if (sync.isListedOnly === true)
    return { ...fields, base: createBase(row, undefined), workingCopy: undefined }
  const whole = asText ? await readWhole(transaction, row, rawView) : undefined
  if (whole !== undefined)
    return { ...fields, base: createBase(row, undefined), workingCopy: undefined, whole }
  const document = await readDocument(transaction, row, cache)
  const baseProject = await readBase(transaction, { row, document, cache })
  const base = createBase(row, baseProject)
  if (document.kind !== 'ok')
    return { ...fields, base, workingCopy: undefined, unreadable: explain(document) }
  // Nothing was written: the cache is right, however the transaction ends.
  const { project, seq } = document
  memory.keep({ row, outbox: waiting, rawView, seq, project, base: baseProject })
  return {
    ...fields,
    base,
    workingCopy: { project: applyView(document.project, rawView), seq: document.seq },
    ...(sync.unreadableBy === undefined ? {} : { unreadable: 'The account has it from a newer AppFrames.' }),
  }
}

/** `undefined`: it must be opened, because there is a base to compare it with, or changes since, or that is unknown. */
async function readWhole(
  transaction: Transaction,
  row: StoredRow,
  rawView: unknown,
): Promise<SyncRead['whole']> {
  const { base, prunedSeq, unreadableBy } = row.sync
  if (base.at !== undefined || unreadableBy !== undefined || row.deletedAtMs !== undefined) return undefined
  const [snapshot, seqs] = await Promise.all([
    transaction.objectStore('snapshots').get(row.id),
    listSeqs(transaction, row.id),
  ])
  const document = readSnapshotText(snapshot)
  if (document === undefined || !isCurrentVersion(document.schemaVersion)) return undefined
  const { text, hash, includedSeq, snapshotId } = document
  if ((seqs.at(-1) ?? 0) > includedSeq) return undefined
  const view = parseView(rawView) ?? document.view
  return { text, hash, view, snapshotId, seq: Math.max(includedSeq, prunedSeq) }
}

type BaseReading = { row: StoredRow; document: ReadDocument; cache: DocumentCache }

/** `undefined`: the server has no document, or it must be downloaded. */
export async function readBase(
  transaction: Transaction,
  { row, document, cache }: BaseReading,
): Promise<ProjectDocument | undefined> {
  const { at } = row.sync.base
  if (at === undefined) return undefined
  const project = at === 'whole' ? await readWholeBase(transaction, row, cache) : findAtBase(document)
  return project && withBaseView(row, project)
}

/** The base with the view sent with it. The same object where possible, so that comparing is cheap. */
export function withBaseView(row: StoredRow, project: ProjectDocument): ProjectDocument {
  const { view } = row.sync.base
  return view === undefined || isSame(view as Json, project.view as Json) ? project : { ...project, view }
}

async function readWholeBase(
  transaction: Transaction,
  row: StoredRow,
  cache: DocumentCache,
): Promise<ProjectDocument | undefined> {
  const known = cache.findBase(row)
  if (known !== undefined) return known
  const project = parseBase(await transaction.objectStore('bases').get(row.id))
  if (project !== undefined) cache.keepBase(row, project)
  return project
}

const findAtBase = (document: ReadDocument): ProjectDocument | undefined =>
  document.kind === 'ok' ? document.atBase : undefined

export function createBase(row: StoredRow, project: ProjectDocument | undefined): Base {
  const { hash, mustCompare } = row.sync.base
  return {
    revision: row.baseRevision,
    project,
    ...(hash === undefined ? {} : { hash }),
    // An unreadable base must be downloaded and compared.
    ...(mustCompare === true || (project === undefined && row.sync.base.at !== undefined)
      ? { mustCompare: true }
      : {}),
  }
}

export async function listWaiting(transaction: Transaction): Promise<readonly Waiting[]> {
  const entries = (await transaction.objectStore('outbox').getAll()).map(parseOutboxEntry)
  const rows = await findRows(
    transaction,
    entries.map(({ projectId }) => projectId),
  )
  return planWaiting(entries, rows)
}

function planWaiting(
  entries: readonly StoredEntry[],
  rows: ReadonlyMap<ProjectId, StoredRow>,
): readonly Waiting[] {
  return entries
    .flatMap(({ projectId, enqueuedAtMs }) => {
      const row = rows.get(projectId)
      const isSendable = row !== undefined && row.sync.sealedN === undefined && !isBlocked(row)
      return isSendable ? [{ projectId, enqueuedAtMs, generation: row.generation }] : []
    })
    .sort((a, b) => a.enqueuedAtMs - b.enqueuedAtMs || (a.projectId < b.projectId ? -1 : 1))
}

/** The same within a transaction that is about to write `drafts`. */
export async function listWaitingAfter(
  transaction: Transaction,
  rawEntries: readonly { projectId: string }[],
  drafts: ReadonlyMap<ProjectId, { row: StoredRow | undefined; outbox: StoredEntry | undefined }>,
): Promise<readonly Waiting[]> {
  const others = rawEntries.map(parseOutboxEntry).filter(({ projectId }) => !drafts.has(projectId))
  const ids = others.map(({ projectId }) => projectId)
  const rows = new Map(ids.length === 0 ? [] : await findRows(transaction, ids))
  for (const [projectId, { row }] of drafts) if (row !== undefined) rows.set(projectId, row)
  const own = [...drafts.values()].flatMap(({ outbox }) => outbox ?? [])
  return planWaiting([...others, ...own], rows)
}

/** Only a newer build can merge a newer build's document: sync resumes by itself after an update of the app. */
export function isBlocked({ sync }: StoredRow): boolean {
  return sync.heldBy !== undefined || (sync.unreadableBy !== undefined && sync.unreadableBy >= SCHEMA_VERSION)
}

function explain(document: Exclude<ReadDocument, { kind: 'ok' }>): string {
  return document.kind === 'newer'
    ? `It was made by a newer AppFrames (schema ${document.schemaVersion}).`
    : `It is damaged: ${document.issues.join('; ')}`
}
