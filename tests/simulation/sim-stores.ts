import type { ProjectId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { CommitInput } from '#app/sync/ports/project-store.ts'
import type { SyncStore } from '#app/sync/ports/sync-store.ts'

/** A tab's document, and its number in the log. */
export type Shown = { project: Project; at: unknown }

export type Since = { tokens: ReadonlySet<string>; changeCount: number }

/** The stores of one tab, as the simulation uses them. */
export type SimStores = {
  sync: SyncStore
  load(projectId: ProjectId): Promise<Shown | undefined>
  /** The words written since; `undefined` when that is no longer known. */
  listSince(projectId: ProjectId, since: Shown): Promise<Since | undefined>
  /** Live projects; deleted ones that can be brought back apart. */
  listProjects(): Promise<{
    live: readonly ProjectId[]
    deleted: readonly ProjectId[]
    unreadable: readonly ProjectId[]
  }>
  create(project: Project, atMs: number): Promise<unknown>
  commit(input: CommitInput & { tabId: string }): Promise<unknown>
  markDeleted(projectId: ProjectId, atMs: number): Promise<unknown>
  undelete(projectId: ProjectId, atMs: number): Promise<unknown>
  /** The tab is dead: no call ever resolves again. */
  kill(): void
}
