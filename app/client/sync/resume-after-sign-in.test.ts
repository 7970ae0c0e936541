import { expect, it } from 'vitest'
import { createObservable } from '#app/observable/observable.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import type { TabRole } from '#app/sync/tab-role.ts'
import { resumeAfterSignIn } from './resume-after-sign-in.ts'

const signedOut: SyncStatus = { kind: 'error', message: '', pendingCount: 1, reason: 'signed-out' }

function openTab(tabRole: TabRole) {
  const status = createObservable<SyncStatus>({ kind: 'syncing', pendingCount: 0 })
  let requests = 0
  const syncNow = async () => {
    requests += 1
  }
  resumeAfterSignIn({ status, role: createObservable<TabRole>(tabRole), syncNow })
  return { status, countRequests: () => requests }
}

it('[F35] a page that was loaded signed in lets the leader try again, once, where that was signed out', () => {
  const { status, countRequests } = openTab('follows')
  status.set(signedOut)
  status.set({ kind: 'syncing', pendingCount: 1 })
  status.set(signedOut)
  expect(countRequests()).toBe(1)
})

it('a session that ends later, or of the tab that leads, is not asked for again', () => {
  const later = openTab('follows')
  later.status.set({ kind: 'synced', atMs: 1 })
  later.status.set(signedOut)
  const leading = openTab('leads')
  leading.status.set(signedOut)
  expect([later.countRequests(), leading.countRequests()]).toEqual([0, 0])
})
