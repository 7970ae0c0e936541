import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { ConflictRecord, NewConflict, RemoteUpdate } from '#app/sync/ports/sync-store.ts'
import { put, remove } from '../database/transaction.ts'
import { withSync } from '../projects/project-row.ts'
import { type Draft, wait } from './project-draft.ts'
import { createBase, readBase, withBaseView } from './read-for-sync.ts'
import type { Meeting, ResolvedMeeting, ResponseWork, Step } from './response-work.ts'
import { createBodyRow } from './rows.ts'
import { writeBase, writeWorkingCopy } from './write-rebased.ts'

/**
 * Merges the server's version with the local one by the merge rules, on the freshest working copy. Stale: the rules need more
 * documents.
 */
export async function planRebase(
  work: ResponseWork,
  draft: Draft,
  meeting: Meeting,
): Promise<Step | 'stale'> {
  const { transaction, plan, cache } = work
  const { update, row, document, workingCopy, isWaiting } = meeting
  const theirs = update.kind === 'project' ? update.project : undefined
  const seen = work.remembered.get(row.id)
  const base =
    seen === undefined
      ? await readBase(transaction, { row, document, cache })
      : seen.base && withBaseView(row, seen.base)
  const rebased = plan.rebase({
    projectId: row.id,
    base: createBase(row, base),
    workingCopy,
    isWaiting,
    isDeleted: row.deletedAtMs !== undefined,
    theirs: {
      revision: update.revision,
      project: theirs,
      last: update.kind === 'deleted' ? update.last : undefined,
    },
    atMs: plan.atMs,
  })
  return rebased.isStale === true ? 'stale' : () => writeRebased(work, draft, { ...meeting, theirs, rebased })
}

async function writeRebased(work: ResponseWork, draft: Draft, met: ResolvedMeeting): Promise<void> {
  const { update, row, theirs, rebased } = met
  if (row.sync.heldBy !== undefined) draft.writes.push(remove('conflicts', row.sync.heldBy))
  const ids = rebased.conflicts.map((conflict) => record(work, draft, { conflict, update, theirs }))
  if (rebased.hold === true) {
    draft.row = withSync(row, { heldBy: ids[0] })
    if (draft.outbox === undefined) wait(draft, row, work.plan.atMs)
    return
  }
  writeBase(work, draft, { ...met, next: await writeWorkingCopy(work, draft, met) })
}

function record(
  { mintId, plan, conflicts }: ResponseWork,
  draft: Draft,
  {
    conflict,
    update,
    theirs,
  }: { conflict: NewConflict; update: RemoteUpdate; theirs: ProjectDocument | undefined },
): string {
  const made: ConflictRecord = {
    ...conflict,
    id: mintId(),
    projectId: draft.projectId,
    atMs: plan.atMs,
    revision: update.revision,
    ...(conflict.kind === 'ask' && theirs !== undefined ? { theirs } : {}),
  }
  conflicts.push(made)
  draft.writes.push(put('conflicts', createBodyRow(made)))
  return made.id
}
