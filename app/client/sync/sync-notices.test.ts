import { expect, test } from 'vitest'
import { createObservable } from '#app/observable/observable.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import { createNotices } from '../platform/notices.ts'
import { showSyncNotices } from './sync-notices.ts'

const failed = (reason: 'signed-out' | 'outdated' | 'server'): SyncStatus => ({
  kind: 'error',
  message: 'No.',
  pendingCount: 1,
  reason,
})

function watch() {
  const status = createObservable<SyncStatus>({ kind: 'synced', atMs: 1 })
  const notices = createNotices()
  showSyncNotices(status, notices)
  const ids = () => notices.get().map(({ id }) => id)
  return { status, notices, ids }
}

test('[F35] signed out is said once, offers to sign in, and is taken back', () => {
  const { status, notices, ids } = watch()
  status.set(failed('signed-out'))
  expect(notices.get()).toMatchObject([{ tone: 'warning', action: { kind: 'sign-in' } }])
  status.set({ kind: 'syncing', pendingCount: 1 })
  expect(ids()).toEqual(['sync-signed-out'])
  status.set({ kind: 'synced', atMs: 2 })
  expect(ids()).toEqual([])
})

test('a dismissed notice is shown again only after its cause was over', () => {
  const { status, notices, ids } = watch()
  status.set(failed('signed-out'))
  notices.dismiss('sync-signed-out')
  status.set({ kind: 'syncing', pendingCount: 1 })
  status.set(failed('signed-out'))
  expect(ids()).toEqual([])
  status.set({ kind: 'synced', atMs: 2 })
  status.set(failed('signed-out'))
  expect(ids()).toEqual(['sync-signed-out'])
})

test('[F32] a version too old to sync offers to reload; what passes by itself says nothing here', () => {
  const { status, notices, ids } = watch()
  status.set(failed('server'))
  expect(ids()).toEqual([])
  status.set(failed('outdated'))
  expect(notices.get()).toMatchObject([{ action: { kind: 'reload' } }])
})
