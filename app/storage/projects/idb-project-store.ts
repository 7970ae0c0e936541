import { isViewOnly } from '#app/document/changes/change.ts'
import type { MintId, ProjectId } from '#app/document/model/ids.ts'
import type {
  CommitInput,
  HashText,
  LoadedProject,
  LogTail,
  ProjectRow,
  ProjectStore,
} from '#app/sync/ports/project-store.ts'
import type { Connection } from '../database/connection.ts'
import { createDiskFlusher } from '../database/flush-to-disk.ts'
import type { ReadTransaction, WriteTransaction } from '../database/schema.ts'
import { type PackBlob, unpackBlob } from '../database/stored-blob.ts'
import { put, remove, writeAll } from '../database/transaction.ts'
import type { Committer } from './commit.ts'
import type { Compactor } from './compaction.ts'
import { createProject } from './create-project.ts'
import { createDeletion } from './deletion.ts'
import type { DocumentCache } from './document-cache.ts'
import { findRow, findRows, findWaiting, MANY_ROWS } from './find-row.ts'
import { keepInFlightText } from './in-flight-row.ts'
import { listLogRows } from './log-row.ts'
import type { ProjectMemory } from './project-memory.ts'
import { createProjectRow, parseOutboxEntry, parseStoredRow, summarise } from './project-row.ts'
import { readDocument } from './read-document.ts'
import { listSeqs, readLog } from './read-log.ts'
import type { Compacted } from './snapshot.ts'
import { applyView } from './view-row.ts'

/** Every store with rows of a project. */
const projectStores = [
  'projects',
  'snapshots',
  'changes',
  'outbox',
  'views',
  'thumbnails',
  'bases',
  'conflicts',
  'quarantine',
  'sealed',
  'appState',
] as const
const documentStores = ['projects', 'snapshots', 'changes', 'outbox', 'views'] as const

export type ProjectStoreParts = {
  compactor: Compactor
  cache: DocumentCache
  memory: ProjectMemory
  committer: Committer
  mintId: MintId
  hash?: HashText | undefined
  pack: PackBlob
}

export function createProjectStoreOn(
  connection: Connection,
  { compactor, cache, memory, committer, mintId, hash, pack }: ProjectStoreParts,
): ProjectStore {
  const flushSoon = createDiskFlusher(connection)

  return {
    ...createDeletion(connection),

    async listRows(projectIds) {
      return await connection.read(['projects', 'outbox'], (transaction) =>
        listProjectRows(transaction, projectIds),
      )
    },

    async load(projectId) {
      const loaded = await connection.read(documentStores, (transaction) =>
        loadProject(transaction, projectId, { cache, memory }),
      )
      if (loaded.outcome.kind === 'ok') {
        committer.remember(loaded.outcome.row)
        if (loaded.compacted !== undefined) compactor.record(projectId, loaded.compacted)
      }
      return loaded.outcome
    },

    async readLog(projectId, since) {
      return await connection.read(['projects', 'changes'], async (transaction): Promise<LogTail> => {
        const [row, rawRows] = await Promise.all([
          findRow(transaction, projectId),
          readLog(transaction, projectId, since.seq),
        ])
        const rows = listLogRows(rawRows)
        const isWhole =
          row?.sync.bodyId === since.bodyId &&
          since.seq >= row.sync.prunedSeq &&
          rows.length === rawRows.length
        if (!isWhole) return { kind: 'reload' }
        return { kind: 'rows', rows, at: { bodyId: since.bodyId, seq: rows.at(-1)?.seq ?? since.seq } }
      })
    },

    async listHistory(projectId) {
      return listLogRows(await connection.read(['changes'], (transaction) => readLog(transaction, projectId)))
    },

    async create(project, atMs) {
      const row = await createProject(connection, { memory, mintId, hash }, { project, atMs })
      flushSoon()
      return row
    },

    async commit(input: CommitInput) {
      if (input.changes.length > 0 && input.changes.every(isViewOnly))
        return await committer.commitView(input)
      const row = await committer.commit(input)
      flushSoon()
      return row
    },

    async purge(projectId, ifGeneration) {
      const purged = await connection.write(projectStores, (transaction) =>
        purgeProject(transaction, projectId, ifGeneration),
      )
      if (purged) {
        committer.forget(projectId)
        memory.forget(projectId)
        cache.forget(projectId)
      }
      return purged
    },

    async listOutbox() {
      return await connection.read(['projects', 'outbox'], async (transaction) => {
        const entries = (await transaction.objectStore('outbox').getAll()).map(parseOutboxEntry)
        const rows = await findRows(
          transaction,
          entries.map(({ projectId }) => projectId),
        )
        return entries.map((entry) => ({
          ...entry,
          generation: rows.get(entry.projectId)?.generation ?? 0,
        }))
      })
    },

    async saveThumbnail(projectId, picture) {
      const row = { projectId, picture: await pack(picture) }
      await connection.write(['thumbnails'], (transaction) => writeAll(transaction, [put('thumbnails', row)]))
    },

    async findThumbnail(projectId) {
      const row = await connection.read(['thumbnails'], (transaction) =>
        transaction.objectStore('thumbnails').get(projectId),
      )
      return unpackBlob(row?.picture)
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
      compactor.close()
      connection.close()
    },
  }
}

