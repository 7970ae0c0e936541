import { describe, expect, test } from 'vitest'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { InFlightPush } from '../ports/sync-store.ts'
import type { SyncResponse } from '../protocol/projects.ts'
import { beginRound, type KnownOfAccount, planNext, type RoundEvent, type RoundState } from './plan-next.ts'

function push(mutationId: number): InFlightPush {
  const projectId = `project ${mutationId}` as ProjectId
  const named = { projectId, baseRevision: 1 }
  return {
    ...named,
    mutationId,
    generation: 1,
    throughSeq: 1,
    push: { ...named, n: mutationId, deleted: true },
    characters: 100,
  }
}

const [one, two, three] = [push(1), push(2), push(3)]
const counts = { pushLimit: 500, restarts: 0 }
const known: KnownOfAccount = { epoch: 'e1', nextMutationId: 4, isRefused: (mutationId) => mutationId === 2 }
const response: SyncResponse = { epoch: 'e1', cursor: 9, lastN: 3, acks: [], changes: [], more: false }
const applied = { kind: 'applied', changed: [], rows: [], edited: [], tails: [], conflicts: [] } as const

const numbering: RoundState = { kind: 'numbering', needsPull: false, ...counts }
const requesting: RoundState = { kind: 'requesting', needsPull: false, sent: [one], ...counts }
const applying: RoundState = { kind: 'applying', sent: [one], response, ...counts }
const restarting: RoundState = { kind: 'restarting', epoch: 'e2', mustCompare: false, ...counts, restarts: 1 }
const over: RoundState = { kind: 'over', failure: undefined, ...counts }
const states = [numbering, requesting, applying, restarting, over]

type Outcome = Extract<RoundEvent, { kind: 'responded' }>['outcome']
type Result = Extract<RoundEvent, { kind: 'applied' }>['result']

const responded = (outcome: Outcome) => ({ kind: 'responded', outcome, known }) as const
const stored = (result: Result) => ({ kind: 'applied', result, known }) as const

const events: readonly RoundEvent[] = [
  { kind: 'numbered', sent: [one] },
  responded({ kind: 'ok', value: response }),
  stored({ kind: 'applied', applied, matched: [], isWhole: true }),
  { kind: 'restarted' },
]

describe('a round that gives numbers', () => {
  test('asks with the pushes that have theirs', () => {
    const next = planNext(numbering, { kind: 'numbered', sent: [one] })
    expect(next).toEqual({ kind: 'requesting', needsPull: false, sent: [one], ...counts })
  })

  test('asks without any when it is to pull, and is over when it is not', () => {
    const nothing = { kind: 'numbered', sent: [] } as const
    expect(planNext(beginRound(true, 500), nothing)).toMatchObject({ kind: 'requesting', sent: [] })
    expect(planNext(beginRound(false, 500), nothing)).toEqual(over)
  })
})

describe('a round that has asked', () => {
  test('stores the response', () => {
    const next = planNext(requesting, responded({ kind: 'ok', value: response }))
    expect(next).toEqual({ kind: 'applying', sent: [one], response, ...counts })
  })

  test('[S34] restarts when the server has another history', () => {
    const other = { ...response, epoch: 'e2' }
    const restart = { kind: 'restarting', epoch: 'e2', mustCompare: false, restarts: 1 }
    expect(planNext(requesting, responded({ kind: 'ok', value: other }))).toMatchObject(restart)
    expect(planNext(requesting, responded({ kind: 'gap', lastMutationId: 7, epoch: 'e2' }))).toMatchObject(
      restart,
    )
  })

  test('takes any history for its own when it knows none yet', () => {
    const event = { ...responded({ kind: 'ok', value: response }), known: { ...known, epoch: undefined } }
    expect(planNext(requesting, event)).toMatchObject({ kind: 'applying' })
  })

  test('is over when a client id is refused again and again', () => {
    const next = planNext(
      { ...requesting, restarts: 3 },
      responded({ kind: 'gap', lastMutationId: 7, epoch: 'e1' }),
    )
    expect(next).toMatchObject({ kind: 'over', failure: { kind: 'later' } })
  })

  test('[S18] halves a refused request, and asks for what was to be pulled with the smaller one', () => {
    const state: RoundState = { ...requesting, needsPull: true, sent: [one, two, three] }
    const next = planNext(state, responded({ kind: 'refused', code: 'too_large', message: 'Too large.' }))
    expect(next).toEqual({ kind: 'numbering', needsPull: true, pushLimit: 1, restarts: 0 })
  })

  test('[S18] a push that is refused alone is sent as its number, once', () => {
    const refused = responded({ kind: 'refused', code: 'too_large', message: 'Too large.' })
    const named = { mutationId: 1, code: 'too_large', message: 'Too large.' }
    expect(planNext(requesting, refused)).toEqual({ ...numbering, refused: named })
    const again = planNext({ ...requesting, sent: [two] }, refused)
    expect(again).toMatchObject({ kind: 'over', failure: { kind: 'later' } })
    expect(planNext({ ...requesting, sent: [] }, refused)).toMatchObject({ kind: 'over' })
  })

  test('[S24] a request that hung is smaller the next time, unless it carried one push', () => {
    const hung = responded({ kind: 'offline', hung: true })
    const many = planNext({ ...requesting, sent: [one, two, three] }, hung)
    expect(many).toEqual({ kind: 'over', failure: { kind: 'offline' }, pushLimit: 1, restarts: 0 })
    expect(planNext(requesting, hung)).toMatchObject({ pushLimit: 500 })
  })

  test.each([
    { kind: 'offline' },
    { kind: 'signed-out' },
    { kind: 'outdated' },
    { kind: 'later', retryAfterMs: 1_000 },
  ] as const)('is over after a failure: $kind', (failure) => {
    expect(planNext(requesting, responded(failure))).toEqual({ ...over, failure })
  })
})

