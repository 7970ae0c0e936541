import { toCanonicalParts } from '#app/document/changes/canonical-text.ts'
import type { MintId, ProjectId } from '#app/document/model/ids.ts'
import type { HashText } from '#app/sync/ports/project-store.ts'
import type { ListedRow, SyncState, SyncStore } from '#app/sync/ports/sync-store.ts'
import type { Connection } from '../database/connection.ts'
import type { StoreName, WriteTransaction } from '../database/schema.ts'
import { put, remove, type Write, writeAll } from '../database/transaction.ts'
import { tryAhead } from '../database/try-ahead.ts'
import type { Compactor } from '../projects/compaction.ts'
import type { DocumentCache } from '../projects/document-cache.ts'
import { findRow, findWaiting } from '../projects/find-row.ts'
import { findInFlight } from '../projects/in-flight-row.ts'
import type { ProjectMemory } from '../projects/project-memory.ts'
import { parseStoredRow, planOutboxEntry, type StoredRow, touch, withSync } from '../projects/project-row.ts'
import { applyResponse } from './apply-response.ts'
import { assignNumberAhead, planAhead } from './assign-number-ahead.ts'
import { assignPushNumbers } from './assign-push-numbers.ts'
import { createSyncRecordsOn } from './list-records.ts'
import { listWaiting, readForSync } from './read-for-sync.ts'
import { recallForSync, recallWaiting } from './recall.ts'
import { decide, planWithoutEntries } from './resolve-conflict.ts'
import { parseConflict, parseQuarantined, readState, type StoredState } from './rows.ts'

export type SyncStoreParts = {
  compactor: Compactor
  cache: DocumentCache
  memory: ProjectMemory
  mintId: MintId
  hash?: HashText | undefined
}

const numberStores = ['projects', 'sealed', 'snapshots', 'syncState'] as const
const readStores = ['projects', 'outbox', 'snapshots', 'changes', 'views', 'bases', 'sealed'] as const
const respondStores: readonly StoreName[] = [...readStores, 'syncState', 'conflicts', 'quarantine']

/** The sync engine's store. Every method is one transaction. */
export function createSyncStoreOn(
  connection: Connection,
  { compactor, cache, memory, mintId, hash }: SyncStoreParts,
): SyncStore {
  /** As this tab last read or wrote it; another tab may lead since. */
  let remembered: StoredState | undefined

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
    ...createSyncRecordsOn(connection),

    async readSyncState() {
      const known = await connection.read(['syncState'], readState)
      remembered = known
      if (known.clientId !== undefined) return toSyncState({ ...known, clientId: known.clientId })
      return await connection.write(['syncState'], async (transaction) => {
        const state = await readState(transaction)
        const clientId = state.clientId ?? mintId()
        const { nextMutationId } = state
        await writeAll(transaction, [put('syncState', { key: 'client', clientId, nextN: nextMutationId })])
        remembered = { ...state, clientId }
        return toSyncState({ ...state, clientId })
      })
    },

    recallWaiting: () => recallWaiting(memory),
    recallForSync: (projectId) => recallForSync(memory, projectId),

    listWaiting: () => connection.read(['projects', 'outbox'], listWaiting),

    async listInFlight() {
      const inFlight = await connection.read(['sealed', 'snapshots'], async (transaction) => {
        const numbers = await transaction.objectStore('sealed').getAllKeys()
        return Promise.all(numbers.map((mutationId) => findInFlight(transaction, mutationId)))
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
      const request = { plans, fence, mintId, memory }
      const inFlight = await tryAhead((isAhead) =>
        connection.write(numberStores, (transaction, attempt) => {
          const ahead = isAhead && attempt === 0 ? planAhead(request, remembered) : undefined
          return ahead === undefined
            ? assignPushNumbers(transaction, { ...request, attempt })
            : assignNumberAhead(transaction, request, ahead)
        }),
      )
      if (inFlight === undefined) return { kind: 'fenced' }
      remembered = inFlight.state
      for (const learn of inFlight.learned) learn()
      return inFlight.inFlight
    },

    async dropWaiting({ projectId, generation }) {
      await connection.write(['projects', 'outbox', 'quarantine'], async (transaction) => {
        const [row, entry] = await Promise.all([
          findRow(transaction, projectId),
          findWaiting(transaction, projectId),
        ])
        const isSame = entry !== undefined && row?.generation === generation
        if (!isSame || row.sync.sealedN !== undefined) return
        await writeAll(transaction, [remove('outbox', projectId), ...planWithoutRefusal(touch(row))])
      })
    },

    async applyResponse(plan) {
      const { result, growth, learned } = await tryAhead((isAhead) =>
        connection.write(respondStores, (transaction, attempt) => {
          const isAheadOver = !isAhead || attempt > 0
          return applyResponse(transaction, plan, { cache, memory, mintId, isAheadOver })
        }),
      )
      for (const learn of learned) learn()
      for (const { projectId, length, bytes } of growth) compactor.grow(projectId, length, bytes)
      return result
    },

    async recordListed(rows, fence) {
      let gone: readonly ProjectId[] = []
      const fenced = await writeAsLeader(['projects'], fence, async (transaction) => {
        const stored = (await transaction.objectStore('projects').getAll()).map(parseStoredRow)
        const known = new Set(stored.map(({ id }) => id))
        const named = new Set(rows.map(({ projectId }) => projectId))
        gone = stored.flatMap(({ id, sync, deletedAtMs }) =>
          sync.isListedOnly && deletedAtMs === undefined && !named.has(id) ? [id] : [],
        )
        const added = rows.flatMap((row) =>
          known.has(row.projectId) ? [] : [put('projects', toListed(row))],
        )
        return [...added, ...gone.map((id) => remove('projects', id))]
      })
      return fenced ?? gone
    },

    restart: ({ clientId, epoch }, fence) => {
      memory.clear()
      remembered = undefined
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
      memory.prepare = hash && ((project) => void hash(toCanonicalParts(project)).catch(() => undefined))
      return await connection.write(['syncState'], async (transaction) => {
        const state = await readState(transaction)
        const fence = state.fence + 1
        await writeAll(transaction, [put('syncState', { key: 'leader', fence })])
        remembered = { ...state, fence }
        return fence
      })
    },

    becomeFollower() {
      memory.prepare = undefined
    },

    async recordSynced(atMs) {
      await connection.write(['syncState'], (transaction) =>
        writeAll(transaction, [put('syncState', { key: 'synced', atMs })]),
      )
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

function toSyncState({ clientId, nextMutationId, cursor, epoch, lastSyncedAtMs }: SyncState): SyncState {
  return { clientId, nextMutationId, cursor, epoch, lastSyncedAtMs }
}

/** Rejected changes are reverted as well: an edit and its undo, or a project that was created and deleted. */
function planWithoutRefusal(held: StoredRow): readonly Write[] {
  const { quarantinedAs } = held.sync
  if (quarantinedAs === undefined) return [put('projects', held)]
  const { syncError: _refused, ...row } = withSync(held, { quarantinedAs: undefined })
  return [remove('quarantine', quarantinedAs), put('projects', row)]
}

const toListed = ({ projectId, name, revision, updatedAtMs }: ListedRow): StoredRow => ({
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
})

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
