import { describe, expect, test } from 'vitest'
import type { LeaderState } from '../leader-state.ts'
import { type Leadership, type LeadershipEvent, planLeadership } from './leadership.ts'

function leaderOf(fence: number): LeaderState {
  const sync = { clientId: 'c', nextMutationId: 1, cursor: null, epoch: undefined, lastSyncedAtMs: undefined }
  return { fence, sync, inFlight: [], isPulled: false, isOver: false, refusals: new Map() }
}

const leader = leaderOf(7)
const following: Leadership = { kind: 'following' }
const opening: Leadership = { kind: 'opening', fence: 7 }
const leading: Leadership = { kind: 'leading', leader }
const closed: Leadership = { kind: 'closed' }

const cases: readonly (readonly [Leadership, LeadershipEvent, Leadership])[] = [
  [following, { kind: 'lead', fence: 7 }, opening],
  [following, { kind: 'opened', leader }, following],
  [following, { kind: 'follow' }, following],
  [following, { kind: 'fenced', leader }, following],
  [opening, { kind: 'lead', fence: 8 }, { kind: 'opening', fence: 8 }],
  [opening, { kind: 'opened', leader }, leading],
  // What an older lead has read is void.
  [opening, { kind: 'opened', leader: leaderOf(6) }, opening],
  [opening, { kind: 'failed', fence: 7 }, following],
  [opening, { kind: 'failed', fence: 6 }, opening],
  [opening, { kind: 'follow' }, following],
  [opening, { kind: 'fenced', leader }, opening],
  [leading, { kind: 'lead', fence: 8 }, { kind: 'opening', fence: 8 }],
  [leading, { kind: 'opened', leader: leaderOf(6) }, leading],
  [leading, { kind: 'failed', fence: 7 }, leading],
  [leading, { kind: 'follow' }, following],
  [leading, { kind: 'fenced', leader }, following],
  // A write of an older lead was refused.
  [leading, { kind: 'fenced', leader: leaderOf(6) }, leading],
]

describe('leadership [S50] [S53]', () => {
  test.each(cases)('%# %o', (state, event, next) => {
    expect(planLeadership(state, event)).toEqual(next)
  })

  test.each([following, opening, leading, closed])('closed from $kind, it stays closed', (state) => {
    const after = planLeadership(state, { kind: 'close' })
    expect(after).toEqual(closed)
    expect(planLeadership(after, { kind: 'lead', fence: 9 })).toEqual(closed)
  })
})
