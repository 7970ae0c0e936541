import type { InFlightPush, PushNumberPlan } from '#app/sync/ports/sync-store.ts'
import type { WriteTransaction } from '../database/schema.ts'
import { put, type Write, writeAll } from '../database/transaction.ts'
import { findRow } from '../projects/find-row.ts'
import { createInFlightRow, findInFlight } from '../projects/in-flight-row.ts'
import type { ProjectMemory } from '../projects/project-memory.ts'
import { type StoredRow, withSync } from '../projects/project-row.ts'
import { isBlocked } from './read-for-sync.ts'
import { readState, type StoredState } from './rows.ts'

export type PushNumberRequest = {
  plans: readonly PushNumberPlan[]
  fence: number
  mintId: () => string
  memory: ProjectMemory
}

/** `learned`: entries for the cache, added once the disk has them. */
export type NumberedPushes = {
  inFlight: readonly InFlightPush[]
  state: StoredState
  learned: readonly (() => void)[]
}

/** Assigns numbers to the pushes about to be sent (S5). `undefined`: another tab is the leader. */
export async function assignPushNumbers(
  transaction: WriteTransaction,
  { plans, fence, attempt, mintId, memory }: PushNumberRequest & { attempt: number },
): Promise<NumberedPushes | undefined> {
  const [state, found] = await Promise.all([
    readState(transaction),
    Promise.all(plans.map(({ projectId }) => findRow(transaction, projectId))),
  ])
  if (state.fence !== fence) return undefined
  const rows = new Map(found.flatMap((row) => (row === undefined ? [] : [[row.id, row] as const])))
  const inFlight: InFlightPush[] = []
  const writes: Write[] = []
  const learned: (() => void)[] = []
  let { nextMutationId } = state
  for (const plan of plans) {
    const row = rows.get(plan.projectId)
    if (row === undefined) continue
    if (attempt > 0 && row.sync.sealedN !== undefined) {
      // A retry after a lost connection: the first attempt had reached the disk.
      const before = await findInFlight(transaction, row.sync.sealedN)
      if (before?.throughSeq === plan.throughSeq && before.generation === plan.generation)
        inFlight.push(before)
    }
    if (!canBeSent(row, plan)) continue
    const { made, next } = numberPlan(row, plan, nextMutationId)
    rows.set(row.id, next)
    nextMutationId += 1
    inFlight.push(made)
    writes.push(put('sealed', createInFlightRow(made)), put('projects', next))
    learned.push(planMemory(memory, { row, next, made }))
  }
  const clientId = state.clientId ?? mintId()
  await writeAll(transaction, [
    ...writes,
    put('syncState', { key: 'client', clientId, nextN: nextMutationId }),
  ])
  return { inFlight, state: { ...state, clientId, nextMutationId }, learned }
}

/** A plan with its number, and the row of its project from then on. */
export function numberPlan(
  row: StoredRow,
  plan: PushNumberPlan,
  mutationId: number,
): { made: InFlightPush; next: StoredRow } {
  const push = { ...plan.push, n: mutationId } as InFlightPush['push']
  const { snapshotId, ...named } = plan
  // No commit since it was read, so its snapshot is the same.
  const isSame = snapshotId !== undefined && row.generation === plan.generation
  const made: InFlightPush = { ...named, mutationId, push, ...(isSame ? { snapshotId } : {}) }
  return { made, next: withSync(row, { sealedN: mutationId, isSealedFolded: undefined }) }
}

export function planMemory(
  memory: ProjectMemory,
  { row, next, made }: { row: StoredRow; next: StoredRow; made: InFlightPush },
): () => void {
  const seen = memory.findCurrent(row)
  if (seen === undefined) return () => memory.forget(row.id)
  const { seq, project } = seen
  const sent = seq === made.throughSeq ? { mutationId: made.mutationId, project } : undefined
  return () => memory.keep({ ...seen, row: next, sent })
}

export function canBeSent(row: StoredRow, plan: PushNumberPlan): boolean {
  // A project that the server has lost is pushed whole, as a new one.
  const baseRevision = row.sync.base.mustCompare === true ? 0 : row.baseRevision
  return row.sync.sealedN === undefined && !isBlocked(row) && baseRevision === plan.baseRevision
}
