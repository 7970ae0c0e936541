import type { InFlightPush, PushNumberPlan } from '#app/sync/ports/sync-store.ts'
import type { WriteTransaction } from '../database/schema.ts'
import { OutdatedMemoryError, watched } from '../database/try-ahead.ts'
import { createInFlightRow } from '../projects/in-flight-row.ts'
import { isRowOf, type Seen } from '../projects/project-memory.ts'
import {
  canBeSent,
  type NumberedPushes,
  numberPlan,
  type PushNumberRequest,
  planMemory,
} from './assign-push-numbers.ts'
import { readState, type StoredState } from './rows.ts'

type Ahead = { plan: PushNumberPlan; seen: Seen; state: StoredState }

/** The number of a single push as this tab remembers project and counter. `undefined`: they have to be read. */
export function planAhead(
  { plans, fence, memory }: PushNumberRequest,
  state: StoredState | undefined,
): Ahead | undefined {
  const [plan, ...others] = plans
  const seen = plan && memory.find(plan.projectId)
  if (plan === undefined || others.length > 0 || seen === undefined || !canBeSent(seen.row, plan))
    return undefined
  const isKnown = state?.clientId !== undefined && state.fence === fence
  return isKnown ? { plan, seen, state } : undefined
}

/** The same as `assignPushNumbers`, without waiting for a read: what was remembered is compared before the commit. */
export async function assignNumberAhead(
  transaction: WriteTransaction,
  { memory }: PushNumberRequest,
  { plan, seen, state }: Ahead,
): Promise<NumberedPushes> {
  const { nextMutationId, clientId } = state
  const projects = transaction.objectStore('projects')
  const reading = watched(Promise.all([readState(transaction), projects.get(plan.projectId)]))
  const { made, next } = numberPlan(seen.row, plan, nextMutationId)
  writeNumbered(transaction, made)
  void watched(projects.put(next))
  void watched(
    transaction.objectStore('syncState').put({ key: 'client', clientId, nextN: nextMutationId + 1 }),
  )
  const [present, raw] = await reading
  const isSame =
    present.fence === state.fence &&
    present.clientId === clientId &&
    present.nextMutationId === nextMutationId
  if (!isSame || raw === undefined || !isRowOf(raw, seen)) throw new OutdatedMemoryError()
  transaction.commit()
  return {
    inFlight: [made],
    state: { ...state, nextMutationId: nextMutationId + 1 },
    learned: [planMemory(memory, { row: seen.row, next, made })],
  }
}

const writeNumbered = (transaction: WriteTransaction, made: InFlightPush): void =>
  void watched(transaction.objectStore('sealed').put(createInFlightRow(made)))
