import { describe, expect, test } from 'vitest'
import { planPruning } from './plan-pruning.server.ts'
import type { RevisionHead } from './sync-repository.server.ts'

const now = new Date('2026-06-30T12:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 60 * 60 * 1000)

/** Revisions 1, 2, 3 …: `days` is the age of each, `snapshots` the revisions whose whole document is kept. */
function createHeads(days: readonly number[], snapshots: readonly number[]): RevisionHead[] {
  return days.map((age, index) => ({
    projectId: 'a',
    revision: index + 1,
    seq: index + 1,
    name: 'x',
    label: '',
    contentHash: '',
    kind: snapshots.includes(index + 1) ? 'whole' : 'changes',
    isSnapshot: snapshots.includes(index + 1),
    dataBytes: 0,
    changeBytes: 10,
    createdAt: daysAgo(age),
  }))
}
const repeat = (count: number, days: number) => Array.from({ length: count }, () => days)

describe('planPruning', () => {
  test('keeps a hundred revisions, however old', () => {
    expect(planPruning(createHeads(repeat(100, 400), [1]), now)).toEqual([])
  })

  test('drops what is older than the last hundred, its day has a later one, and no kept one needs', () => {
    expect(planPruning(createHeads(repeat(105, 0), [1, 6]), now)).toEqual([1, 2, 3, 4, 5])
  })

  test('keeps everything from the whole document that the oldest kept revision is put together from', () => {
    expect(planPruning(createHeads(repeat(105, 0), [1, 4]), now)).toEqual([1, 2, 3])
    expect(planPruning(createHeads(repeat(105, 0), [1]), now)).toEqual([])
  })

  test('keeps the last of each day for ninety days, with its own chain', () => {
    const heads = createHeads([91, 91, 40, 40, 40, 39, 39, ...repeat(101, 0)], [1, 3, 6, 8, 9])
    expect(planPruning(heads, now)).toEqual([1, 2, 8])
  })
})
