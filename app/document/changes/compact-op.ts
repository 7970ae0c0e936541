import type { Op, SpliceOp } from './change.ts'

/** Without what applying does not need on the very document it was made on: the values from before. */
export function stripOp(op: Op): Op {
  switch (op.op) {
    case 'set':
      return { op: 'set', path: op.path, ...(op.after === undefined ? {} : { after: op.after }) }
    case 'remove':
      return { op: 'remove', path: op.path, value: null }
    case 'splice':
      return stripSplice(op)
    case 'insert':
      return op
  }
}

/** Where its place counts, whatever the text around it is by now. */
export function stripSplice({ before: _whole, ...placed }: SpliceOp): SpliceOp {
  return placed
}
