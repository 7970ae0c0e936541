import type { Change } from '#app/document/change.ts'
import { invertChange } from '#app/document/invert-change.ts'
import type { HistoryState } from '#app/editor/session.ts'
import type { Store } from '#app/sync/status.ts'
import { createValueStore } from '#app/sync/value-store.ts'

const LIMIT = 500

export interface EditHistory {
  record(change: Change): void
  /** The change that takes the last one back, or `undefined` when there is nothing to take back. */
  takeUndo(): Change | undefined
  takeRedo(): Change | undefined
  readonly state: Store<HistoryState>
}

/** This tab's own edits. What others did is never taken back: an inverted change touches only the fields it named. */
export function createEditHistory(): EditHistory {
  let done: readonly Change[] = []
  let undone: readonly Change[] = []
  const state = createValueStore<HistoryState>(
    { undoLabel: undefined, redoLabel: undefined },
    (a, b) => a.undoLabel === b.undoLabel && a.redoLabel === b.redoLabel,
  )

  function move(nextDone: readonly Change[], nextUndone: readonly Change[]): void {
    done = nextDone.slice(-LIMIT)
    undone = nextUndone
    state.set({ undoLabel: done.at(-1)?.label, redoLabel: undone.at(-1)?.label })
  }

  return {
    record: (change) => move([...done, change], []),
    takeUndo() {
      const change = done.at(-1)
      if (change === undefined) return undefined
      move(done.slice(0, -1), [...undone, change])
      return invertChange(change)
    },
    takeRedo() {
      const change = undone.at(-1)
      if (change === undefined) return undefined
      move([...done, change], undone.slice(0, -1))
      return change
    },
    state,
  }
}
