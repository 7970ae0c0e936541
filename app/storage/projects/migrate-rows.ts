import type { UpgradingRows } from '../database/schema.ts'
import { parseStoredRow, withSync } from './project-row.ts'

/**
 * Migrates the rows of an older version, in the transaction that changes the stores: both or neither. Only small rows
 * are read.
 */
export async function upgradeRows(oldVersion: number, transaction: UpgradingRows): Promise<void> {
  if (oldVersion === 1) await recordBases(transaction)
}

/**
 * Version 1 stored the number of the base and not its document. A project with nothing pending is its own base, at a
 * number that no row has yet. Where changes are pending, the base must be downloaded and compared.
 */
async function recordBases(transaction: UpgradingRows): Promise<void> {
  const [projects, changes] = [transaction.objectStore('projects'), transaction.objectStore('changes')]
  const [rawRows, waiting] = await Promise.all([
    projects.getAll(),
    transaction.objectStore('outbox').getAllKeys(),
  ])
  // The browser assigns the numbers: a probe row finds the next one.
  const seq = await changes.add({ projectId: '' })
  await changes.delete(seq)
  const pending = new Set<string>(waiting)
  await Promise.all(
    rawRows.map((raw) => {
      const row = parseStoredRow(raw)
      const base = row.baseRevision === 0 ? {} : pending.has(row.id) ? { mustCompare: true } : { at: seq }
      return projects.put(withSync(row, { prunedSeq: seq, base }))
    }),
  )
}
