import { spliceText } from './apply-change.ts'
import type { Change, Op } from './change.ts'

/** The inverse of `change`: `applyChange(applyChange(p, c), invertChange(c))` equals `p`. */
export function invertChange(change: Change): Change {
  return { label: change.label, ops: change.ops.map(invertOp).reverse() }
}

export function invertOp(op: Op): Op {
  switch (op.op) {
    case 'set':
      return {
        op: 'set',
        path: op.path,
        ...(op.after === undefined ? {} : { before: op.after }),
        ...(op.before === undefined ? {} : { after: op.before }),
      }
    case 'insert':
      return { op: 'remove', path: op.path, value: op.value }
    case 'remove':
      return { op: 'insert', path: op.path, value: op.value }
    case 'splice':
      return {
        op: 'splice',
        path: op.path,
        ...(op.before === undefined ? {} : { before: spliceText(op.before, op) }),
        at: op.at,
        removed: op.inserted,
        inserted: op.removed,
      }
  }
}
