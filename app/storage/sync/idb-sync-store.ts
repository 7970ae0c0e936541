import type { MintId } from '#app/document/model/ids.ts'
import type { SyncState, SyncStore } from '#app/sync/ports/sync-store.ts'
import type { Connection } from '../database/connection.ts'
import type { StoreName, WriteTransaction } from '../database/schema.ts'
import { put, remove, type Write, writeAll } from '../database/transaction.ts'
import type { Compactor } from '../projects/compaction.ts'
import type { DocumentCache } from '../projects/document-cache.ts'
import { findRow, findWaiting } from '../projects/find-row.ts'
import { findInFlight } from '../projects/in-flight-row.ts'
import type { ProjectMemory } from '../projects/project-memory.ts'
import { parseStoredRow, planOutboxEntry, type StoredRow, withSync } from '../projects/project-row.ts'
import { applyResponse } from './apply-response.ts'
import { assignPushNumbers } from './assign-push-numbers.ts'
import { listWaiting, readForSync } from './read-for-sync.ts'
import { recallForSync, recallWaiting } from './recall.ts'
import { decide, planWithoutEntries } from './resolve-conflict.ts'
import { parseConflict, parseQuarantined, readState } from './rows.ts'

type Parts = { compactor: Compactor; cache: DocumentCache; memory: ProjectMemory; mintId: MintId }

const readStores = ['projects', 'outbox', 'snapshots', 'changes', 'views', 'bases', 'sealed'] as const
const respondStores: readonly StoreName[] = [...readStores, 'syncState', 'conflicts', 'quarantine']

/** The sync engine's store. Every method is one transaction. */
export function createSyncStoreOn(
  connection: Connection,
  { compactor, cache, memory, mintId }: Parts,
): SyncStore {
  /** `undefined` from the plan: another tab is the leader. */
  async function writeAsLeader(
    stores: readonly StoreName[],
    fence: number,
    plan: (transaction: WriteTransaction) => Promise<readonly Write[]>,
  ): Promise<undefined | { kind: 'fenced' }> {
    return await connection.write([...stores, 'syncState'], async (transaction) => {
      const state = await readState(transaction)
      if (state.fence !== fence) return { kind: 'fenced' } as const
      await writeAll(transaction, await plan(transaction))
      return undefined
    })
  }

  return {
    async readSyncState() {
      const known = await connection.read(['syncState'], readState)
      if (known.clientId !== undefined) return toSyncState({ ...known, clientId: known.clientId })
      return await connection.write(['syncState'], async (transaction) => {
        const state = await readState(transaction)
        const clientId = state.clientId ?? mintId()
        const { nextN } = state
        await writeAll(transaction, [put('syncState', { key: 'client', clientId, nextN })])
        return toSyncState({ ...state, clientId })
      })
    },

    recallWaiting: () => recallWaiting(memory),
    recallForSync: (projectId) => recallForSync(memory, projectId),

    listWaiting: () => connection.read(['projects', 'outbox'], listWaiting),

    async listInFlight() {
      const inFlight = await connection.read(['sealed', 'snapshots'], async (transaction) => {
        const numbers = await transaction.objectStore('sealed').getAllKeys()
        return Promise.all(numbers.map((n) => findInFlight(transaction, n)))
      })
      return inFlight.flatMap((push) => push ?? [])
    },

    readForSync: (projectIds, { asText = false } = {}) =>
      connection.read(readStores, (transaction) =>
        Promise.all(
          projectIds.map((projectId) => readForSync(transaction, projectId, { cache, memory, asText })),
        ),
      ),

    async assignNumbers(plans, fence) {
      const inFlight = await connection.write(
        ['projects', 'sealed', 'snapshots', 'syncState'],
        (transaction, attempt) => assignPushNumbers(transaction, { plans, fence, attempt, mintId, memory }),
        // A power cut must not take back the content of a number: it would be reused for another push (S11).
        'strict',
      )
      for (const learn of inFlight?.learned ?? []) learn()
      return inFlight?.inFlight ?? { kind: 'fenced' }
    },

    async dropWaiting({ projectId, generation }) {
      await connection.write(['projects', 'outbox', 'quarantine'], async (transaction) => {
        const [row, entry] = await Promise.all([
          findRow(transaction, projectId),
          findWaiting(transaction, projectId),
        ])
        if (row === undefined || row.sync.sealedN !== undefined || entry?.generation !== generation) return
        await writeAll(transaction, [remove('outbox', projectId), ...planWithoutRefusal(row)])
      })
    },

    async applyResponse(plan) {
      const { result, growth, learned } = await connection.write(respondStores, (transaction) =>
        applyResponse(transaction, plan, { cache, memory, mintId }),
      )
      for (const learn of learned) learn()
      for (const { projectId, length, bytes } of growth) compactor.grow(projectId, length, bytes)
      return result
    },

    recordListed: (rows, fence) =>
      writeAsLeader(['projects'], fence, async (transaction) => {
        const known = new Set<unknown>(await transaction.objectStore('projects').getAllKeys())
        return rows.flatMap(({ projectId, name, revision, updatedAtMs }) => {
          if (known.has(projectId)) return []
          const row: StoredRow = {
            id: projectId,
            name,
            createdAtMs: updatedAtMs,
            updatedAtMs,
            screenCount: 0,
            canvasSizeIds: [],
            locales: [],
            baseRevision: revision,
            generation: 1,
            sync: { bodyId: '', prunedSeq: 0, base: {}, isListedOnly: true },
          }
          return [put('projects', row)]
        })
      }),

    restart: ({ clientId, epoch }, fence) => {
      memory.clear()
      return writeAsLeader(['projects', 'outbox', 'sealed'], fence, async (transaction) => {
        const [rawRows, rawEntries, numbers] = await Promise.all([
          transaction.objectStore('projects').getAll(),
          transaction.objectStore('outbox').getAllKeys(),
          transaction.objectStore('sealed').getAllKeys(),
        ])
        const waiting = new Set<unknown>(rawEntries)
        const cursor = epoch === undefined ? [] : [put('syncState', { key: 'cursor', cursor: null, epoch })]
        return [
          put('syncState', { key: 'client', clientId, nextN: 1 }),
          ...cursor,
          ...numbers.map((n) => remove('sealed', n)),
          ...rawRows.flatMap((raw) =>
            planReleased(parseStoredRow(raw), { epoch, isWaiting: waiting.has(raw.id) }),
          ),
        ]
      })
    },

    async becomeLeader() {
      // Documents cached while another tab was the leader may be outdated.
      memory.clear()
      return await connection.write(['syncState'], async (transaction) => {
        const fence = (await readState(transaction)).fence + 1
        await writeAll(transaction, [put('syncState', { key: 'leader', fence })])
        return fence
      })
    },

    async recordSynced(atMs) {
      await connection.write(['syncState'], (transaction) =>
        writeAll(transaction, [put('syncState', { key: 'synced', atMs })]),
      )
    },

    async listQuarantine() {
      const rows = await connection.read(['quarantine'], (transaction) =>
        transaction.objectStore('quarantine').getAll(),
      )
      return rows.flatMap((raw) => parseQuarantined(raw) ?? []).toSorted((a, b) => a.atMs - b.atMs)
    },

    async retryQuarantined(id) {
      await connection.write(['projects', 'outbox', 'quarantine'], async (transaction) => {
        const entry = parseQuarantined(await transaction.objectStore('quarantine').get(id))
        if (entry === undefined) return
        const [held, waiting] = await Promise.all([
          findRow(transaction, entry.projectId),
          findWaiting(transaction, entry.projectId),
        ])
        if (held === undefined) return await writeAll(transaction, [remove('quarantine', id)])
        const { syncError: _tried, ...row } = withSync(held, { quarantinedAs: undefined })
        const push = { atMs: entry.atMs, deleted: row.deletedAtMs !== undefined }
        await writeAll(transaction, [
          remove('quarantine', id),
          put('projects', row),
          put('outbox', planOutboxEntry(row, waiting, push)),
        ])
      })
    },

    async listConflicts(projectId) {
      const rows = await connection.read(['conflicts'], (transaction) => {
        const store = transaction.objectStore('conflicts')
        return projectId === undefined ? store.getAll() : store.index('byProject').getAll(projectId)
      })
      return rows.flatMap((raw) => parseConflict(raw) ?? []).toSorted((a, b) => a.atMs - b.atMs)
    },

    async dismissConflicts(ids) {
      await connection.write(['conflicts'], async (transaction) => {
        const rows = await Promise.all(ids.map((id) => transaction.objectStore('conflicts').get(id)))
        // A conflict that blocks its project is decided, not dismissed.
        const gone = rows.filter((raw) => raw !== undefined && parseConflict(raw)?.kind !== 'ask')
        await writeAll(
          transaction,
          gone.flatMap((raw) => (raw === undefined ? [] : [remove('conflicts', raw.id)])),
        )
      })
    },

    async dismissConflictEntries(id, paths) {
      await connection.write(['conflicts'], async (transaction) => {
        const record = parseConflict(await transaction.objectStore('conflicts').get(id))
        const write = record === undefined ? undefined : planWithoutEntries(record, paths)
        await writeAll(transaction, write === undefined ? [] : [write])
      })
    },

    async decideConflict(decision) {
      await connection.write(respondStores, (transaction) => decide(transaction, decision, { cache, mintId }))
      memory.clear()
    },
  }
}

