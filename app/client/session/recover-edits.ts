import { applyChange, applyOp } from '#app/document/changes/apply-change.ts'
import type { Change, Op } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import { isSame } from '#app/document/changes/is-same.ts'
import { readAt } from '#app/document/changes/read-at.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { withVersion } from '#app/document/model/with-version.ts'
import type { ChangeMark, LoadedProject, ProjectStore } from '#app/sync/ports/project-store.ts'
import type { RecoveryEntry } from './recovery-entries.ts'
import type { UnsavedPart } from './save-queue.ts'

/**
 * Writes the edits that the log does not have, under ids that their tab knows, so that no part is written twice. Fields
 * that were changed since stay as they are: the disk is newer. Returns whether anything was written.
 */
export async function recoverEdits(
  { project: onDisk, row }: LoadedProject & { kind: 'ok' },
  entries: readonly RecoveryEntry[],
  { store, atMs }: { store: Pick<ProjectStore, 'commit' | 'listHistory'>; atMs: number },
): Promise<boolean> {
  const history = await store.listHistory(row.id)
  const known = new Set(history.map(({ commitId }) => commitId))
  const isLeft = ({ ids }: UnsavedPart) => !ids.some((id) => known.has(id))
  const changes: Change[] = []
  const marks: ChangeMark[] = []
  let project = onDisk
  for (const { parts, writtenAtMs } of entries) {
    if (writtenAtMs !== undefined && writtenAtMs === row.updatedAtMs) continue
    for (const { ids, change } of parts.filter(isLeft)) {
      // Entries of older builds do not say what was there before.
      const next = ids.length === 0 ? applyChange(project, change) : applyToNewer(project, change)
      const recovered = diffProjects(project, next, change.label)
      if (recovered.ops.length === 0) continue
      const [id = crypto.randomUUID()] = ids
      changes.push(recovered)
      marks.push({ id, kind: 'edit' })
      project = next
    }
  }
  const isNew = changes.length > 0
  try {
    if (isNew) await store.commit({ projectId: row.id, changes, marks, project, atMs })
  } catch (error) {
    // A full disk: the project opens without them, and the entries wait for the next time.
    console.warn('The last edits of a closed page could not be written.', error)
    return false
  }
  for (const entry of entries) entry.remove()
  return isNew
}

type Root = Parameters<typeof applyOp>[0]

/** Applies a change that was made on an earlier version of the document. */
function applyToNewer(project: ProjectDocument, { ops }: Change): ProjectDocument {
  let root = project as unknown as Root
  for (const op of ops) if (isStillMeant(root, op)) root = applyOp(root, op)
  return withVersion(root as unknown as ProjectDocument)
}

/** Texts are merged by words, and an insertion overwrites nothing. */
function isStillMeant(root: Root, op: Op): boolean {
  if (op.op === 'splice' || op.op === 'insert') return true
  if (op.path[0] === 'schemaVersion') return false
  return isSame(readAt(root, op.path), op.op === 'set' ? op.before : op.value)
}
