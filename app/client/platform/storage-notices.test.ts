import { expect, it } from 'vitest'
import type { ProjectId } from '#app/document/model/ids.ts'
import { type EvictionFacts, planEvictionNotice, planLongWaitNotice } from './storage-notices.ts'

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

const safari: EvictionFacts = {
  vendor: 'Apple Computer, Inc.',
  isPersisted: false,
  isInstalled: false,
  projectCount: 1,
  toldAtMs: undefined,
  nowMs,
}

it('says in Safari that unvisited data is deleted and offers a copy, once a week', () => {
  const notice = planEvictionNotice(safari)
  expect(notice).toMatchObject({ tone: 'warning', action: { kind: 'save-copy' } })
  expect(notice?.text).toMatch(/seven days/)
  expect(planEvictionNotice({ ...safari, toldAtMs: nowMs - 6 * dayMs })).toBeUndefined()
  expect(planEvictionNotice({ ...safari, toldAtMs: nowMs - 7 * dayMs })).toBeDefined()
})

it.each([
  ['other engines', { vendor: 'Google Inc.' }],
  ['storage that the browser promised to keep', { isPersisted: true }],
  ['an installed app', { isInstalled: true }],
  ['a device without projects', { projectCount: 0 }],
])('says nothing of eviction to %s', (_name, facts) => {
  expect(planEvictionNotice({ ...safari, ...facts })).toBeUndefined()
})
