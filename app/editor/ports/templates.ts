import type { ProjectId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { Observable } from '#app/observable/observable.ts'

export type OwnTemplate = { id: ProjectId; name: string }

/** The user's own templates; `app/client` stores them as projects that no list shows. */
export interface EditorTemplates extends Observable<readonly OwnTemplate[]> {
  /** `undefined`: it is gone, or not on this device yet. */
  load(id: ProjectId): Promise<Project | undefined>
  /** Keeps the design of the project, without its captures, under the project's name. */
  save(project: Project): Promise<void>
  rename(id: ProjectId, name: string): Promise<void>
  delete(id: ProjectId): Promise<void>
  undoDelete(id: ProjectId): Promise<void>
}
