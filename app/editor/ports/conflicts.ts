import type { Path } from '#app/document/changes/change.ts'
import type { MergeConflict } from '#app/document/changes/merge-projects.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { Observable } from '#app/observable/observable.ts'

/** A conflict between this device's edits and another's, stored until the user has reviewed it. */
export type EditorConflict = { id: string; atMs: number } & (
  | { kind: 'fields'; entries: readonly MergeConflict[] }
  /** One side had deleted the project, the other edited it: it was restored. */
  | { kind: 'restored'; deletedHere: boolean }
  /** Nothing is merged: the project is not synced until the user chooses. `theirs` is the other version, whole. */
  | { kind: 'ask'; entries: readonly MergeConflict[]; theirs?: ProjectDocument }
)

export type Side = 'mine' | 'theirs'

/** Conflicts of the open project; `app/client` reads and resolves them on disk. */
export interface EditorConflicts extends Observable<readonly EditorConflict[]> {
  /** Marks these places as reviewed. */
  markReviewed(id: string, paths: readonly Path[]): Promise<void>
  dismiss(id: string): Promise<void>
  /** Resolves an `ask`. With `both`, this device's version becomes a project of its own. */
  decide(id: string, keep: Side | 'both'): Promise<void>
}
