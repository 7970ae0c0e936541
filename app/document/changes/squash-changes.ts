import { applyOp, isJsonObject } from './apply-change.ts'
import type { Change, Json, Op, Path, SetOp, SpliceOp } from './change.ts'
import { invertOp } from './invert-change.ts'

/**
 * One change with the effect of all of them in turn, so typing a word is one entry in the history and on the wire. Ops
 * are merged only where the result is the same whatever project it is applied to. The label is the last one's.
 */
export function squashChanges(changes: readonly Change[]): Change {
  const ops: Op[] = []
  for (const change of changes) for (const op of change.ops) addOp(ops, op)
  return { label: changes.at(-1)?.label ?? '', ops }
}

/** Unrelated ops commute, so the new op may walk back past them to the one it merges with. */
function addOp(ops: Op[], op: Op): void {
  const index = ops.findLastIndex((earlier) => isRelated(earlier.path, op.path))
  const earlier = ops[index]
  const merged = earlier === undefined ? undefined : mergeOps(earlier, op)
  if (merged === undefined) {
    ops.push(op)
    return
  }
  const later = ops.splice(index).slice(1)
  addOp(ops, merged)
  ops.push(...later)
}

/** One path lies on the other, so the order of their ops matters. */
function isRelated(a: Path, b: Path): boolean {
  const shorter = Math.min(a.length, b.length)
  for (let at = 0; at < shorter; at += 1) if (a[at] !== b[at]) return false
  return true
}

/** `undefined`: both ops stay. */
function mergeOps(first: Op, second: Op): Op | undefined {
  if (first.path.length < second.path.length) return mergeDeeperSecond(first, second)
  if (first.path.length > second.path.length) return mergeDeeperFirst(first, second)
  if (first.op === 'splice' && second.op === 'splice') return mergeSplices(first, second)
  if (second.op === 'splice') {
    if (first.op !== 'set') return undefined
    return setOp(first.path, first.before, spliceValue(first.after, second))
  }
  if (first.op === 'splice') {
    if (second.op === 'insert') return undefined
    return withBefore(second, spliceValue(beforeOf(second), invertOp(first)))
  }
  return mergeWrites(first, second)
}

type Write = Exclude<Op, SpliceOp>

function mergeWrites(first: Write, second: Write): Op {
  const { path } = first
  if (second.op === 'insert') {
    // An insert never overwrites: it has an effect only where the entry is gone by then.
    if (first.op === 'insert') return first
    return setOp(path, beforeOf(first), afterOf(first) ?? second.value)
  }
  if (first.op === 'remove' && second.op === 'remove') return first
  return setOp(path, beforeOf(first), afterOf(second))
}

/** A field was set whole and then changed inside: the second op is applied to the first one's value. */
function mergeDeeperSecond(first: Op, second: Op): Op | undefined {
  if (first.op !== 'set') return undefined
  return setOp(first.path, first.before, applyInside(first.after, second, first.path.length))
}

/** A value was changed inside and then replaced whole: only the replacement is left, with the value before both. */
function mergeDeeperFirst(first: Op, second: Op): Op | undefined {
  if (second.op !== 'set' && second.op !== 'remove') return undefined
  return withBefore(second, applyInside(beforeOf(second), invertOp(first), second.path.length))
}

/** Two edits of one text that touch each other, as in typing. */
function mergeSplices(first: SpliceOp, second: SpliceOp): Op | undefined {
  const firstEnd = first.at + first.inserted.length
  const secondEnd = second.at + second.removed.length
  if (second.at > firstEnd || secondEnd < first.at) return undefined
  const removedBefore = second.removed.slice(0, Math.max(first.at - second.at, 0))
  const removedAfter = second.removed.slice(second.removed.length - Math.max(secondEnd - firstEnd, 0))
  const keptBefore = first.inserted.slice(0, Math.max(second.at - first.at, 0))
  const keptAfter = first.inserted.slice(Math.max(secondEnd - first.at, 0))
  return {
    op: 'splice',
    path: first.path,
    at: Math.min(first.at, second.at),
    removed: removedBefore + first.removed + removedAfter,
    inserted: keptBefore + second.inserted + keptAfter,
  }
}

/** Applies an op whose path is longer than `depth` keys to the value at that depth. */
function applyInside(value: Json | undefined, op: Op, depth: number): Json | undefined {
  return isJsonObject(value) ? applyOp(value, { ...op, path: op.path.slice(depth) }) : value
}

function spliceValue(value: Json | undefined, op: Op): Json | undefined {
  return value === undefined ? undefined : applyOp({ value }, { ...op, path: ['value'] }).value
}

const beforeOf = (op: Write): Json | undefined =>
  op.op === 'set' ? op.before : op.op === 'remove' ? op.value : undefined

const afterOf = (op: Write): Json | undefined =>
  op.op === 'set' ? op.after : op.op === 'insert' ? op.value : undefined

function withBefore(op: SetOp | Extract<Op, { op: 'remove' }>, before: Json | undefined): Op {
  if (op.op === 'set') return setOp(op.path, before, op.after)
  return before === undefined ? setOp(op.path, undefined, undefined) : { ...op, value: before }
}

function setOp(path: Path, before: Json | undefined, after: Json | undefined): SetOp {
  return {
    op: 'set',
    path,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  }
}
