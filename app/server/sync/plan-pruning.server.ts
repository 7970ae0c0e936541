import type { RevisionHead } from './sync-repository.server.ts'

const KEEP = { revisions: 100, days: 90 }
const DAY_MS = 24 * 60 * 60 * 1000

/**
 * The revisions to delete: the last hundred stay, of the last ninety days the last of each day, and everything from the
 * last whole document before a kept one, from which it is reconstructed.
 *
 * @param heads every revision of one project, oldest first.
 * @param keep of how many revisions and days, where there is no space for that much.
 */
export function planPruning(heads: readonly RevisionHead[], now: Date, keep = KEEP): readonly number[] {
  const newest = heads.at(-1)?.revision ?? 0
  const dropped: number[] = []
  let isNeeded = true
  for (const [index, head] of [...heads.entries()].reverse()) {
    const isLast = head.revision > newest - keep.revisions
    const isOfItsDay = dayOf(head.createdAt) !== dayOf(heads[index + 1]?.createdAt)
    const isRecent = now.getTime() - head.createdAt.getTime() < keep.days * DAY_MS
    if (isLast || isNeeded || (isOfItsDay && isRecent)) {
      // What comes before a whole document is needed by nothing after it.
      isNeeded = !head.isSnapshot
    } else {
      dropped.push(head.revision)
    }
  }
  return dropped.reverse()
}

const dayOf = (at: Date | undefined) => at?.toISOString().slice(0, 10)
