import { describe, expect, test, vi } from 'vitest'
import { applyChange } from '#app/document/changes/apply-change.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import { createTestProject, planTyping, readHeadline } from '#app/storage/contract/contract-fixtures.ts'
import type { ProjectRow } from '#app/sync/ports/project-store.ts'
import { createMemoryStorage } from '#tests/fakes/memory-storage.ts'
import { createRescueJournal, forgetRescues } from '../session/crash-recovery.ts'
import { createFormJournal } from './pending-actions.ts'

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
    const journal = createRescueJournal(createMemoryStorage(), 'db')
    journal.note(before.id, { change, writtenAtMs: 5 }, after)
    const found = journal.find(before.id, rowOf(before.id, 4))
    if (found === undefined) throw new Error('nothing was found')
    expect(readHeadline(applyChange(before, found))).toBe(readHeadline(after))
    expect(readHeadline(applyChange(after, found))).toBe(readHeadline(after))
  })

  test('is no longer needed when the write under way has arrived', () => {
    const journal = createRescueJournal(createMemoryStorage(), 'db')
    journal.note(before.id, { change, writtenAtMs: 5 }, after)
    expect(journal.find(before.id, rowOf(before.id, 5))).toBeUndefined()
  })

  test('[F33] belongs to one identity', () => {
    const storage = createMemoryStorage()
    createRescueJournal(storage, 'db').note(before.id, { change, writtenAtMs: undefined }, after)
    expect(createRescueJournal(storage, 'other').find(before.id, rowOf(before.id, 1))).toBeUndefined()
    forgetRescues(storage, 'db')
    expect(Object.keys(storage)).toEqual([])
  })

  test('passes without harm where nothing can be noted', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const journal = createRescueJournal(createMemoryStorage({ isFull: true }), 'db')
    journal.note(before.id, { change, writtenAtMs: 5 }, after)
    expect(journal.find(before.id, rowOf(before.id, 1))).toBeUndefined()
    expect(warn).toHaveBeenCalledOnce()
    warn.mockRestore()
  })
})

describe('[F14] a form of the list', () => {
  const id = createTestProject().id

  test('that was cut off is handed out once, in the order of asking', () => {
    const storage = createMemoryStorage()
    let nowMs = 10
    const journal = createFormJournal(storage, 'db', () => nowMs++)
    journal.note({ intent: 'rename', id, name: 'One' })
    journal.note({ intent: 'rename', id, name: 'Two' })
    const next = createFormJournal(storage, 'db', () => nowMs)
    expect(next.takeLeft()).toEqual([
      { form: { intent: 'rename', id, name: 'One' }, notedAtMs: 10 },
      { form: { intent: 'rename', id, name: 'Two' }, notedAtMs: 11 },
    ])
    expect(next.takeLeft()).toEqual([])
  })

  test('that was carried out leaves nothing', () => {
    const journal = createFormJournal(createMemoryStorage(), 'db', () => 1)
    const strikeOut = journal.note({ intent: 'delete', id })
    strikeOut()
    expect(journal.takeLeft()).toEqual([])
  })

  test('that would have another effect the second time is not noted', () => {
    const journal = createFormJournal(createMemoryStorage(), 'db', () => 1)
    journal.note({ intent: 'create' })
    journal.note({ intent: 'duplicate', id })
    expect(journal.takeLeft()).toEqual([])
  })
})
