import { applyChange } from '#app/document/changes/apply-change.ts'
import type { ResponsePlan } from '#app/sync/ports/sync-store.ts'
import type { WriteTransaction } from '../database/schema.ts'
import { watched } from '../database/try-ahead.ts'
import { createChangeRow } from '../projects/log-row.ts'
import type { Seen } from '../projects/project-memory.ts'
import { applyView } from '../projects/view-row.ts'
import { createBase, withBaseView } from './read-for-sync.ts'
import { isRecallable } from './recall.ts'
import type { AddedAhead, ApplyContext } from './response-work.ts'
import { planRemoteChange } from './write-rebased.ts'

/**
 * Another device's edit of a remembered project without anything pending: its row of the log is the same whatever the
 * disk says, so it is added while the rows are read. `undefined`: it is not that simple.
 */
export function addAhead(
  transaction: WriteTransaction,
  plan: ResponsePlan,
  { memory, mintId, isAheadOver = false }: ApplyContext,
): AddedAhead | undefined {
  const [update, ...others] = plan.updates
  const isSingle = update?.kind === 'project' && others.length === 0 && plan.matched.length === 0
  if (!isSingle || isAheadOver) return undefined
  const seen = memory.find(update.projectId)
  if (seen === undefined || !isClean(seen) || update.revision <= seen.row.baseRevision) return undefined
  const rebased = plan.rebase({
    projectId: seen.row.id,
    base: createBase(seen.row, seen.base && withBaseView(seen.row, seen.base)),
    workingCopy: applyView(seen.project, seen.rawView),
    isWaiting: false,
    isDeleted: false,
    theirs: { revision: update.revision, project: update.project },
    atMs: plan.atMs,
  })
  const isTaken = !rebased.isWaiting && !rebased.isDeleted && rebased.conflicts.length === 0
  const change = isTaken ? planRemoteChange(seen.project, rebased) : undefined
  if (change === undefined) return undefined
  const metadata = { atMs: plan.atMs, commitId: mintId(), origin: 'remote' as const }
  const row = createChangeRow(seen.row.id, change, metadata)
  const seq = watched(transaction.objectStore('changes').add(row))
  return { seen, project: applyChange(seen.project, change), change, row, seq }
}

/** Nothing here but what the account has. */
function isClean(seen: Seen): boolean {
  const { deletedAtMs, sync } = seen.row
  return (
    isRecallable(seen) &&
    seen.outbox === undefined &&
    deletedAtMs === undefined &&
    sync.heldBy === undefined &&
    sync.quarantinedAs === undefined &&
    typeof sync.base.at === 'number'
  )
}
