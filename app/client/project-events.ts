import type { ProjectId } from '#app/document/model/ids.ts'
import type { ProjectRow } from '#app/sync/ports/project-store.ts'
import type { EditedTail } from '#app/sync/ports/sync-store.ts'

type Events = {
  /** This tab wrote the project; `row` is its list row after that, absent where the writer does not know it. */
  written: { projectId: ProjectId; row?: ProjectRow | undefined; tail?: EditedTail | undefined }
  /** Another tab of this identity wrote it. */
  'written-elsewhere': { projectId: ProjectId; tail?: EditedTail | undefined }
}
type Kind = keyof Events

export type ProjectEvent = { [K in Kind]: { kind: K } & Events[K] }[Kind]
type Listeners = { [K in Kind]?: (event: Events[K]) => void }

/** What happens to the projects of one identity in this tab. The parts of the client know each other by it only. */
export interface ProjectEvents {
  emit(event: ProjectEvent): void
  /** Listeners are called in the order in which they were added. */
  on(listeners: Listeners): void
}

export function createProjectEvents(): ProjectEvents {
  const all: Listeners[] = []
  return {
    emit(event) {
      // `Listeners` pairs each kind with its event; TypeScript cannot follow that through the lookup.
      for (const listeners of all)
        (listeners[event.kind] as ((event: ProjectEvent) => void) | undefined)?.(event)
    },
    on: (listeners) => void all.push(listeners),
  }
}
