import { applyChange, applyChanges } from '#app/document/changes/apply-change.ts'
import { type Change, isViewOnly } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import { withViewOf } from '#app/document/changes/with-view-of.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { LogPosition, LogTail } from '#app/sync/ports/project-store.ts'
import type { OwnChange } from './save-queue.ts'

/**
 * An open project. Own edits move through three places: the save queue (in memory only), `landed` (on the disk), `disk` (on the disk
 * and read back from the log, in the order the log has them among everybody's edits).
 */
export type SessionState = {
  /** In memory: `disk` with every own edit on top. */
  readonly project: ProjectDocument
  /** As the log has it, up to the row that was read last. */
  readonly disk: { readonly project: ProjectDocument; readonly at: LogPosition }
  /** Own edits on the disk that were not read back yet, oldest first. */
  readonly landed: readonly OwnChange[]
}

/** The project on disk, as far as this tab knows. */
export function getSaved({ disk, landed }: SessionState): ProjectDocument {
  return landed.at(-1)?.after ?? disk.project
}

export type Followed = {
  state: SessionState
  /** Others' edits, for the undo history. */
  foreign: readonly Change[]
  /** Own edits that the rows show to be on the disk. */
  arrivedIds: ReadonlySet<string>
}

/**
 * Rows were added to the log: own ones were already in memory, others' are inserted below the own edits that are not
 * among them.
 */
export function followRows(
  state: SessionState,
  { rows, at }: LogTail & { kind: 'rows' },
  queued: readonly OwnChange[],
): Followed {
  const own = [...state.landed, ...queued].filter(isEdit)
  const arrivedIds = new Set(rows.map(({ commitId }) => commitId))
  const landed = state.landed.filter(({ mark }) => !arrivedIds.has(mark.id))
  const isOwn = rows.every(({ commitId }, index) => commitId === own[index]?.mark.id)
  if (isOwn) {
    const last = own[rows.length - 1]
    const disk = last === undefined ? state.disk : { project: last.after, at }
    return { state: { ...state, disk, landed }, foreign: [], arrivedIds }
  }
  const ownIds = new Set(own.map(({ mark }) => mark.id))
  const changes = rows.map(({ change }) => change)
  const read = { project: applyChanges(state.disk.project, changes), at }
  const left = queued.filter(({ mark }) => !arrivedIds.has(mark.id))
  return {
    state: followWhole({ ...state, landed }, read, left),
    foreign: rows.flatMap(({ commitId, change }) => (ownIds.has(commitId) ? [] : [change])),
    arrivedIds,
  }
}

/**
 * The disk's version with the own edits that it lacks. Every untouched branch stays the same object, so that only what changed is
 * drawn again, and the tab keeps its view.
 */
export function followWhole(
  state: SessionState,
  read: SessionState['disk'],
  queued: readonly OwnChange[],
): SessionState {
  const left = [...state.landed, ...queued].filter(isEdit)
  let next = read.project
  for (const own of left) {
    next = applyChange(next, own.change)
    own.after = next
  }
  const target = withViewOf(next, state.project)
  const project = applyChange(state.project, diffProjects(state.project, target, 'Changed elsewhere'))
  const last = left.at(-1)
  if (last !== undefined) last.after = project
  return { ...state, project, disk: last === undefined ? { project, at: read.at } : read }
}

/** A change of view has no row in the log. */
export const isEdit = ({ change }: OwnChange): boolean => !isViewOnly(change)