async function listProjectRows(
  transaction: ReadTransaction,
  projectIds: readonly ProjectId[] | undefined,
): Promise<readonly ProjectRow[]> {
  const outbox = transaction.objectStore('outbox')
  const isFew = projectIds !== undefined && projectIds.length <= MANY_ROWS
  const [rows, waiting] = await Promise.all([
    projectIds === undefined
      ? transaction
          .objectStore('projects')
          .getAll()
          .then((raws) => raws.map(parseStoredRow))
      : findRows(transaction, projectIds).then((found) => [...found.values()]),
    isFew ? Promise.all(projectIds.map((projectId) => outbox.getKey(projectId))) : outbox.getAllKeys(),
  ])
  const pending = new Set<unknown>(waiting)
  return rows.map((row) => createProjectRow(row, pending.has(row.id)))
}

async function loadProject(
  transaction: ReadTransaction,
  projectId: ProjectId,
  { cache, memory }: Pick<ProjectStoreParts, 'cache' | 'memory'>,
): Promise<{ outcome: LoadedProject; compacted?: Compacted | undefined }> {
  const [stored, waiting, rawView] = await Promise.all([
    findRow(transaction, projectId),
    findWaiting(transaction, projectId),
    transaction.objectStore('views').get(projectId),
  ])
  if (stored === undefined || stored.sync.isListedOnly === true) return { outcome: { kind: 'missing' } }
  const row = createProjectRow(stored, waiting !== undefined)
  const document = await readDocument(transaction, stored, cache)
  if (document.kind !== 'ok') return { outcome: { ...document, row } }
  const base = document.atBase ?? cache.findBase(stored)
  const { seq, project: content } = document
  if (memory.findCurrent(stored)?.seq !== seq) {
    memory.keep({ row: stored, outbox: waiting, rawView, seq, project: content, base })
  }
  const project = applyView(content, rawView)
  return {
    outcome: {
      kind: 'ok',
      project,
      row: { ...row, ...summarise(project) },
      at: { bodyId: stored.sync.bodyId, seq: document.seq },
    },
    compacted: document.compacted,
  }
}

async function purgeProject(
  transaction: WriteTransaction,
  projectId: ProjectId,
  ifGeneration: number | undefined,
): Promise<boolean> {
  const [row, seqs, conflictIds, quarantined] = await Promise.all([
    findRow(transaction, projectId),
    listSeqs(transaction, projectId),
    transaction.objectStore('conflicts').index('byProject').getAllKeys(projectId),
    transaction.objectStore('quarantine').getAll(),
  ])
  if (ifGeneration !== undefined && row !== undefined && row.generation !== ifGeneration) return false
  const sealedN = row?.sync.sealedN
  const [inFlight, snapshot] =
    sealedN === undefined
      ? []
      : await Promise.all([
          transaction.objectStore('sealed').get(sealedN),
          transaction.objectStore('snapshots').get(projectId),
        ])
  await writeAll(transaction, [
    ...seqs.map((seq) => remove('changes', seq)),
    ...conflictIds.map((id) => remove('conflicts', id)),
    ...quarantined.filter((entry) => entry.projectId === projectId).map(({ id }) => remove('quarantine', id)),
    ...keepInFlightText(inFlight, snapshot),
    remove('projects', projectId),
    remove('snapshots', projectId),
    remove('outbox', projectId),
    remove('views', projectId),
    remove('thumbnails', projectId),
    remove('bases', projectId),
    remove('appState', `export:${projectId}`),
  ])
  return true
}
