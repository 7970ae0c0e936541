import type { ProjectDocument } from '../model/schema.ts'
import { withVersion } from '../model/with-version.ts'
import { applyOp } from './apply-change.ts'
import type { Change, Json, Op, Path, SpliceOp } from './change.ts'
import { stripSplice } from './compact-op.ts'
import { invertOp } from './invert-change.ts'
import { isSame } from './is-same.ts'
import { readAt } from './read-at.ts'

type JsonObject = { readonly [key: string]: Json }

/**
 * Reverts a change in a project that has been edited since, on this device or another: the inverse of the parts that
 * are still as the change left them. Fields, entries and words changed since are left alone.
 */
export function planRevert(project: ProjectDocument, change: Change): Change {
  let root = project as unknown as JsonObject
  const copies = new WeakSet<object>()
  const ops: Op[] = []
  for (const op of change.ops.toReversed()) {
    if (op.path[0] === 'view' || op.path[0] === 'schemaVersion' || !stands(root, op)) continue
    const inverse = invertOp(op)
    // Where the words are unchanged, the position decides.
    const back = inverse.op === 'splice' ? stripSplice(inverse) : inverse
    const present = readAt(root, op.path)
    root = applyOp(root, back, copies)
    if (readAt(root, op.path) === present) continue
    ops.push(back)
  }
  return { label: change.label, ops: ops.length === 0 ? ops : [...ops, ...planVersion(project, root)] }
}

/** A part that is not reverted may need the version that the change brought. */
function planVersion({ schemaVersion: before }: ProjectDocument, root: JsonObject): readonly Op[] {
  const { schemaVersion: after } = withVersion(root as unknown as ProjectDocument)
  return after === before ? [] : [{ op: 'set', path: ['schemaVersion'], before, after }]
}

function stands(root: JsonObject, op: Op): boolean {
  const now = readAt(root, op.path)
  switch (op.op) {
    case 'set':
      return isSame(now, op.after)
    case 'insert':
      return isSame(now, op.value)
    case 'remove':
      return now === undefined
    case 'splice':
      return typeof now === 'string' && now.startsWith(op.inserted, op.at) && op.at <= now.length
  }
}

/**
 * Own changes, oldest first, adjusted to a remote change applied on top of them: positions in a text shift when text
 * before them grows or shrinks.
 */
export function shiftChanges(own: readonly Change[], theirs: Change): readonly Change[] {
  let splices = theirs.ops.filter((op) => op.op === 'splice')
  if (splices.length === 0) return own
  const shifted: Change[] = []
  for (const change of own.toReversed()) {
    shifted.push(shiftChange(change, splices))
    // The changes before this one refer to the text of that time.
    splices = splices.map((splice) => unshift(splice, change))
  }
  return shifted.reverse()
}

function shiftChange(change: Change, splices: readonly SpliceOp[]): Change {
  const ops = change.ops.map((op) =>
    op.op === 'splice' ? splices.reduce((moved, splice) => shiftSplice(moved, splice), op) : op,
  )
  return ops.some((op, index) => op !== change.ops[index]) ? { ...change, ops } : change
}

function shiftSplice(own: SpliceOp, theirs: SpliceOp): SpliceOp {
  const isBefore = theirs.at + theirs.removed.length <= own.at
  if (!isBefore || !isSamePath(own.path, theirs.path)) return own
  return { ...stripSplice(own), at: own.at + theirs.inserted.length - theirs.removed.length }
}

function unshift(splice: SpliceOp, { ops }: Change): SpliceOp {
  let { at } = splice
  for (const op of ops.toReversed()) {
    if (op.op !== 'splice' || !isSamePath(op.path, splice.path)) continue
    if (at >= op.at + op.inserted.length) at += op.removed.length - op.inserted.length
    else if (at > op.at) at = op.at
  }
  return at === splice.at ? splice : { ...splice, at }
}

const isSamePath = (a: Path, b: Path): boolean => a.length === b.length && a.every((key, i) => key === b[i])
