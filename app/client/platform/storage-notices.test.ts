import { expect, it } from 'vitest'
import type { ProjectId } from '#app/document/model/ids.ts'
import { createTestAsset } from '#app/storage/contract/media-store-contract.ts'
import type { MediaAsset, OutboxEntry } from '#app/sync/ports/project-store.ts'
import { type BackupState, planBackupNotice, planLongWaitNotice } from './storage-notices.ts'

const dayMs = 24 * 3_600_000
const nowMs = Date.UTC(2026, 5, 10)
const waitingSince = (enqueuedAtMs: number) => ({
  projectId: 'p' as ProjectId,
  generation: 1,
  deleted: false,
  enqueuedAtMs,
})

it('[F22] warns of work that has waited for more than five days, and not before', () => {
  const plan = (...outbox: OutboxEntry[]) => planLongWaitNotice({ outbox, assets: [] }, nowMs)
  expect(plan()).toBeUndefined()
  expect(plan(waitingSince(nowMs - 5 * dayMs))).toBeUndefined()
  const notice = plan(waitingSince(nowMs), waitingSince(nowMs - 5 * dayMs - 1))
  expect(notice).toMatchObject({ tone: 'warning', text: expect.stringMatching(/more than five days/) })
})

it('[F22] warns of pictures whose upload has waited as long, without any project', () => {
  const plan = (fields: Partial<MediaAsset>) => {
    const createdAt = nowMs - 5 * dayMs - 1
    const assets = [createTestAsset(new Blob(['picture']), { createdAt, ...fields })]
    return planLongWaitNotice({ outbox: [], assets }, nowMs)
  }
  for (const syncStatus of ['pending', 'syncing', 'error'] as const)
    expect(plan({ syncStatus })).toBeDefined()
  expect(plan({ syncStatus: 'pending', createdAt: nowMs - 5 * dayMs })).toBeUndefined()
  expect(plan({ syncStatus: 'synced' })).toBeUndefined()
  expect(plan({ deletedAt: nowMs })).toBeUndefined()
  expect(plan({ isRemote: true })).toBeUndefined()
})

const safari: BackupState = {
  vendor: 'Apple Computer, Inc.',
  isPersisted: false,
  isInstalled: false,
  projectCount: 1,
  oldestMs: nowMs,
  remindedAtMs: undefined,
  nowMs,
}

it('says in Safari that unvisited data is deleted and offers a copy, once a week', () => {
  const notice = planBackupNotice(safari)
  expect(notice).toMatchObject({ tone: 'warning', action: { kind: 'save-copy' } })
  expect(notice?.text).toMatch(/seven days/)
  expect(planBackupNotice({ ...safari, remindedAtMs: nowMs - 6 * dayMs })).toBeUndefined()
  expect(planBackupNotice({ ...safari, remindedAtMs: nowMs - 7 * dayMs })).toBeDefined()
})

it.each([
  ['other engines', { vendor: 'Google Inc.' }],
  ['storage that the browser promised to keep', { isPersisted: true }],
  ['an installed app', { isInstalled: true }],
  ['a device without projects', { projectCount: 0 }],
])('says nothing of eviction to %s', (_name, state) => {
  expect(planBackupNotice({ ...safari, ...state })).toBeUndefined()
})

it('reminds of many projects that are in no account and in no file, in every browser and once a week', () => {
  const many: BackupState = { ...safari, vendor: 'Google Inc.', projectCount: 3, oldestMs: nowMs - dayMs }
  expect(planBackupNotice(many)).toMatchObject({ tone: 'info', action: { kind: 'save-copy' } })
  expect(planBackupNotice(many)?.text).toMatch(/^3 projects are on this device alone/)
  expect(planBackupNotice({ ...many, projectCount: 2 })).toBeUndefined()
  expect(planBackupNotice({ ...many, oldestMs: nowMs - dayMs + 1 })).toBeUndefined()
  expect(planBackupNotice({ ...many, remindedAtMs: nowMs - 6 * dayMs })).toBeUndefined()
})
