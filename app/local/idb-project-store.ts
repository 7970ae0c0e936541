import { isViewOnly } from '#app/document/change.ts'
import type { ProjectId } from '#app/document/ids.ts'
import type { Project } from '#app/document/schema.ts'
import type { CommitInput, LoadedProject, ProjectRow, ProjectStore } from '#app/sync/ports.ts'
import { type Connection, type ConnectionOptions, openConnection } from './connection.ts'
import { createCommitter } from './idb-commit.ts'
import { createFolder, type FoldOptions } from './idb-fold.ts'
import { createSyncRows } from './idb-sync-rows.ts'
import { planLogRange } from './log-range.ts'
import { createProjectRow, parseStoredRow, planNewRow, planOutboxEntry, summarise } from './project-row.ts'
import type { WriteTransaction } from './schema.ts'
import { createSettler } from './settle.ts'
import { createSnapshotRow, type Folded, parseStoredBody } from './stored-project.ts'
import { put, remove, writeAll } from './transaction.ts'
import { applyView } from './view-row.ts'

export type IdbProjectStoreOptions = ConnectionOptions & FoldOptions

/** Every store that holds something of a project. */
const projectStores = ['projects', 'snapshots', 'changes', 'outbox', 'views', 'thumbnails'] as const

export async function createIdbProjectStore(options: IdbProjectStoreOptions): Promise<ProjectStore> {
  const connection = await openConnection(options)
  return createProjectStoreOn(connection, options)
}

/** The store over a connection that others share; closing the store closes the connection. */
export function createProjectStoreOn(connection: Connection, options: FoldOptions): ProjectStore {
  const folder = createFolder(connection, options)
  const committer = createCommitter(connection, folder)
  const syncRows = createSyncRows(connection)
  const settleSoon = createSettler(connection)

  return {
    ...syncRows,

    async listRows() {
      return await connection.read(['projects', 'outbox'], async (transaction) => {
        const [rows, waiting] = await Promise.all([
          transaction.objectStore('projects').getAll(),
          transaction.objectStore('outbox').getAllKeys(),
        ])
        const pending = new Set<unknown>(waiting)
        return rows.map((raw) => createProjectRow(parseStoredRow(raw), pending.has(raw.id)))
      })
    },

    async load(projectId) {
      const stored = await readProject(connection, projectId)
      if (stored.rawRow === undefined) return { kind: 'missing' }
      const { outcome, folded } = parseLoaded(stored, stored.rawRow)
      if (outcome.kind === 'ok') {
        committer.remember(outcome.row)
        if (folded !== undefined) folder.note(projectId, folded)
      }
      return outcome
    },

    async create(project, atMs) {
      const row = await createProject(connection, project, atMs)
      settleSoon()
      return row
    },

    async commit(input: CommitInput) {
      if (input.changes.length > 0 && input.changes.every(isViewOnly))
        return await committer.commitView(input)
      const row = await committer.commit(input)
      settleSoon()
      return row
    },

    async purge(projectId, ifGeneration) {
      const purged = await connection.write(projectStores, (transaction) =>
        purgeProject(transaction, projectId, ifGeneration),
      )
      if (purged) committer.forget(projectId)
      return purged
    },

    async saveThumbnail(projectId, picture) {
      await connection.write(['thumbnails'], (transaction) =>
        writeAll(transaction, [put('thumbnails', { projectId, picture })]),
      )
    },

    async findThumbnail(projectId) {
      const row = await connection.read(['thumbnails'], (transaction) =>
        transaction.objectStore('thumbnails').get(projectId),
      )
      return row?.picture instanceof Blob ? row.picture : undefined
    },

    async getState(key) {
      const row = await connection.read(['appState'], (transaction) =>
        transaction.objectStore('appState').get(key),
      )
      return row?.value
    },

    async setState(key, value) {
      await connection.write(['appState'], (transaction) =>
        writeAll(transaction, [put('appState', { key, value })]),
      )
    },

    close() {
      folder.close()
      connection.close()
    },
  }
}

type StoredProject = {
  rawRow: { id: string } | undefined
  rawOutbox: { projectId: string } | undefined
  rawSnapshot: unknown
  rawChanges: readonly unknown[]
  rawView: unknown
}

async function readProject(connection: Connection, projectId: ProjectId): Promise<StoredProject> {
  return await connection.read(
    ['projects', 'snapshots', 'changes', 'outbox', 'views'],
    async (transaction) => {
      const [rawRow, rawOutbox, rawSnapshot, rawChanges, rawView] = await Promise.all([
        transaction.objectStore('projects').get(projectId),
        transaction.objectStore('outbox').get(projectId),
        transaction.objectStore('snapshots').get(projectId),
        transaction.objectStore('changes').index('byProjectSeq').getAll(planLogRange(projectId)),
        transaction.objectStore('views').get(projectId),
      ])
      return { rawRow, rawOutbox, rawSnapshot, rawChanges, rawView }
    },
  )
}

function parseLoaded(
  stored: StoredProject,
  rawRow: { id: string },
): { outcome: LoadedProject; folded?: Folded } {
  const storedRow = parseStoredRow(rawRow)
  const body = parseStoredBody(stored.rawSnapshot, stored.rawChanges)
  const row = createProjectRow(storedRow, stored.rawOutbox !== undefined)
  if (body.kind !== 'ok') return { outcome: { ...body, row } }
  const project = applyView(body.project, stored.rawView)
  return {
    outcome: { kind: 'ok', project, row: { ...row, ...summarise(project) } },
    folded: body.folded,
  }
}

async function purgeProject(
  transaction: WriteTransaction,
  projectId: ProjectId,
  ifGeneration: number | undefined,
): Promise<boolean> {
  const [rawRow, seqs] = await Promise.all([
    transaction.objectStore('projects').get(projectId),
    transaction.objectStore('changes').index('byProjectSeq').getAllKeys(planLogRange(projectId)),
  ])
  const generation = rawRow === undefined ? undefined : parseStoredRow(rawRow).generation
  if (ifGeneration !== undefined && generation !== undefined && generation !== ifGeneration) return false
  await writeAll(transaction, [
    ...seqs.map((seq) => remove('changes', seq)),
    remove('projects', projectId),
    remove('snapshots', projectId),
    remove('outbox', projectId),
    remove('views', projectId),
    remove('thumbnails', projectId),
  ])
  return true
}

async function createProject(connection: Connection, project: Project, atMs: number): Promise<ProjectRow> {
  const row = planNewRow(project, atMs)
  return await connection.write(['projects', 'snapshots', 'outbox'], async (transaction, attempt) => {
    const existing = await transaction.objectStore('projects').get(project.id)
    if (existing !== undefined) {
      // Tried again after a lost connection: the first try had reached the disk.
      if (attempt > 0) return createProjectRow(parseStoredRow(existing), true)
      throw new Error(`project ${project.id} is already on this device`)
    }
    await writeAll(transaction, [
      put('projects', row),
      put('snapshots', createSnapshotRow(project, 0)),
      put('outbox', planOutboxEntry(row, undefined, { atMs, deleted: false })),
    ])
    return createProjectRow(row, true)
  })
}
