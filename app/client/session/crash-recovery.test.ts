import { describe, expect, test, vi } from 'vitest'
import type { Change } from '#app/document/changes/change.ts'
import { createTestProject, planTyping } from '#app/storage/contract/contract-fixtures.ts'
import { createMemoryStorage } from '#tests/fakes/memory-storage.ts'
import { clearIdentityKeys } from '../platform/identity-keys.ts'
import { createCrashRecovery } from './crash-recovery.ts'

const { project, change } = planTyping(createTestProject(), ' typed last')
const { id } = project
const partsOf = (commitId: string) => [{ ids: [commitId], change }]

/** What several tabs, one after the other or at once, keep in one localStorage. */
function createTabs({ isFull = false } = {}) {
  const storage = createMemoryStorage({ isFull })
  const open = new Set<string>()
  const openTab = (tabId: string, databaseName = 'db') => {
    open.add(tabId)
    return createCrashRecovery({ storage, databaseName, tabId, listOpenTabs: async () => open })
  }
  return { storage, openTab, closeTab: (tabId: string) => open.delete(tabId) }
}

type Tab = ReturnType<ReturnType<typeof createTabs>['openTab']>
const listIds = async (tab: Tab) =>
  (await tab.list(id)).flatMap(({ parts }) => parts.flatMap(({ ids }) => ids))

describe('[F14] crash recovery', () => {
  test('an edit saved as the page went is listed by the next page, until it is removed', async () => {
    const { openTab, closeTab } = createTabs()
    openTab('one').save(id, partsOf('c1'))
    expect(await listIds(openTab('one'))).toEqual(['c1'])
    closeTab('one')
    const next = openTab('two')
    expect(await listIds(next)).toEqual(['c1'])
    for (const entry of await next.list(id)) entry.remove()
    expect(await listIds(next)).toEqual([])
  })

  test('edits that a reloaded tab could not write yet outlive its next edits', async () => {
    const { openTab } = createTabs()
    openTab('one').save(id, partsOf('c1'))
    const reloaded = openTab('one')
    expect(await listIds(reloaded)).toEqual(['c1'])
    reloaded.save(id, partsOf('c2'))
    expect((await listIds(openTab('one'))).sort()).toEqual(['c1', 'c2'])
    reloaded.clear(id)
    expect(await listIds(openTab('one'))).toEqual(['c1'])
  })

  test('an edit of a tab that is open is left to it', async () => {
    const { openTab } = createTabs()
    openTab('one').save(id, partsOf('c1'))
    expect(await listIds(openTab('two'))).toEqual([])
  })

  test('a tab whose edits are on disk clears its own entry and no other', async () => {
    const { openTab, closeTab } = createTabs()
    openTab('one').save(id, partsOf('c1'))
    closeTab('one')
    const two = openTab('two')
    two.save(id, partsOf('c2'))
    two.clear(id)
    expect(await listIds(two)).toEqual(['c1'])
  })

  test('an entry of an older build is listed with the time of its write', async () => {
    const { storage, openTab } = createTabs()
    const older: Change = { label: 'Edit', ops: [{ op: 'set', path: ['name'], after: 'Maps' }] }
    storage.setItem(`appframes:rescue:db:${id}`, JSON.stringify({ change: older, writtenAtMs: 5 }))
    expect(await openTab('one').list(id)).toMatchObject([
      { parts: [{ ids: [], change: older }], writtenAtMs: 5 },
    ])
  })

  test('[F33] an edit is listed for its own identity only', async () => {
    const { storage, openTab } = createTabs()
    openTab('one').save(id, partsOf('c1'))
    expect(await listIds(openTab('one', 'other'))).toEqual([])
    clearIdentityKeys(storage, 'db')
    expect(Object.keys(storage)).toEqual([])
  })

  test('a full localStorage is a warning, not an error', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const tab = createTabs({ isFull: true }).openTab('one')
    tab.save(id, partsOf('c1'))
    expect(await listIds(tab)).toEqual([])
    expect(warn).toHaveBeenCalledOnce()
    warn.mockRestore()
  })
})
