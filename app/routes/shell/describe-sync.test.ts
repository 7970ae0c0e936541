import { expect, test } from 'vitest'
import type { SyncStatus } from '#app/sync/status.ts'
import { countChanges, describeSync } from './describe-sync.ts'

const nowMs = Date.UTC(2026, 4, 4, 11, 0)
const situation = { signedIn: true, nowMs, locale: 'en-GB', timeZone: 'UTC' }
const label = (status: SyncStatus) => describeSync(status, situation).label

test('one change is singular, a thousand follow the locale', () => {
  expect(countChanges(1, 'en')).toBe('1 change')
  expect(countChanges(2, 'en')).toBe('2 changes')
  expect(countChanges(1200, 'de')).toBe('1.200 changes')
})

test('the chip says what happens, in words', () => {
  expect(label({ kind: 'saved-locally' })).toBe('Saved on this device')
  expect(label({ kind: 'syncing', pendingCount: 2 })).toBe('Syncing 2 changes')
  expect(label({ kind: 'synced', atMs: Date.UTC(2026, 4, 4, 10, 42) })).toBe('Synced 10:42')
  expect(label({ kind: 'offline', pendingCount: 3 })).toBe('Offline: 3 changes will sync later')
  expect(label({ kind: 'offline', pendingCount: 0 })).toBe('Offline')
})

test('a sync of another day names the day', () => {
  expect(label({ kind: 'synced', atMs: Date.UTC(2026, 4, 2, 10, 42) })).toContain('2 May')
})

test('signed out, the meaning says that the work is on this device only', () => {
  expect(describeSync({ kind: 'saved-locally' }, { ...situation, signedIn: false }).meaning).toContain(
    'this device only',
  )
})

test('a conflict says in how many places, and that nothing is lost', () => {
  const description = describeSync({ kind: 'conflict', count: 3, pendingCount: 0 }, situation)
  expect(description.label).toBe('Also changed elsewhere: review')
  expect(description.meaning).toContain('in 3 places. Both versions are kept')
  expect(describeSync({ kind: 'conflict', count: 1, pendingCount: 0 }, situation).meaning).not.toContain('1')
})

test('an error passes its own sentence on', () => {
  const message = 'The server refused “Weather”: it is larger than 5 MB. Remove some screens.'
  expect(describeSync({ kind: 'error', message, pendingCount: 1 }, situation).meaning).toBe(message)
})
