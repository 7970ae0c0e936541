import { expect, test } from 'vitest'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { InFlightPush } from '../ports/sync-store.ts'
import type { RemoteItem, SyncEvent } from '../protocol/projects.ts'
import { planEvent } from './plan-event.ts'

const projectId = 'p' as ProjectId
const inFlight: InFlightPush = {
  mutationId: 1,
  projectId,
  generation: 1,
  throughSeq: 1,
  baseRevision: 1,
  push: { n: 1, projectId, baseRevision: 1, deleted: true },
  characters: 100,
}
const sync = { clientId: 'me', nextMutationId: 2, cursor: 5, epoch: 'e1', lastSyncedAtMs: undefined }
const leader = { sync, inFlight: [], isPulled: true }

const item = (by?: RemoteItem['by']): RemoteItem => {
  return { projectId, revision: 2, seq: 6, updatedAt: '2026-01-01T00:00:00Z', ...(by ? { by } : {}) }
}
const event: SyncEvent = { epoch: 'e1', from: 5, seq: 6, changes: [item()] }

test('[S39] an event that continues the cursor is stored like a page', () => {
  expect(planEvent(leader, event)).toEqual({ kind: 'apply', changes: event.changes })
})

test('an event of what is here already is nothing, unless the history is another one', () => {
  expect(planEvent(leader, { ...event, seq: 5 })).toEqual({ kind: 'nothing' })
  expect(planEvent(leader, { ...event, epoch: 'e2', seq: 5 })).toEqual({ kind: 'pull' })
})

test.each([
  ['leaves something out', leader, { ...event, from: 4 }],
  ['tells no changes', leader, { epoch: 'e1', from: 5, seq: 6 }],
  ['comes before all was pulled', { ...leader, isPulled: false }, event],
])('[S39] an event that %s is a hint to pull', (_name, state, given) => {
  expect(planEvent(state, given)).toEqual({ kind: 'pull' })
})

test('[S36] an event about a project with a push in flight is a hint, unless it is the echo of an own push', () => {
  const sending = { ...leader, inFlight: [inFlight] }
  expect(planEvent(sending, event)).toEqual({ kind: 'pull' })
  const echo = { ...event, changes: [item({ clientId: 'me', n: 1 })] }
  expect(planEvent(sending, echo)).toEqual({ kind: 'apply', changes: echo.changes })
})
