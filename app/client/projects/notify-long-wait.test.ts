import { expect, it } from 'vitest'
import type { ProjectId } from '#app/document/model/ids.ts'
import { createTestAsset } from '#app/storage/contract/media-store-contract.ts'
import type { MediaAsset, OutboxEntry } from '#app/sync/ports/project-store.ts'
import { planLongWaitNotice } from './notify-long-wait.ts'

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
