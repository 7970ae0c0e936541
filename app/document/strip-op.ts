import type { Op } from './change.ts'

/** Without what applying does not need on the very document it was made on: the values from before. */
export function stripOp(op: Op): Op {
  switch (op.op) {
    case 'set':
      return { op: 'set', path: op.path, ...(op.after === undefined ? {} : { after: op.after }) }
    case 'remove':
      return { op: 'remove', path: op.path, value: null }
    case 'splice':
      return { op: 'splice', path: op.path, at: op.at, removed: op.removed, inserted: op.inserted }
    case 'insert':
      return op
  }
}
