import { expect, it } from 'vitest'
import { type BackupState, planBackupNotice } from './storage-notices.ts'

const dayMs = 24 * 3_600_000
const nowMs = Date.UTC(2026, 5, 10)
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
