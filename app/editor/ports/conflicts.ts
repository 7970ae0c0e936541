import type { Path } from '#app/document/changes/change.ts'
import type { MergeConflict } from '#app/document/changes/merge-projects.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { Observable } from '#app/observable/observable.ts'

/** What did not stay when this device's edits met another's, as the disk keeps it until somebody has looked. */
export type EditorConflict = { id: string; atMs: number } & (
  | { kind: 'fields'; entries: readonly MergeConflict[] }
  /** One side had deleted the project, the other edited it: it is back. */
  | { kind: 'restored'; deletedHere: boolean }
  /** Nothing is merged: the project is not synced until somebody chooses. `theirs` is the other version, whole. */
  | { kind: 'ask'; entries: readonly MergeConflict[]; theirs?: Project }
)

export type Side = 'mine' | 'theirs'

/** Conflicts of the open project; `app/client` reads and settles them on disk. */
export interface EditorConflicts extends Observable<readonly EditorConflict[]> {
  /** These places were looked at. */
  settle(id: string, paths: readonly Path[]): Promise<void>
  dismiss(id: string): Promise<void>
  /** Ends an `ask`. With `both`, this device's version goes on as a project of its own. */
  decide(id: string, keep: Side | 'both'): Promise<void>
}
