import type { ProjectId } from '#app/document/model/ids.ts'
import type { EditedTail } from '#app/sync/ports/log.ts'
import type { ProjectRow } from '#app/sync/ports/project-store.ts'

type Events = {
  /** Edits of an open session of this tab are on the disk. `tail`: the log rows they added. */
  committed: { projectId: ProjectId; row: ProjectRow; tail: EditedTail | undefined }
  /** This tab wrote the project otherwise; `row` is absent where the writer does not know it. */
  written: { projectId: ProjectId; row?: ProjectRow | undefined }
  /** Another tab of this identity wrote it. */
  'written-elsewhere': { projectId: ProjectId; tail: EditedTail | undefined }
  /** A pull, in this or another tab, changed its document on the disk. */
  pulled: { projectId: ProjectId; tail: EditedTail | undefined }
  /**
   * Sync changed list rows: listed, received, acknowledged, refused. `rows` are theirs after that, a project that is gone has none; absent:
   * to be read.
   */
  'rows-synced': { projectIds: readonly ProjectId[]; rows?: readonly ProjectRow[] }
  /** Sync recorded conflicts. */
  conflicted: object
  /** The project's thumbnail was drawn without a picture that is here now. */
  'pictures-arrived': { projectId: ProjectId }
  /** The account's media have reached this number. */
  'media-numbered': { seq: number }
}
type Kind = keyof Events

export type ProjectEvent = { [K in Kind]: { kind: K } & Events[K] }[Kind]
type Listeners = { [K in Kind]?: (event: Events[K]) => void }

/**
 * Events of the projects of one identity, in this tab and around it. They join the parts of the client, which do not
 * call each other.
 */
export interface ProjectEvents {
  emit(event: ProjectEvent): void
  /** Listeners are called in the order in which they were added. */
  on(listeners: Listeners): void
}

export function createProjectEvents(): ProjectEvents {
  const all: Listeners[] = []
  return {
    emit(event) {
      for (const listeners of all) {
        // TypeScript loses the pairing of kind and event in the lookup; `Listeners` keeps it for the callers.
        const listener = listeners[event.kind] as ((event: ProjectEvent) => void) | undefined
        listener?.(event)
      }
    },
    on: (listeners) => void all.push(listeners),
  }
}