describe('a round that stores a response', () => {
  const isWhole = { kind: 'applied', applied, matched: [], isWhole: true } as const

  test('is done pulling after the last page', () => {
    expect(planNext(applying, stored(isWhole))).toEqual(numbering)
  })

  test('[S36] pulls on when there is more, or when only the acknowledgements were stored', () => {
    const more = { ...applying, response: { ...response, more: true } }
    expect(planNext(more, stored(isWhole))).toMatchObject({ kind: 'numbering', needsPull: true })
    const next = planNext(applying, stored({ ...isWhole, isWhole: false }))
    expect(next).toMatchObject({ kind: 'numbering', needsPull: true })
  })

  test('takes more pushes again after a full request, up to what one may carry', () => {
    expect(planNext({ ...applying, pushLimit: 1 }, stored(isWhole))).toMatchObject({ pushLimit: 2 })
    const full = Array.from({ length: 400 }, () => one)
    const next = planNext({ ...applying, sent: full, pushLimit: 400 }, stored(isWhole))
    expect(next).toMatchObject({ pushLimit: 500 })
  })

  test('[S19] restarts when numbers were answered that this device never gave', () => {
    const ahead = { ...applying, response: { ...response, lastN: 4 } }
    const next = planNext(ahead, stored(isWhole))
    expect(next).toMatchObject({ kind: 'restarting', epoch: 'e1', mustCompare: false, restarts: 1 })
  })

  test('restarts and compares when the account does not have what a push was based on', () => {
    const next = planNext(applying, stored({ kind: 'missing' }))
    expect(next).toMatchObject({ kind: 'restarting', epoch: 'e1', mustCompare: true })
  })

  test('pulls again when the disk has moved on meanwhile', () => {
    expect(planNext(applying, stored({ kind: 'outdated' }))).toEqual({ ...numbering, needsPull: true })
  })

  test('is over when it cannot be stored, or another tab leads', () => {
    const failure = { kind: 'later' } as const
    expect(planNext(applying, stored({ kind: 'failed', failure }))).toEqual({ ...over, failure })
    expect(planNext(applying, stored({ kind: 'fenced' }))).toEqual(over)
  })
})

test('a round that has restarted pulls everything', () => {
  expect(planNext(restarting, { kind: 'restarted' })).toEqual({ ...numbering, needsPull: true, restarts: 1 })
})

test.each(states)('[S53] a round that is $kind is over when another tab leads', (state) => {
  expect(planNext(state, { kind: 'fenced' })).toMatchObject({ kind: 'over', failure: undefined })
})

const expected: readonly (readonly [RoundState, RoundEvent])[] = states.flatMap((state, at) =>
  events.flatMap((event, other) => (at === other ? [] : [[state, event] as const])),
)

test.each(expected)('an event that a state does not wait for is a bug: %#', (state, event) => {
  expect(() => planNext(state, event)).toThrow(`A round that is ${state.kind} cannot be ${event.kind}.`)
})
