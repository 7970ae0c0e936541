import { describe, expect, test } from 'vitest'
import { createTestProject } from '#app/storage/contract/contract-fixtures.ts'
import { createMemoryStorage } from '#tests/fakes/memory-storage.ts'
import { createPendingActions } from './pending-actions.ts'

describe('[F14] pending actions', () => {
  const id = createTestProject().id

  test('forms that were cut off are listed in the order they were sent, until they are performed', async () => {
    const storage = createMemoryStorage()
    let nowMs = 10
    const pendingActions = createPendingActions(storage, 'db', () => nowMs++)
    pendingActions.add({ intent: 'rename', id, name: 'One' })
    pendingActions.add({ intent: 'rename', id, name: 'Two' })
    const next = createPendingActions(storage, 'db', () => nowMs)
    const left = await next.listPending()
    expect(left).toMatchObject([
      { form: { intent: 'rename', id, name: 'One' }, notedAtMs: 10 },
      { form: { intent: 'rename', id, name: 'Two' }, notedAtMs: 11 },
    ])
    left[0]?.remove()
    expect(await next.listPending()).toMatchObject([{ form: { name: 'Two' } }])
  })

  test('a completed form leaves nothing', async () => {
    const pendingActions = createPendingActions(createMemoryStorage(), 'db', () => 1)
    const complete = pendingActions.add({ intent: 'delete', id })
    complete()
    expect(await pendingActions.listPending()).toEqual([])
  })

  test('a form whose second run would change something else is not kept', async () => {
    const pendingActions = createPendingActions(createMemoryStorage(), 'db', () => 1)
    pendingActions.add({ intent: 'create' })
    pendingActions.add({ intent: 'duplicate', id })
    expect(await pendingActions.listPending()).toEqual([])
  })
})
