import { describe, expect, test } from 'vitest'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { ConflictDecision, ConflictRecord, Quarantined } from '#app/sync/ports/sync-store.ts'
import { createConflictReview, type ReviewStore } from './conflict-review.ts'

const weather = '7d5a0b9e-6f3b-4e6e-9d57-0d2b1c5b1a11' as ProjectId
const bread = '7d5a0b9e-6f3b-4e6e-9d57-0d2b1c5b1a22' as ProjectId
const copyId = '7d5a0b9e-6f3b-4e6e-9d57-0d2b1c5b1a33' as ProjectId

const createRecord = (id: string, projectId: ProjectId): ConflictRecord => ({
  id,
  projectId,
  atMs: 1,
  revision: 2,
  kind: 'fields',
  entries: [
    { path: ['name'], kept: 'A', lost: 'B', lostSide: 'earlier' },
    { path: ['locales', 'de-DE', 'order'], kept: 'a0', lost: 'a1', lostSide: 'earlier' },
  ],
})

const refused: Quarantined = {
  id: 'q1',
  projectId: bread,
  projectName: 'Bread',
  atMs: 1,
  code: 'too_large',
  message: 'Too large.',
  push: { n: 1, projectId: bread, baseRevision: 0, name: 'Bread', data: {} },
}

function open() {
  let records: readonly ConflictRecord[] = [createRecord('c1', weather), createRecord('c2', bread)]
  let quarantine: readonly Quarantined[] = [refused]
  const decisions: ConflictDecision[] = []
  const told: string[] = []
  const store: ReviewStore = {
    listConflicts: () => Promise.resolve(records),
    listQuarantine: () => Promise.resolve(quarantine),
    async dismissConflicts(ids) {
      records = records.filter(({ id }) => !ids.includes(id))
    },
    async dismissConflictEntries(id, paths) {
      const gone = new Set(paths.map((path) => JSON.stringify(path)))
      records = records.map((record) =>
        record.id === id && record.kind === 'fields'
          ? { ...record, entries: record.entries.filter(({ path }) => !gone.has(JSON.stringify(path))) }
          : record,
      )
    },
    async decideConflict(decision) {
      decisions.push(decision)
      records = records.filter(({ id }) => id !== decision.id)
    },
    async retryQuarantined(id) {
      quarantine = quarantine.filter((entry) => entry.id !== id)
    },
  }
  const review = createConflictReview({
    store,
    nowMs: () => 5,
    mintProjectId: () => copyId,
    planCopyName: () => 'Weather (copy)',
    onRecordsChanged: () => told.push('counted'),
    onDecided: (ids) => told.push(`decided ${ids.join(' ')}`),
    onRetry: () => told.push('retry'),
  })
  return { review, decisions, told }
}

describe('the review of conflicts', () => {
  test('gives each project its own, the same array while nothing changed', async () => {
    const { review } = open()
    const mine = review.forProject(weather)
    await review.refresh()
    const before = mine.get()
    expect(before.map(({ id }) => id)).toEqual(['c1'])
    expect(review.count()).toBe(4)
    expect(review.count(weather)).toBe(2)
    await review.refresh()
    await review.forProject(bread).dismiss('c2')
    expect(mine.get()).toBe(before)
    expect(review.count()).toBe(2)
  })

  test('a place that was looked at leaves the record', async () => {
    const { review } = open()
    await review.refresh()
    const mine = review.forProject(weather)
    let calls = 0
    mine.subscribe(() => {
      calls += 1
    })
    await mine.markReviewed('c1', [['name']])
    expect(review.count(weather)).toBe(1)
    expect(calls).toBe(1)
  })

  test('a decision goes to the disk with its time, and both keep both', async () => {
    const { review, decisions, told } = open()
    await review.refresh()
    await review.forProject(weather).decide('c1', 'both')
    await review.forProject(bread).decide('c2', 'theirs')
    expect(decisions).toEqual([
      { id: 'c1', atMs: 5, keep: 'both', copyId, copyName: 'Weather (copy)' },
      { id: 'c2', atMs: 5, keep: 'theirs' },
    ])
    expect(told).toEqual(['counted', `decided ${weather} ${copyId}`, 'counted', `decided ${bread}`])
    expect(review.count()).toBe(0)
  })

  test('[F5] a refused push can be tried again', async () => {
    const { review, told } = open()
    await review.refresh()
    expect(review.quarantine.get()).toEqual([refused])
    await review.retry('q1')
    expect(review.quarantine.get()).toEqual([])
    expect(told).toEqual(['counted', 'retry'])
  })
})
