import { applyChange } from '#app/document/apply-change.ts'
import { isViewOnly } from '#app/document/change.ts'
import type { ProjectId } from '#app/document/ids.ts'
import type { Project } from '#app/document/schema.ts'
import type { CommitInput, OutboxEntry, ProjectRow, ProjectStore } from '#app/sync/ports.ts'
import { requireValidCommit } from './check-commit.ts'
import {
  createProjectRow,
  planNewRow,
  planOutboxEntry,
  planRowAfterCommit,
  type StoredRow,
  summarise,
} from './project-row.ts'
import { touchesView } from './view-row.ts'

type Entry = { row: StoredRow; project: Project; push: OutboxEntry | undefined; thumbnail: Blob | undefined }

/** For browsers that store nothing, as some private windows: all of it is gone when the tab closes [F20]. */
export function createMemoryProjectStore(): ProjectStore {
  const entries = new Map<ProjectId, Entry>()
  const state = new Map<string, unknown>()

  function add(project: Project, atMs: number): ProjectRow {
    const row = planNewRow(project, atMs)
    const push = planOutboxEntry(row, undefined, { atMs, deleted: false })
    entries.set(project.id, { row, project, push, thumbnail: undefined })
    return createProjectRow(row, true)
  }

  function commit(input: CommitInput): ProjectRow {
    const entry = entries.get(input.projectId)
    if (entry === undefined) return add(input.project, input.atMs)
    requireValidCommit(input.changes, input.project)
    const changed = input.changes.reduce(applyChange, entry.project)
    const project = touchesView(input.changes) ? { ...changed, view: input.project.view ?? {} } : changed
    if (input.changes.length > 0 && input.changes.every(isViewOnly)) {
      entries.set(input.projectId, { ...entry, project })
      return createProjectRow(entry.row, entry.push !== undefined)
    }
    const row = planRowAfterCommit(entry.row, input)
    const push = planOutboxEntry(row, entry.push, { atMs: input.atMs, deleted: false })
    entries.set(input.projectId, { ...entry, project, row, push })
    return createProjectRow(row, true)
  }

  function setDeletion(projectId: ProjectId, deletedAtMs: number | undefined, atMs: number): void {
    const entry = entries.get(projectId)
    if (entry === undefined) return
    const { deletedAtMs: _old, ...rest } = entry.row
    const row: StoredRow = {
      ...rest,
      ...(deletedAtMs === undefined ? {} : { deletedAtMs }),
      generation: rest.generation + 1,
    }
    const push = planOutboxEntry(row, entry.push, { atMs, deleted: deletedAtMs !== undefined })
    entries.set(projectId, { ...entry, row, push })
  }

  return {
    listRows: async () =>
      [...entries.values()].map(({ row, push }) => createProjectRow(row, push !== undefined)),
    async load(projectId) {
      const entry = entries.get(projectId)
      if (entry === undefined) return { kind: 'missing' }
      const row = { ...createProjectRow(entry.row, entry.push !== undefined), ...summarise(entry.project) }
      return { kind: 'ok', project: entry.project, row }
    },
    async create(project, atMs) {
      if (entries.has(project.id)) throw new Error(`project ${project.id} is already on this device`)
      return add(project, atMs)
    },
    commit: async (input) => commit(input),
    markDeleted: async (projectId, atMs) => setDeletion(projectId, atMs, atMs),
    undelete: async (projectId, atMs) => setDeletion(projectId, undefined, atMs),
    async purge(projectId, ifGeneration) {
      const generation = entries.get(projectId)?.row.generation
      if (ifGeneration !== undefined && generation !== undefined && generation !== ifGeneration) return false
      entries.delete(projectId)
      return true
    },
    async saveThumbnail(projectId, thumbnail) {
      const entry = entries.get(projectId)
      if (entry !== undefined) entries.set(projectId, { ...entry, thumbnail })
    },
    findThumbnail: async (projectId) => entries.get(projectId)?.thumbnail,
    listOutbox: async () => [...entries.values()].flatMap(({ push }) => (push === undefined ? [] : [push])),
    async acknowledge({ projectId, generation, revision }) {
      const entry = entries.get(projectId)
      if (entry === undefined) return
      const { syncError: _healed, ...row } = entry.row
      entries.set(projectId, {
        ...entry,
        row: { ...row, baseRevision: Math.max(row.baseRevision, revision) },
        push: entry.push?.generation === generation ? undefined : entry.push,
      })
    },
    async recordSyncError(projectId, message) {
      const entry = entries.get(projectId)
      if (entry !== undefined) entries.set(projectId, { ...entry, row: { ...entry.row, syncError: message } })
    },
    async applyRemote({ project, revision, createdAtMs, updatedAtMs }) {
      const entry = entries.get(project.id)
      if (entry?.push !== undefined) return 'pending'
      const fresh = planNewRow(project, createdAtMs)
      const generation = entry?.row.generation ?? fresh.generation
      const row = { ...fresh, createdAtMs, updatedAtMs, baseRevision: revision, generation }
      entries.set(project.id, { row, project, push: undefined, thumbnail: entry?.thumbnail })
      return 'applied'
    },
    async applyRemoteDeletion({ projectId, revision, deletedAtMs }) {
      const entry = entries.get(projectId)
      if (entry?.push !== undefined) return 'pending'
      if (entry !== undefined)
        entries.set(projectId, { ...entry, row: { ...entry.row, baseRevision: revision, deletedAtMs } })
      return 'applied'
    },
    getState: async (key) => state.get(key),
    async setState(key, value) {
      state.set(key, value)
    },
    // What the session holds is all there is: closing must not throw it away.
    close: () => undefined,
  }
}
