import type { ProjectId } from '#app/document/model/ids.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { PLAIN_SCHEMA_VERSION, SCHEMA_VERSION } from '#app/document/model/schema-version.ts'
import type { RemoteUpdate } from '#app/sync/ports/sync-store.ts'
import { put, remove } from '../database/transaction.ts'
import { planNewRow, planRowOf, type StoredRow, withSync } from '../projects/project-row.ts'
import { listSeqs } from '../projects/read-log.ts'
import {
  createSnapshotRow,
  createTextRow,
  type SnapshotPlace,
  type SnapshotRow,
} from '../projects/snapshot.ts'
import { openUpdate } from './open-update.ts'
import type { Draft } from './project-draft.ts'
import type { ResponseWork, Step } from './response-work.ts'

type Received = { deletedAtMs?: number; generation?: number; createdAtMs?: number }

/** Stores the server's version unchanged, where there is nothing here to merge it with. JSON text straight to disk. */
export async function planReceipt(work: ResponseWork, draft: Draft, update: RemoteUpdate): Promise<Step> {
  const seqs = draft.row === undefined ? [] : await listSeqs(work.transaction, draft.projectId)
  return () => receive(work, draft, { update, lastSeq: seqs.at(-1) ?? 0 })
}

function receive(
  work: ResponseWork,
  draft: Draft,
  { update, lastSeq }: { update: RemoteUpdate; lastSeq: number },
): void {
  const { row: before, projectId } = draft
  if (update.kind === 'deleted') {
    if (before?.sync.isListedOnly === true) draft.row = draft.outbox = undefined
    else if (before !== undefined) draft.row = markDeleted(before, update)
    if (before?.sync.isListedOnly !== true) draft.outbox = undefined
    return
  }
  const includedSeq = Math.max(lastSeq, before?.sync.prunedSeq ?? 0)
  const kept: Received = before ?? {}
  const fresh = planReceivedRow(projectId, update, work.mintId())
  const row: StoredRow = {
    ...fresh,
    createdAtMs: update.createdAtMs ?? kept.createdAtMs ?? update.updatedAtMs,
    ...(kept.deletedAtMs === undefined || draft.outbox === undefined
      ? {}
      : { deletedAtMs: kept.deletedAtMs }),
    ...(kept.generation === undefined ? {} : { generation: kept.generation }),
    baseRevision: update.revision,
    sync: {
      ...fresh.sync,
      prunedSeq: includedSeq,
      base: { at: includedSeq, hash: update.hash },
      ...(update.kind === 'unreadable' ? { unreadableBy: SCHEMA_VERSION } : {}),
    },
  }
  draft.row = row
  // The log of an older body stays as history and is never applied to this one.
  draft.isEdited = before !== undefined && before.sync.isListedOnly !== true
  const place = { projectId, includedSeq, snapshotId: work.mintId() }
  draft.writes.push(
    put('snapshots', createReceivedSnapshot(update, place)),
    ...(draft.isEdited ? [remove('views', projectId), remove('bases', projectId)] : []),
  )
}

type Content = Exclude<RemoteUpdate, { kind: 'deleted' }>

function planReceivedRow(projectId: ProjectId, update: Content, bodyId: string): StoredRow {
  if (update.kind === 'text') {
    const { name, facts } = update
    const { screenCount, canvasSizeIds, locales } = facts
    return planRowOf({ id: projectId, name, screenCount, canvasSizeIds, locales }, update.updatedAtMs, bodyId)
  }
  const project = update.kind === 'project' ? update.project : createStandIn(projectId, update.name)
  return planNewRow(project, update.updatedAtMs, bodyId)
}

function createReceivedSnapshot(update: Content, place: SnapshotPlace): SnapshotRow {
  if (update.kind === 'text') {
    const { text, hash, name, view, facts } = update
    const row = createTextRow({ text, hash, name, view, schemaVersion: facts.schemaVersion }, place)
    if (row !== undefined) return row
  }
  const opened = openUpdate(update)
  const project = opened.kind === 'project' ? opened.project : undefined
  const plain = project ?? { ...toObject(opened), id: place.projectId, name: nameOf(opened) }
  return createSnapshotRow(JSON.stringify(plain), place)
}

const toObject = (update: RemoteUpdate): object =>
  update.kind === 'unreadable' && typeof update.data === 'object' && update.data !== null ? update.data : {}

const nameOf = (update: RemoteUpdate): string => (update.kind === 'unreadable' ? update.name : '')

const createStandIn = (id: ProjectId, name: string): ProjectDocument => ({
  id,
  name,
  schemaVersion: PLAIN_SCHEMA_VERSION,
  screensByCanvasSize: {},
  sharedBackgrounds: {},
  locales: {},
})

function markDeleted(row: StoredRow, { revision, ...update }: RemoteUpdate): StoredRow {
  const deletedAtMs = update.kind === 'deleted' ? update.deletedAtMs : row.deletedAtMs
  return {
    ...withSync(row, { base: {} }),
    baseRevision: revision,
    ...(deletedAtMs === undefined ? {} : { deletedAtMs }),
  }
}
