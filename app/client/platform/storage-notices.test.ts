import { expect, it } from 'vitest'
import type { ProjectId } from '#app/document/model/ids.ts'
import { planLongWaitNotice } from './storage-notices.ts'

const dayMs = 24 * 3_600_000
const nowMs = Date.UTC(2026, 5, 10)
const waitingSince = (enqueuedAtMs: number) => ({
  projectId: 'p' as ProjectId,
  generation: 1,
  deleted: false,
  enqueuedAtMs,
})

it('[F22] warns of work that has waited for more than five days, and not before', () => {
  expect(planLongWaitNotice([], nowMs)).toBeUndefined()
  expect(planLongWaitNotice([waitingSince(nowMs - 5 * dayMs)], nowMs)).toBeUndefined()
  const notice = planLongWaitNotice([waitingSince(nowMs), waitingSince(nowMs - 5 * dayMs - 1)], nowMs)
  expect(notice).toMatchObject({ tone: 'warning', text: expect.stringMatching(/more than five days/) })
})
