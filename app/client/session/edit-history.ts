import type { Change } from '#app/document/changes/change.ts'
import { planRevert, shiftChanges } from '#app/document/changes/revert-change.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { HistoryState } from '#app/editor/ports/session.ts'
import { createObservable, type Observable } from '#app/observable/observable.ts'
import type { LogRow } from '#app/sync/ports/log.ts'

const LIMIT = 500

/** An own change that can be undone; `id` is its row's commitId. */
type Step = { id: string; change: Change }

/** A step that undoes another: to be applied, recorded and written as a row of the log. */
export type StepBack = { change: Change; of: string }

export interface EditHistory {
  record(step: Step): void
  /** Undoes the last own change that still has an effect, under the given id; others' edits stay. */
  undo(project: ProjectDocument, id: string): StepBack | undefined
  redo(project: ProjectDocument, id: string): StepBack | undefined
  /** Somebody else's change was applied. */
  follow(change: Change): void
  readonly state: Observable<HistoryState>
}

type Stacks = { done: readonly Step[]; undone: readonly Step[] }

/** This tab's own edits. `rows`: the project's log, so that undo survives a reload. */
export function createEditHistory(rows: readonly LogRow[] = [], tabId?: string): EditHistory {
  let stacks = rows.reduce<Stacks>((before, row) => replay(before, row, tabId), { done: [], undone: [] })
  const readState = (): HistoryState => ({
    undoLabel: stacks.done.at(-1)?.change.label,
    redoLabel: stacks.undone.at(-1)?.change.label,
  })
  const state = createObservable<HistoryState>(
    readState(),
    (a, b) => a.undoLabel === b.undoLabel && a.redoLabel === b.redoLabel,
  )

  function move(next: Stacks): void {
    stacks = { done: next.done.slice(-LIMIT), undone: next.undone.slice(-LIMIT) }
    state.set(readState())
  }

  return {
    record: (step) => move({ done: [...stacks.done, step], undone: [] }),
    undo(project, id) {
      const { step, left } = takeLast(stacks.done, project)
      const undone = step === undefined ? stacks.undone : [...stacks.undone, { id, change: step.change }]
      move({ done: left, undone })
      return step
    },
    redo(project, id) {
      const { step, left } = takeLast(stacks.undone, project)
      const done = step === undefined ? stacks.done : [...stacks.done, { id, change: step.change }]
      move({ done, undone: left })
      return step
    },
    follow(change) {
      move({ done: shift(stacks.done, change), undone: shift(stacks.undone, change) })
    },
    state,
  }
}

/** The last step that still does something; those that others have overwritten are passed over. */
function takeLast(
  steps: readonly Step[],
  project: ProjectDocument,
): { step: StepBack | undefined; left: readonly Step[] } {
  let left = steps
  for (let last = left.at(-1); last !== undefined; last = left.at(-1)) {
    left = left.slice(0, -1)
    const change = planRevert(project, last.change)
    if (change.ops.length > 0) return { step: { change, of: last.id }, left }
  }
  return { step: undefined, left }
}

function shift(steps: readonly Step[], theirs: Change): readonly Step[] {
  const changes = shiftChanges(
    steps.map(({ change }) => change),
    theirs,
  )
  return steps.map((step, index) => ({ ...step, change: changes[index] ?? step.change }))
}

/** One row of the log makes of the stacks what it made of them when it was written. */
function replay({ done, undone }: Stacks, row: LogRow, tabId: string | undefined): Stacks {
  const { change, commitId: id, kind, of } = row
  const isOwn = row.origin === 'local' && tabId !== undefined && row.tabId === tabId
  if (!isOwn) return { done: shift(done, change), undone: shift(undone, change) }
  switch (kind) {
    case 'edit':
      return { done: [...done, { id, change }], undone: [] }
    case 'undo':
      return { done: dropThrough(done, of), undone: [...undone, { id, change }] }
    case 'redo':
      return { done: [...done, { id, change }], undone: dropThrough(undone, of) }
  }
}

/** Steps above the one that was taken back had been passed over. */
function dropThrough(steps: readonly Step[], id: string | undefined): readonly Step[] {
  const at = steps.findLastIndex((step) => step.id === id)
  return at < 0 ? steps : steps.slice(0, at)
}
