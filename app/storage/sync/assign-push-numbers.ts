import type { SealedPush, SealPlan } from '#app/sync/ports/sync-store.ts'
import type { WriteTransaction } from '../database/schema.ts'
import { put, type Write, writeAll } from '../database/transaction.ts'
import { findRow } from '../projects/find-row.ts'
import { type StoredRow, withSync } from '../projects/project-row.ts'
import { isHeld } from './read-for-sync.ts'
import { createSealedRow, parseSealed, readState } from './rows.ts'

export type SealRequest = { plans: readonly SealPlan[]; fence: number; attempt: number; mintId: () => string }

/** Numbers for what is about to be sent (S5). `undefined`: somebody else leads. */
export async function sealPlans(
  transaction: WriteTransaction,
  { plans, fence, attempt, mintId }: SealRequest,
): Promise<readonly SealedPush[] | undefined> {
  const [state, found] = await Promise.all([
    readState(transaction),
    Promise.all(plans.map(({ projectId }) => findRow(transaction, projectId))),
  ])
  if (state.fence !== fence) return undefined
  const rows = new Map(found.flatMap((row) => (row === undefined ? [] : [[row.id, row] as const])))
  const sealed: SealedPush[] = []
  const writes: Write[] = []
  let { nextN } = state
  for (const plan of plans) {
    const row = rows.get(plan.projectId)
    if (row === undefined) continue
    if (attempt > 0 && row.sync.sealedN !== undefined) {
      // Tried again after a lost connection: the first try had reached the disk.
      const before = parseSealed(await transaction.objectStore('sealed').get(row.sync.sealedN))
      if (before?.throughSeq === plan.throughSeq && before.generation === plan.generation) sealed.push(before)
    }
    if (!isSealable(row, plan)) continue
    const push = { ...plan.push, n: nextN } as SealedPush['push']
    const made: SealedPush = { ...plan, n: nextN, push }
    rows.set(row.id, withSync(row, { sealedN: nextN, isSealedFolded: undefined }))
    nextN += 1
    sealed.push(made)
    writes.push(put('sealed', createSealedRow(made)), put('projects', rows.get(row.id) ?? row))
  }
  const clientId = state.clientId ?? mintId()
  await writeAll(transaction, [...writes, put('syncState', { key: 'client', clientId, nextN })])
  return sealed
}

function isSealable(row: StoredRow, plan: SealPlan): boolean {
  // What the server has lost is pushed whole, as something new.
  const baseRevision = row.sync.base.mustCompare === true ? 0 : row.baseRevision
  return row.sync.sealedN === undefined && !isHeld(row) && baseRevision === plan.baseRevision
}
