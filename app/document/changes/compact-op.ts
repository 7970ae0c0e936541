import type { Op, SpliceOp } from './change.ts'

/** The op without the values from before, which applying it to the very document it was made on does not need. */
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

/** For splices that apply by position, whatever the text around them is by now. */
export function stripSplice({ before: _whole, ...placed }: SpliceOp): SpliceOp {
  return placed
}
