import { applyChanges } from '#app/document/changes/apply-change.ts'
import type { Change } from '#app/document/changes/change.ts'
import { openDocumentText } from '#app/document/changes/open-document-text.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import { fromProjectData } from '#app/document/model/project-data.ts'
import { type ProjectDocument, type View, viewSchema } from '#app/document/model/schema.ts'
import type { InFlightPush, Matched } from '#app/sync/ports/sync-store.ts'
import type { WriteTransaction } from '../database/schema.ts'
import { put, remove, type Write } from '../database/transaction.ts'
import type { DocumentCache } from '../projects/document-cache.ts'
import { findRows, MANY_ROWS } from '../projects/find-row.ts'
import {
  parseOutboxEntry,
  planOutboxEntry,
  type StoredEntry,
  type StoredRow,
  withSync,
} from '../projects/project-row.ts'
import { readDocument } from '../projects/read-document.ts'
import { readBase } from './read-for-sync.ts'
import { createBaseRow, createBodyRow } from './rows.ts'

/** One project while a response is applied to it: its row and document, changed step by step, written at the end. */
export type Draft = {
  projectId: ProjectId
  row: StoredRow | undefined
  outbox: StoredEntry | undefined
  /** An entry is on disk, to be removed if nothing is pending any more. */
  hasWaited: boolean
  /** Writes besides the row and the outbox entry. */
  writes: Write[]
  isChanged: boolean
  isEdited: boolean
}

/** `reading`: all of the outbox, where it is read anyway. */
export async function readDrafts(
  transaction: WriteTransaction,
  projectIds: readonly ProjectId[],
  reading?: Promise<readonly { projectId: string }[]>,
): Promise<Map<ProjectId, Draft>> {
  const outbox = transaction.objectStore('outbox')
  const [rows, rawEntries] = await Promise.all([
    findRows(transaction, projectIds),
    reading ??
      (projectIds.length > MANY_ROWS ? outbox.getAll() : Promise.all(projectIds.map((id) => outbox.get(id)))),
  ])
  const entries = new Map(
    rawEntries.flatMap((raw) => (raw === undefined ? [] : [[raw.projectId, raw] as const])),
  )
  return new Map(
    projectIds.map((projectId) => {
      const entry = entries.get(projectId)
      const draft: Draft = {
        projectId,
        row: rows.get(projectId),
        outbox: entry === undefined ? undefined : parseOutboxEntry(entry),
        hasWaited: entry !== undefined,
        writes: [],
        isChanged: false,
        isEdited: false,
      }
      return [projectId, draft]
    }),
  )
}

export function planDraftWrites(draft: Draft): readonly Write[] {
  const { projectId, row, outbox, hasWaited, writes, isChanged } = draft
  if (!isChanged) return writes
  return [
    ...writes,
    row === undefined ? remove('projects', projectId) : put('projects', row),
    ...(outbox !== undefined ? [put('outbox', outbox)] : hasWaited ? [remove('outbox', projectId)] : []),
  ]
}

/** Pending from now on, if it was not: the oldest pending edit keeps its time [F22]. */
export function wait(draft: Draft, row: StoredRow, atMs: number): void {
  draft.outbox = planOutboxEntry(row, draft.outbox, { atMs, deleted: row.deletedAtMs !== undefined })
}

export type Matching = {
  transaction: WriteTransaction
  cache: DocumentCache
  atMs: number
  mintId: () => string
  /** Called once the disk has it. */
  learned: (() => void)[]
}

