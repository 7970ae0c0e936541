import { applyChange } from '#app/document/changes/apply-change.ts'
import type { Change } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import { withViewOf } from '#app/document/changes/with-view-of.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { Rebased, RemoteUpdate } from '#app/sync/ports/sync-store.ts'
import { remove } from '../database/transaction.ts'
import type { DocumentAt } from '../projects/document-cache.ts'
import { createChangeRow, type NewChangeRow, toLogRow } from '../projects/log-row.ts'
import { type StoredRow, summarise, touch, withSync } from '../projects/project-row.ts'
import { type Draft, keepBase, wait } from './project-draft.ts'
import type { ResolvedMeeting, ResponseWork } from './response-work.ts'

/** A pulled change is a row of the log like any other: open tabs follow it, the history names it. */
export async function writeWorkingCopy(
  work: ResponseWork,
  draft: Draft,
  { rebased, workingCopy, document }: ResolvedMeeting,
): Promise<DocumentAt> {
  const { ahead } = work
  if (ahead !== undefined) return await appendRemote(work, draft, { ...ahead, after: document })
  if (rebased.workingCopy === workingCopy) return document
  const change = planRemoteChange(document.project, rebased)
  if (change === undefined) return document
  const metadata = { atMs: work.plan.atMs, commitId: work.mintId(), origin: 'remote' as const }
  const row = createChangeRow(draft.projectId, change, metadata)
  const seq = work.transaction.objectStore('changes').add(row)
  const project = applyChange(document.project, change)
  return await appendRemote(work, draft, { change, row, seq, project, after: document })
}

/** `undefined`: it changes nothing but this device's view, which is stored beside the document and stays. */
export function planRemoteChange(
  present: ProjectDocument,
  { workingCopy, label }: Rebased,
): Change | undefined {
  const change = diffProjects(present, withViewOf(workingCopy, present), label)
  return change.ops.length === 0 ? undefined : change
}

type Appended = {
  change: Change
  row: NewChangeRow
  seq: Promise<number>
  project: ProjectDocument
  after: DocumentAt
}

async function appendRemote(
  work: Pick<ResponseWork, 'growth' | 'tails'>,
  draft: Draft,
  { change, row, seq: adding, project, after }: Appended,
): Promise<DocumentAt> {
  const { projectId } = draft
  draft.isEdited = true
  work.growth.push({ projectId, length: 1, bytes: row.body.length })
  const seq = await adding
  const bodyId = draft.row?.sync.bodyId ?? ''
  work.tails.push({ projectId, bodyId, fromSeq: after.seq, rows: [toLogRow({ ...row, seq }, change)] })
  return { seq, project }
}

export function writeBase(
  work: ResponseWork,
  draft: Draft,
  { update, row, document, rebased, theirs, rawView, next }: ResolvedMeeting & { next: DocumentAt },
): void {
  const { plan, cache, memory } = work
  const { deletedAtMs, ...live } = row
  const isKeptWhole = theirs !== undefined && (rebased.isWaiting || rebased.isDeleted)
  const at = theirs === undefined ? undefined : isKeptWhole ? ('whole' as const) : next.seq
  const merged: StoredRow = {
    ...withSync(next === document ? live : touch(live), {
      base: { at, hash: update.hash, view: theirs?.view },
      heldBy: undefined,
      quarantinedAs: undefined,
      unreadableBy: undefined,
      label: row.sync.label ?? rebased.label,
    }),
    ...summarise(next.project),
    ...(rebased.isWaiting ? {} : { updatedAtMs: update.updatedAtMs }),
    ...(rebased.isDeleted ? { deletedAtMs: deletedAtMs ?? deletionTime(update) } : {}),
    baseRevision: update.revision,
  }
  draft.row = merged
  if (row.sync.quarantinedAs !== undefined) draft.writes.push(remove('quarantine', row.sync.quarantinedAs))
  work.learned.push(() => cache.keep(merged, next))
  if (isKeptWhole) keepBase(work, draft, { row: merged, project: theirs })
  else if (row.sync.base.at === 'whole') draft.writes.push(remove('bases', row.id))
  if (rebased.isWaiting) wait(draft, merged, plan.atMs)
  else draft.outbox = undefined
  const { outbox } = draft
  work.learned.push(() => memory.keep({ ...next, row: merged, outbox, rawView, base: theirs }))
}

const deletionTime = (update: RemoteUpdate): number =>
  update.kind === 'deleted' ? update.deletedAtMs : update.updatedAtMs
