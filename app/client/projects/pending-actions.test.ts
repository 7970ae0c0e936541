import { describe, expect, test } from 'vitest'
import { createTestProject } from '#app/storage/contract/contract-fixtures.ts'
import { createMemoryStorage } from '#tests/fakes/memory-storage.ts'
import { createPendingActions } from './pending-actions.ts'

describe('[F14] pending actions', () => {
  const id = createTestProject().id

  test('forms that were cut off are handed out once, in the order they were sent', () => {
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

  test('a completed form leaves nothing', () => {
    const pendingActions = createPendingActions(createMemoryStorage(), 'db', () => 1)
    const complete = pendingActions.add({ intent: 'delete', id })
    complete()
    expect(pendingActions.takePending()).toEqual([])
  })

  test('a form whose second run would change something else is not kept', () => {
    const pendingActions = createPendingActions(createMemoryStorage(), 'db', () => 1)
    pendingActions.add({ intent: 'create' })
    pendingActions.add({ intent: 'duplicate', id })
    expect(pendingActions.takePending()).toEqual([])
  })
})