/** Applies the result of an in-flight push to its project. */
export async function finishDraft(
  matching: Matching,
  draft: Draft,
  { inFlight, matched }: { inFlight: InFlightPush; matched: Matched },
): Promise<void> {
  const { transaction, cache, atMs, mintId } = matching
  const { row } = draft
  if (row === undefined || row.sync.sealedN !== inFlight.mutationId) return
  draft.isChanged = true
  const released = withSync(row, { sealedN: undefined, isSealedFolded: undefined })
  const isAll = row.generation === inFlight.generation
  if (matched.kind === 'released') {
    draft.row = released
    if (draft.outbox === undefined) wait(draft, released, atMs)
    return
  }
  if (isAll) draft.outbox = undefined
  if (row.sync.quarantinedAs !== undefined) draft.writes.push(remove('quarantine', row.sync.quarantinedAs))
  if (matched.kind === 'rejected') {
    const { code, message } = matched
    const id = mintId()
    const push = openPush(inFlight.push)
    const entry = { id, projectId: row.id, projectName: row.name, atMs, code, message, push }
    draft.writes.push(put('quarantine', createBodyRow(entry)))
    draft.row = { ...withSync(released, { quarantinedAs: id }), syncError: message }
    return
  }
  const { syncError: _resynced, ...resynced } = withSync(released, {
    quarantinedAs: undefined,
    unreadableBy: undefined,
  })
  const hash = matched.hash ?? ('hash' in inFlight.push ? inFlight.push.hash : undefined)
  const view = findSentView(inFlight.push) ?? row.sync.base.view
  const isSnapshotPast = row.sync.isSealedFolded === true && !('deleted' in inFlight.push)
  const kept = isSnapshotPast ? await rebuild(transaction, { row, cache, inFlight }) : undefined
  const mark =
    kept !== undefined
      ? 'whole'
      : isSnapshotPast || 'deleted' in inFlight.push
        ? undefined
        : inFlight.throughSeq
  const base = {
    at: mark,
    hash,
    view,
    ...(isSnapshotPast && kept === undefined ? { mustCompare: true } : {}),
  } as const
  const next = { ...withSync(resynced, { base }), baseRevision: matched.revision }
  draft.row = next
  if (kept === undefined) draft.writes.push(remove('bases', row.id))
  else keepBase(matching, draft, { row: next, project: kept })
}

export function keepBase(
  { cache, learned }: Pick<Matching, 'cache' | 'learned'>,
  draft: Draft,
  { row, project }: { row: StoredRow; project: ProjectDocument },
): void {
  draft.writes.push(put('bases', createBaseRow(project)))
  learned.push(() => cache.keepBase(row, project))
}

type Rebuilding = { row: StoredRow; cache: DocumentCache; inFlight: InFlightPush }

/** The log no longer contains the sent changes, but the push does. */
async function rebuild(
  transaction: WriteTransaction,
  { row, cache, inFlight }: Rebuilding,
): Promise<ProjectDocument | undefined> {
  const push = openPush(inFlight.push)
  if ('changes' in push) {
    const document = await readDocument(transaction, row, cache)
    const base = await readBase(transaction, { row, document, cache })
    return base === undefined ? undefined : applyChanges(base, push.changes as readonly Change[])
  }
  if (!('name' in push)) return undefined
  const parsed = fromProjectData({ id: row.id, name: push.name, data: push.data })
  return parsed.kind === 'ok' ? parsed.project : undefined
}

function findSentView(push: InFlightPush['push']): View | undefined {
  if ('changes' in push) {
    const look = push.changes
      .flatMap(({ ops }) => ops)
      .find(({ op, path }) => op === 'set' && path[0] === 'view')
    return look?.op === 'set' ? viewSchema.safeParse(look.after).data : undefined
  }
  if ('text' in push) return push.view === undefined ? undefined : viewSchema.safeParse(push.view).data
  if (!('data' in push) || typeof push.data !== 'object' || push.data === null) return undefined
  return 'view' in push.data ? viewSchema.safeParse(push.data.view).data : undefined
}

/** The same push with its document opened; any other as it is. */
function openPush(push: InFlightPush['push']): InFlightPush['push'] {
  if (!('text' in push)) return push
  const { text, view, ...rest } = push
  const opened = openDocumentText(text, view)
  return opened === undefined ? push : { ...rest, ...opened }
}
