import { SCHEMA_VERSION } from '#app/document/model/schema-version.ts'
import type { RemoteUpdate } from '#app/sync/ports/sync-store.ts'
import type { Seen } from '../projects/project-memory.ts'
import { type StoredRow, withSync } from '../projects/project-row.ts'
import { type ReadDocument, readDocument } from '../projects/read-document.ts'
import { applyView } from '../projects/view-row.ts'
import { openUpdate } from './open-update.ts'
import type { Draft } from './project-draft.ts'
import { planReceipt } from './receive-project.ts'
import { planRebase } from './resolve-update.ts'
import { nothing, type ResponseWork, type Step } from './response-work.ts'

/**
 * The effect of an update on this device's copy: none, stored unchanged, or merged with pending changes. Nothing is
 * written yet. `stale`: the merge rules need more documents first.
 */
export async function judgeUpdate(
  work: ResponseWork,
  draft: Draft,
  update: RemoteUpdate,
): Promise<Step | 'stale'> {
  return isNews(draft.row, update) ? planUpdate(work, draft, update) : nothing
}

/** An echo, or a revision older than the local base, has no effect (S33, S46). */
function isNews(row: StoredRow | undefined, update: RemoteUpdate): boolean {
  if (row === undefined) return update.kind !== 'deleted'
  const { isListedOnly, unreadableBy, base } = row.sync
  const isHere = isListedOnly !== true && unreadableBy === undefined
  return !isHere || base.mustCompare === true || update.resyncs === true || update.revision > row.baseRevision
}

async function planUpdate(work: ResponseWork, draft: Draft, received: RemoteUpdate): Promise<Step | 'stale'> {
  const { row } = draft
  draft.isChanged = true
  if (row === undefined || row.sync.isListedOnly === true) return planReceipt(work, draft, received)
  // The document arrived otherwise meanwhile: now there is one to merge with.
  const update = openUpdate(received)
  const seen = work.remembered.get(row.id)
  const [document, rawView] =
    seen !== undefined
      ? [recallDocument(seen), seen.rawView]
      : await Promise.all([
          readDocument(work.transaction, row, work.cache),
          work.transaction.objectStore('views').get(row.id),
        ])
  const isWaiting = draft.outbox !== undefined || row.sync.quarantinedAs !== undefined
  if (update.kind === 'unreadable' && isWaiting && document.kind === 'ok') {
    // Only a newer build can merge the two; until then nothing here is discarded and nothing is sent.
    draft.row = withSync(row, { unreadableBy: SCHEMA_VERSION })
    return nothing
  }
  if (update.kind === 'unreadable' || document.kind !== 'ok') {
    // An unreadable local document may contain unsaved edits: only a document made from it may replace it.
    return document.kind === 'ok' || !isWaiting ? planReceipt(work, draft, update) : nothing
  }
  const workingCopy = applyView(document.project, rawView)
  return planRebase(work, draft, { update, row, document, rawView, workingCopy, isWaiting })
}

const recallDocument = ({ project, seq, base }: Seen): ReadDocument => ({
  kind: 'ok',
  project,
  seq,
  atBase: base,
})
