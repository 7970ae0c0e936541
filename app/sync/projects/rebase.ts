import { isSame } from '#app/document/changes/is-same.ts'
import { listOverwritten } from '#app/document/changes/list-overwritten.ts'
import { type MergeConflict, mergeProjects } from '#app/document/changes/merge-projects.ts'
import { withViewOf } from '#app/document/changes/with-view-of.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { NewConflict, Rebased, RebaseInput } from '../ports/sync-store.ts'
import type { ConflictPolicy } from '../protocol/projects.ts'

type Here = Pick<RebaseInput, 'base' | 'workingCopy' | 'isDeleted'>

/**
 * A project deleted on another device is restored by an edit of this device, which had not seen all of it: its last
 * version must be requested first.
 */
export function needsLast(here: Here, deletedAs: number): boolean {
  return comesBack(here) && here.base.revision < deletedAs - 1
}

/**
 * The new local version when the account's has moved on (S40–S46). Pure: the store runs it inside the transaction, on
 * the rows on disk at that moment.
 */
export function rebaseProject(input: RebaseInput, policy: ConflictPolicy, label: string): Rebased {
  const { theirs } = input
  const rebased =
    theirs.project === undefined
      ? rebaseOnDeletion(input, policy)
      : input.isDeleted
        ? rebaseDeletion(input, theirs.project)
        : rebaseEdits(input, theirs.project, policy)
  return { label, ...rebased }
}

type Unlabelled = Omit<Rebased, 'label'>

/**
 * Deleted on another device: deleted here too, unless there are local edits, which win [F25] [F26]. The restored
 * project is its last version with this device's edits.
 */
function rebaseOnDeletion(input: RebaseInput, policy: ConflictPolicy): Unlabelled {
  const { base, workingCopy, isDeleted, theirs } = input
  const gone: Unlabelled = { workingCopy, isDeleted: true, isWaiting: false, conflicts: [] }
  if (isDeleted) return gone
  // A server that came back from a backup deletes nothing [F27].
  if (base.mustCompare === true) return { workingCopy, isDeleted: false, isWaiting: true, conflicts: [] }
  if (!comesBack(input)) return gone
  const restored: NewConflict = { kind: 'restored', deletedHere: false }
  const asItIs: Unlabelled = { workingCopy, isDeleted: false, isWaiting: true, conflicts: [restored] }
  if (!needsLast(input, theirs.revision) || theirs.last === null) return asItIs
  if (theirs.last === undefined) return { ...asItIs, isStale: true }
  const whole = rebaseEdits(input, theirs.last, policy === 'client-wins' ? policy : 'merge')
  return { ...whole, isWaiting: true, conflicts: [restored, ...whole.conflicts] }
}

const comesBack = ({ base, workingCopy, isDeleted }: Here): boolean =>
  !isDeleted && base.mustCompare !== true && !isSameContent(base.project, workingCopy)

/** Deleted here. It stays deleted only when the account's version has nothing that this device had not seen. */
function rebaseDeletion(input: RebaseInput, theirs: ProjectDocument): Unlabelled {
  const { base, workingCopy, isWaiting } = input
  const knewItDeleted = base.revision > 0 && base.project === undefined
  const stands =
    !(knewItDeleted && !isWaiting) &&
    (isSameContent(base.project, theirs) || isSameContent(workingCopy, theirs))
  if (stands) return { workingCopy, isDeleted: true, isWaiting: true, conflicts: [] }
  // Restored on another device after this device's deletion was known: that is no conflict.
  if (!isWaiting) return takeTheirs(input, theirs)
  const { project, conflicts } = mergeWith(input, theirs)
  return {
    workingCopy: project,
    isDeleted: false,
    isWaiting: !isSameContent(theirs, project),
    conflicts: [{ kind: 'restored', deletedHere: true }, ...toRecords(conflicts)],
  }
}

function rebaseEdits(input: RebaseInput, theirs: ProjectDocument, policy: ConflictPolicy): Unlabelled {
  const { base, workingCopy } = input
  const mustCompare = base.mustCompare === true
  if (isSameContent(workingCopy, theirs)) return takeTheirs(input, theirs)
  if (!mustCompare && isSameContent(base.project, workingCopy)) return takeTheirs(input, theirs)
  if (isSameContent(base.project, theirs)) return keepMine(input, theirs, [])
  // Without a common history an edit cannot be distinguished from an old version: nothing is discarded.
  if (mustCompare || policy === 'merge') return merge(input, theirs)
  const ancestor = base.project
  switch (policy) {
    case 'client-wins':
      return keepMine(
        input,
        theirs,
        listOverwritten(ancestor, { side: theirs, lostSide: 'earlier', result: workingCopy }),
      )
    case 'server-wins': {
      const lost = listOverwritten(ancestor, { side: workingCopy, lostSide: 'later', result: theirs })
      return { ...takeTheirs(input, theirs), conflicts: toRecords(lost) }
    }
    case 'ask': {
      const { conflicts } = mergeWith(input, theirs)
      if (conflicts.length === 0) return merge(input, theirs)
      return {
        workingCopy,
        isDeleted: false,
        isWaiting: true,
        conflicts: [{ kind: 'ask', entries: conflicts }],
        hold: true,
      }
    }
  }
}

function merge(input: RebaseInput, theirs: ProjectDocument): Unlabelled {
  const { project, conflicts } = mergeWith(input, theirs)
  return {
    workingCopy: project,
    isDeleted: false,
    isWaiting: !isSameContent(theirs, project),
    conflicts: toRecords(conflicts),
  }
}

function mergeWith({ base, workingCopy }: RebaseInput, theirs: ProjectDocument) {
  const ancestor = base.mustCompare === true ? undefined : base.project
  const { project, conflicts } = mergeProjects(ancestor ?? nothing(workingCopy), theirs, workingCopy)
  return { project: withViewOf(project, workingCopy), conflicts }
}

function takeTheirs({ workingCopy }: RebaseInput, theirs: ProjectDocument): Unlabelled {
  // The same object when nothing changes, so that nothing renders again.
  const next = isSameContent(theirs, workingCopy) ? workingCopy : withViewOf(theirs, workingCopy)
  return { workingCopy: next, isDeleted: false, isWaiting: false, conflicts: [] }
}

function keepMine(
  { workingCopy }: RebaseInput,
  theirs: ProjectDocument,
  lost: readonly MergeConflict[],
): Unlabelled {
  const isWaiting = !isSameContent(theirs, workingCopy)
  return { workingCopy, isDeleted: false, isWaiting, conflicts: toRecords(lost) }
}

/** Without a common ancestor all of either side is new: entries of both stay, differing fields are recorded. */
const nothing = ({ id }: ProjectDocument): ProjectDocument => ({ id }) as ProjectDocument

function toRecords(entries: readonly MergeConflict[]): readonly NewConflict[] {
  return entries.length === 0 ? [] : [{ kind: 'fields', entries }]
}

/** Compares shared branches by identity, so the cost follows the edit. */
function isSameContent(a: ProjectDocument | undefined, b: ProjectDocument): boolean {
  if (a === undefined) return false
  if (a === b) return true
  const { view: _a, ...left } = a
  const { view: _b, ...right } = b
  return isSame(left as never, right as never)
}