function toSyncState({ clientId, nextN, cursor, epoch, lastSyncedAtMs }: SyncState): SyncState {
  return { clientId, nextN, cursor, epoch, lastSyncedAtMs }
}

/** Rejected changes are reverted as well: an edit and its undo, or a project that was created and deleted. */
function planWithoutRefusal(held: StoredRow): readonly Write[] {
  const { quarantinedAs } = held.sync
  if (quarantinedAs === undefined) return []
  const { syncError: _refused, ...row } = withSync(held, { quarantinedAs: undefined })
  return [remove('quarantine', quarantinedAs), put('projects', row)]
}

/**
 * In-flight changes become pending again; with another history of the server, everything here must be compared [F27].
 */
function planReleased(
  row: StoredRow,
  { epoch, isWaiting }: { epoch: string | undefined; isWaiting: boolean },
): readonly Write[] {
  const { sealedN, base, isListedOnly } = row.sync
  const mustCompare = epoch !== undefined && isListedOnly !== true
  if (sealedN === undefined && !mustCompare) return []
  const released = withSync(row, {
    sealedN: undefined,
    isSealedFolded: undefined,
    ...(mustCompare ? { base: { ...base, mustCompare: true } } : {}),
  })
  const deleted = row.deletedAtMs !== undefined
  const mustWait = !isWaiting && (sealedN !== undefined || (mustCompare && !deleted))
  const entry = planOutboxEntry(released, undefined, { atMs: row.updatedAtMs, deleted })
  return [put('projects', released), ...(mustWait ? [put('outbox', entry)] : [])]
}
