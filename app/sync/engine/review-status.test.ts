import { expect, test } from 'vitest'
import { addConflicts } from './review-status.ts'

test('[S60] the count of conflicts to review stays shown while rounds come and go', () => {
  expect(addConflicts({ kind: 'synced', atMs: 1 }, 2)).toEqual({
    kind: 'conflict',
    count: 2,
    pendingCount: 0,
  })
  expect(addConflicts({ kind: 'syncing', pendingCount: 3 }, 1)).toMatchObject({
    kind: 'conflict',
    pendingCount: 3,
  })
  expect(addConflicts({ kind: 'synced', atMs: 1 }, 0)).toEqual({ kind: 'synced', atMs: 1 })
})

test('[S60] a failure outranks it', () => {
  const failed = { kind: 'error', message: 'No.', pendingCount: 1 } as const
  expect(addConflicts(failed, 2)).toBe(failed)
  const unsaved = { kind: 'unsaved', message: 'Full.' } as const
  expect(addConflicts(unsaved, 2)).toBe(unsaved)
})
