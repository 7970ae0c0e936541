import { toCanonicalParts } from '#app/document/changes/canonical-text.ts'
import type { Change, Json, Op } from '#app/document/changes/change.ts'
import { stripOp } from '#app/document/changes/compact-op.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import { isSame } from '#app/document/changes/is-same.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import { toProjectData } from '#app/document/model/project-data.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { HashText } from '../ports/project-store.ts'
import type { PushNumberPlan, SyncRead } from '../ports/sync-store.ts'
import { MAX_PUSH_OPS, type Push } from '../protocol/projects.ts'

/** The same but for `readonly`. */
type ChangesOfWire = Extract<Push, { changes: unknown }>['changes']

export type PushPlan =
  | { kind: 'push'; plan: PushNumberPlan }
  /** An edit and its undo, or a created and deleted project: nothing to push. */
  | { kind: 'nothing' }
  /** Not now: blocked, in flight already, unreadable, or to be compared with the server first. */
  | { kind: 'wait' }

/** The push of one project (S5, S45): the difference between the base and the working copy. */
export async function planPush(
  read: SyncRead,
  { hash, isPulled }: { hash: HashText; isPulled: boolean },
): Promise<PushPlan> {
  if (read.isBlocked || read.inFlight !== undefined) return { kind: 'wait' }
  if (read.base.mustCompare === true && !isPulled) return { kind: 'wait' }
  const { base, workingCopy, whole } = read
  // All of the account was pulled and this project was not in it: the server has lost it (S34).
  const baseRevision = base.mustCompare === true ? 0 : base.revision
  const baseProject = base.mustCompare === true ? undefined : base.project
  const throughSeq = whole?.seq ?? workingCopy?.seq ?? 0
  const common = { projectId: read.projectId, generation: read.generation, throughSeq, baseRevision }
  const named = { projectId: read.projectId, baseRevision }

  if (read.isDeleted) {
    // Only its name has come so far: it is deleted there as soon as the rest is here (S37).
    if (workingCopy === undefined && read.unreadable === undefined && base.mustCompare !== true)
      return { kind: 'wait' }
    const isKnownThere = baseRevision > 0 && (baseProject !== undefined || read.unreadable !== undefined)
    if (!isKnownThere) return { kind: 'nothing' }
    return { kind: 'push', plan: { ...common, push: { ...named, deleted: true }, characters: 100 } }
  }
  if (whole !== undefined) {
    const { text, snapshotId, view: look } = whole
    const push = { ...named, text, hash: whole.hash, ...(look === undefined ? {} : { view: look }) }
    return { kind: 'push', plan: { ...common, push, characters: text.length, snapshotId } }
  }
  if (workingCopy === undefined) return { kind: 'wait' }
  if (baseProject === undefined) {
    return { kind: 'push', plan: { ...common, ...(await planWhole(workingCopy.project, named, hash)) } }
  }
  const change = planChange(baseProject, workingCopy.project, read.label)
  if (change === undefined) return { kind: 'nothing' }
  if (change.ops.length > MAX_PUSH_OPS)
    return { kind: 'push', plan: { ...common, ...(await planWhole(workingCopy.project, named, hash)) } }
  const changes = [change] as ChangesOfWire
  const push = { ...named, changes, hash: await hash(toCanonicalParts(workingCopy.project)) }
  return { kind: 'push', plan: { ...common, push, characters: JSON.stringify(change).length } }
}

async function planWhole(
  project: ProjectDocument,
  named: { projectId: ProjectId; baseRevision: number },
  hash: HashText,
): Promise<Pick<PushNumberPlan, 'push' | 'characters'>> {
  const parts = toCanonicalParts(project)
  const push = { ...named, name: project.name, data: toProjectData(project), hash: await hash(parts) }
  return { push, characters: parts.reduce((sum, { length }) => sum + length, 0) }
}

/** `undefined`: nothing but the view differs, which never causes a push by itself (S4). */
function planChange(base: ProjectDocument, workingCopy: ProjectDocument, label: string): Change | undefined {
  const { ops } = diffProjects(base, workingCopy, '')
  const edits = ops.filter(({ path }) => path[0] !== 'view')
  if (edits.length === 0) return undefined
  const view: readonly Op[] =
    workingCopy.view === undefined || isSame(base.view as Json, workingCopy.view as Json)
      ? []
      : [{ op: 'set', path: ['view'], after: workingCopy.view as Json }]
  return { label, ops: [...edits, ...view].map(stripOp) }
}
