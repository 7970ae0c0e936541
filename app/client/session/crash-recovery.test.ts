import { describe, expect, test, vi } from 'vitest'
import { applyChange } from '#app/document/changes/apply-change.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import { createTestProject, planTyping, readHeadline } from '#app/storage/contract/contract-fixtures.ts'
import type { ProjectRow } from '#app/sync/ports/project-store.ts'
import { createMemoryStorage } from '#tests/fakes/memory-storage.ts'
import { clearIdentityKeys } from '../platform/identity-keys.ts'
import { createCrashRecovery } from './crash-recovery.ts'

function rowOf(id: ProjectId, updatedAtMs: number): ProjectRow {
  return {
    id,
    name: 'Weather',
    createdAtMs: 0,
    updatedAtMs,
    screenCount: 1,
    canvasSizeIds: [],
    locales: [],
    baseRevision: 0,
    pending: true,
  }
}

describe('[F14] crash recovery', () => {
  const before = createTestProject()
  const { project: after, change } = planTyping(before, ' typed last')

  test('an edit saved as the page went is loaded by the next page, and applying it twice types it once', () => {
    const recovery = createCrashRecovery(createMemoryStorage(), 'db')
    recovery.save(before.id, { change, writtenAtMs: 5 }, after)
    const found = recovery.load(before.id, rowOf(before.id, 4))
    if (found === undefined) throw new Error('nothing was found')
    expect(readHeadline(applyChange(before, found))).toBe(readHeadline(after))
    expect(readHeadline(applyChange(after, found))).toBe(readHeadline(after))
  })

  test('an edit is not loaded when the write under way has reached the disk', () => {
    const recovery = createCrashRecovery(createMemoryStorage(), 'db')
    recovery.save(before.id, { change, writtenAtMs: 5 }, after)
    expect(recovery.load(before.id, rowOf(before.id, 5))).toBeUndefined()
  })

  test('[F33] an edit is loaded for its own identity only', () => {
    const storage = createMemoryStorage()
    createCrashRecovery(storage, 'db').save(before.id, { change, writtenAtMs: undefined }, after)
    expect(createCrashRecovery(storage, 'other').load(before.id, rowOf(before.id, 1))).toBeUndefined()
    clearIdentityKeys(storage, 'db')
    expect(Object.keys(storage)).toEqual([])
  })

  test('a full localStorage is a warning, not an error', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const recovery = createCrashRecovery(createMemoryStorage({ isFull: true }), 'db')
    recovery.save(before.id, { change, writtenAtMs: 5 }, after)
    expect(recovery.load(before.id, rowOf(before.id, 1))).toBeUndefined()
    expect(warn).toHaveBeenCalledOnce()
    warn.mockRestore()
  })
})
