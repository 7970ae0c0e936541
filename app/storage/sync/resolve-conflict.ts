import { applyChange } from '#app/document/changes/apply-change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import { isSame } from '#app/document/changes/is-same.ts'
import { withViewOf } from '#app/document/changes/with-view-of.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { ConflictDecision, ConflictRecord } from '#app/sync/ports/sync-store.ts'
import type { WriteTransaction } from '../database/schema.ts'
import { put, remove, type Write, writeAll } from '../database/transaction.ts'
import { createChangeRow } from '../projects/log-row.ts'
import { planNewRow, planOutboxEntry, type StoredRow, summarise, withSync } from '../projects/project-row.ts'
import { readDocument } from '../projects/read-document.ts'
import { createSnapshotRow } from '../projects/snapshot.ts'
import { applyView } from '../projects/view-row.ts'
import { planDraftWrites, readDrafts, wait } from './project-draft.ts'
import type { ApplyContext } from './response-work.ts'
import { createBaseRow, createBodyRow, parseConflict } from './rows.ts'

/**
 * Ends a blocking conflict by the user's decision. One that is gone meanwhile, or blocks nothing any more, is ignored.
 */
export async function decide(
  transaction: WriteTransaction,
  decision: ConflictDecision,
  { cache, mintId }: Omit<ApplyContext, 'memory'>,
): Promise<void> {
  const found = parseConflict(await transaction.objectStore('conflicts').get(decision.id))
  if (found === undefined) return
  const { projectId, theirs, revision } = found
  const draft = (await readDrafts(transaction, [projectId])).get(projectId)
  const row = draft?.row
  if (draft === undefined || row?.sync.heldBy !== found.id) return
  const document = await readDocument(transaction, row, cache)
  if (document.kind !== 'ok') return
  draft.isChanged = true
  const freed = { ...withSync(row, { heldBy: undefined }), baseRevision: revision }
  const base = { at: theirs === undefined ? undefined : ('whole' as const), view: theirs?.view }
  if (decision.keep === 'mine' || theirs === undefined) {
    draft.row = withSync(freed, { base })
    wait(draft, draft.row, decision.atMs)
  } else {
    const target = withViewOf(theirs, document.project)
    const change = diffProjects(document.project, target, "Keep the other device's version")
    const metadata = { atMs: decision.atMs, commitId: mintId(), origin: 'remote' as const }
    const { ops } = change
    const added = ops.length === 0 ? undefined : createChangeRow(projectId, change, metadata)
    const seq = added === undefined ? document.seq : await transaction.objectStore('changes').add(added)
    const summary = summarise(applyChange(document.project, change))
    // Deleted here while it was blocked: choosing the account's version restores it.
    const { deletedAtMs: _deleted, ...live } = withSync(freed, { base: { at: seq, view: theirs.view } })
    draft.row = { ...live, ...summary }
    draft.outbox = undefined
  }
  if (theirs !== undefined) {
    draft.writes.push(
      decision.keep === 'mine' ? put('bases', createBaseRow(theirs)) : remove('bases', projectId),
    )
  }
  draft.writes.push(remove('conflicts', found.id))
  if (decision.keep === 'both') {
    const rawView = await transaction.objectStore('views').get(projectId)
    draft.writes.push(...planCopy(applyView(document.project, rawView), decision, mintId))
  }
  await writeAll(transaction, planDraftWrites(draft))
}

function planCopy(
  mine: ProjectDocument,
  { copyId, copyName, atMs }: ConflictDecision & { keep: 'both' },
  mintId: () => string,
): readonly Write[] {
  const copy: ProjectDocument = { ...mine, id: copyId, name: copyName }
  const row: StoredRow = planNewRow(copy, atMs, mintId())
  const snapshot = { projectId: copyId, includedSeq: 0, snapshotId: mintId() }
  return [
    put('projects', row),
    put('snapshots', createSnapshotRow(JSON.stringify(copy), snapshot)),
    put('outbox', planOutboxEntry(row, undefined, { atMs, deleted: false })),
  ]
}

/** Removes the places from the record, and the record with its last one. */
export function planWithoutEntries(
  record: ConflictRecord,
  paths: readonly (readonly string[])[],
): Write | undefined {
  if (!('entries' in record) || record.kind === 'ask') return undefined
  const entries = record.entries.filter(({ path }) => !paths.some((gone) => isSame([...gone], [...path])))
  if (entries.length === 0) return remove('conflicts', record.id)
  return put('conflicts', createBodyRow({ ...record, entries }))
}
