import { applyChange } from '#app/document/changes/apply-change.ts'
import type { Change } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { RemoteUpdate } from '#app/sync/ports/sync-store.ts'
import { remove } from '../database/transaction.ts'
import type { DocumentAt } from '../projects/document-cache.ts'
import { createChangeRow, toLogRow } from '../projects/log-row.ts'
import { type StoredRow, summarise, withSync } from '../projects/project-row.ts'
import { type Draft, keepBase, wait } from './project-draft.ts'
import type { ResolvedMeeting, ResponseWork } from './response-work.ts'

/** A pulled change is a row of the log like any other: open tabs follow it, the history names it. */
export async function writeView(
  work: ResponseWork,
  draft: Draft,
  { rebased, workingCopy, document }: ResolvedMeeting,
): Promise<DocumentAt> {
  if (rebased.workingCopy === workingCopy) return document
  // This device's view is stored beside the document and stays unchanged.
  const { view: _look, ...content } = rebased.workingCopy
  const { view: look } = document.project
  const target: Project = { ...content, ...(look === undefined ? {} : { view: look }) }
  const change = diffProjects(document.project, target, rebased.label)
  if (change.ops.length === 0) return document
  const project = applyChange(document.project, change)
  const seq = await appendRemote(work, draft, { change, after: document })
  return { seq, project }
}

async function appendRemote(
  work: Pick<ResponseWork, 'transaction' | 'plan' | 'mintId' | 'growth' | 'tails'>,
  draft: Draft,
  { change, after }: { change: Change; after: DocumentAt },
): Promise<number> {
  const note = { atMs: work.plan.atMs, commitId: work.mintId(), origin: 'remote' as const }
  const { projectId } = draft
  const row = createChangeRow(projectId, change, note)
  draft.isEdited = true
  work.growth.push({ projectId, length: 1, bytes: row.body.length })
  const seq = await work.transaction.objectStore('changes').add(row)
  const bodyId = draft.row?.sync.bodyId ?? ''
  work.tails.push({ projectId, bodyId, fromSeq: after.seq, rows: [toLogRow({ ...row, seq }, change)] })
  return seq
}

export function writeBase(
  work: ResponseWork,
  draft: Draft,
  { update, row, rebased, theirs, rawView, next }: ResolvedMeeting & { next: DocumentAt },
): void {
  const { plan, cache, memory } = work
  const { deletedAtMs, ...live } = row
  const isKeptWhole = theirs !== undefined && (rebased.isWaiting || rebased.isDeleted)
  const at = theirs === undefined ? undefined : isKeptWhole ? ('whole' as const) : next.seq
  const merged: StoredRow = {
    ...withSync(live, {
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
  else draft.writes.push(remove('bases', row.id))
  if (rebased.isWaiting) wait(draft, merged, plan.atMs)
  else draft.outbox = undefined
  const { outbox } = draft
  work.learned.push(() => memory.keep({ ...next, row: merged, outbox, rawView, base: theirs }))
}

const deletionTime = (update: RemoteUpdate): number =>
  update.kind === 'deleted' ? update.deletedAtMs : update.updatedAtMs
