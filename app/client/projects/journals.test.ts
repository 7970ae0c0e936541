import { describe, expect, test, vi } from 'vitest'
import { applyChange } from '#app/document/changes/apply-change.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import { createTestProject, planTyping, readHeadline } from '#app/storage/contract/contract-fixtures.ts'
import type { ProjectRow } from '#app/sync/ports/project-store.ts'
import { createMemoryStorage } from '#tests/fakes/memory-storage.ts'
import { clearCrashRecovery, createCrashRecovery } from '../session/crash-recovery.ts'
import { createPendingActions } from './pending-actions.ts'

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

describe('[F14] the last moment of a page', () => {
  const before = createTestProject()
  const { project: after, change } = planTyping(before, ' typed last')

  test('is found again by the next one, and typing applied twice is there once', () => {
    const recovery = createCrashRecovery(createMemoryStorage(), 'db')
    recovery.save(before.id, { change, writtenAtMs: 5 }, after)
    const found = recovery.load(before.id, rowOf(before.id, 4))
    if (found === undefined) throw new Error('nothing was found')
    expect(readHeadline(applyChange(before, found))).toBe(readHeadline(after))
    expect(readHeadline(applyChange(after, found))).toBe(readHeadline(after))
  })

  test('is no longer needed when the write under way has arrived', () => {
    const recovery = createCrashRecovery(createMemoryStorage(), 'db')
    recovery.save(before.id, { change, writtenAtMs: 5 }, after)
    expect(recovery.load(before.id, rowOf(before.id, 5))).toBeUndefined()
  })

  test('[F33] belongs to one identity', () => {
    const storage = createMemoryStorage()
    createCrashRecovery(storage, 'db').save(before.id, { change, writtenAtMs: undefined }, after)
    expect(createCrashRecovery(storage, 'other').load(before.id, rowOf(before.id, 1))).toBeUndefined()
    clearCrashRecovery(storage, 'db')
    expect(Object.keys(storage)).toEqual([])
  })

  test('passes without harm where nothing can be noted', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const recovery = createCrashRecovery(createMemoryStorage({ isFull: true }), 'db')
    recovery.save(before.id, { change, writtenAtMs: 5 }, after)
    expect(recovery.load(before.id, rowOf(before.id, 1))).toBeUndefined()
    expect(warn).toHaveBeenCalledOnce()
    warn.mockRestore()
  })
})

describe('[F14] a form of the list', () => {
  const id = createTestProject().id

  test('that was cut off is handed out once, in the order of asking', () => {
    const storage = createMemoryStorage()
    let nowMs = 10
    const pendingActions = createPendingActions(storage, 'db', () => nowMs++)
    pendingActions.add({ intent: 'rename', id, name: 'One' })
    pendingActions.add({ intent: 'rename', id, name: 'Two' })
    const next = createPendingActions(storage, 'db', () => nowMs)
    expect(next.takePending()).toEqual([
      { form: { intent: 'rename', id, name: 'One' }, notedAtMs: 10 },
      { form: { intent: 'rename', id, name: 'Two' }, notedAtMs: 11 },
    ])
    expect(next.takePending()).toEqual([])
  })

  test('that was carried out leaves nothing', () => {
    const pendingActions = createPendingActions(createMemoryStorage(), 'db', () => 1)
    const complete = pendingActions.add({ intent: 'delete', id })
    complete()
    expect(pendingActions.takePending()).toEqual([])
  })

  test('that would have another effect the second time is not noted', () => {
    const pendingActions = createPendingActions(createMemoryStorage(), 'db', () => 1)
    pendingActions.add({ intent: 'create' })
    pendingActions.add({ intent: 'duplicate', id })
    expect(pendingActions.takePending()).toEqual([])
  })
})
