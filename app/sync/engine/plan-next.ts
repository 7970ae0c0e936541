import type { Failure } from '../api/outcome.ts'
import type { SyncOutcome } from '../api/projects-api.ts'
import type { InFlightPush } from '../ports/sync-store.ts'
import type { ApplyResult } from '../projects/apply-response.ts'
import { MAX_PUSHES, type SyncResponse } from '../protocol/projects.ts'

/**
 * One round of sync (S16). A state names what is done next, an event what came of it.
 *
 *                    refused: fewer pushes, or one as its number only
 *              ┌───────────────────────────────────────┐
 *              │   ┌───── response stored ─────────────┼──────────────────────┐
 *              ▼   ▼                                   │                      │
 *   begin ──► numbering ──── numbered ──► requesting ──┴── responded ──► applying
 *              ▲   │                         │  │ gap, another epoch          │ base unknown there,
 *              │   │ nothing to send         │  ▼                             │ numbers never given here
 *              │   │ and nothing to pull     │ restarting ◄───────────────────┘
 *              └───┼─────── restarted ───────┼──┘ │
 *                  ▼                 failure ▼    ▼ too often
 *                 over ◄─────────────────────┴────┘ ◄── fenced, from every state
 */
export type RoundState = RoundCounts &
  (
    | { kind: 'numbering'; needsPull: boolean; refused?: RefusedPush }
    | { kind: 'requesting'; needsPull: boolean; sent: readonly InFlightPush[] }
    | { kind: 'applying'; sent: readonly InFlightPush[]; response: SyncResponse }
    | { kind: 'restarting'; epoch: string; mustCompare: boolean }
    | { kind: 'over'; failure: Failure | undefined }
  )

type RoundCounts = {
  /** How many pushes a request may carry: halved after one was refused or hung, doubled after a full one was answered. */
  pushLimit: number
  restarts: number
}

/** A push that was rejected alone before it was read: from now on only its number is sent (S18). */
export type RefusedPush = { mutationId: number; code: string; message: string }

export type RoundEvent =
  | { kind: 'numbered'; sent: readonly InFlightPush[] }
  | { kind: 'responded'; outcome: SyncOutcome & { hung?: boolean }; known: KnownOfAccount }
  | { kind: 'applied'; result: ApplyResult; known: KnownOfAccount }
  | { kind: 'restarted' }
  /** Another tab is the leader, or this one is closed. */
  | { kind: 'fenced' }

/** This device's knowledge of the account and of its own numbers at the time of the event. */
export type KnownOfAccount = {
  epoch: string | undefined
  /** The number that the next push gets. */
  nextMutationId: number
  isRefused: (mutationId: number) => boolean
}

/** A client id that is rejected again at once is a fault of the server. */
const MAX_RESTARTS = 3

export function beginRound(isPullRequested: boolean, pushLimit: number): RoundState {
  return { kind: 'numbering', needsPull: isPullRequested, pushLimit, restarts: 0 }
}

export function planNext(state: RoundState, event: RoundEvent): RoundState {
  if (event.kind === 'fenced') return end(state, undefined)
  if (state.kind === 'numbering' && event.kind === 'numbered') {
    const { needsPull } = state
    const { sent } = event
    if (sent.length === 0 && !needsPull) return end(state, undefined)
    return { kind: 'requesting', needsPull, sent, ...countsOf(state) }
  }
  if (state.kind === 'requesting' && event.kind === 'responded') return planAfterResponse(state, event)
  if (state.kind === 'applying' && event.kind === 'applied') return planAfterApplying(state, event)
  if (state.kind === 'restarting' && event.kind === 'restarted') return toNumbering(state, true)
  throw new Error(`A round that is ${state.kind} cannot be ${event.kind}.`)
}

type Requesting = Extract<RoundState, { kind: 'requesting' }>
type Applying = Extract<RoundState, { kind: 'applying' }>

function planAfterResponse(
  state: Requesting,
  { outcome, known }: Extract<RoundEvent, { kind: 'responded' }>,
): RoundState {
  const { sent } = state
  switch (outcome.kind) {
    case 'ok': {
      const { value: response } = outcome
      const isOther = known.epoch !== undefined && response.epoch !== known.epoch
      if (isOther) return restart(state, { epoch: response.epoch })
      return { kind: 'applying', sent, response, ...countsOf(state) }
    }
    case 'gap':
      return restart(state, { epoch: outcome.epoch })
    case 'refused':
      return planAfterRefusal(state, outcome, known)
    case 'offline': {
      const { hung, ...failure } = outcome
      return end(hung === true && sent.length > 1 ? halve(state) : state, failure)
    }
    default:
      return end(state, outcome)
  }
}

/**
 * Rejected before it was read: half of it is tried; one that is rejected alone is sent as its number only from now on
 * (S18).
 */
function planAfterRefusal(
  state: Requesting,
  { code, message }: Extract<SyncOutcome, { kind: 'refused' }>,
  known: KnownOfAccount,
): RoundState {
  const { sent } = state
  const [only] = sent
  if (sent.length > 1) return toNumbering(halve(state), state.needsPull)
  if (only === undefined || known.isRefused(only.mutationId)) return end(state, { kind: 'later' })
  return { ...toNumbering(state, state.needsPull), refused: { mutationId: only.mutationId, code, message } }
}

function planAfterApplying(
  state: Applying,
  { result, known }: Extract<RoundEvent, { kind: 'applied' }>,
): RoundState {
  const { response } = state
  switch (result.kind) {
    case 'failed':
      return end(state, result.failure)
    case 'missing':
      return restart(state, { epoch: response.epoch, mustCompare: true })
    case 'outdated':
      return toNumbering(state, true)
    case 'fenced':
      return end(state, undefined)
    case 'applied': {
      const grown = grow(state)
      // Numbers were acknowledged that this device never assigned: its profile was copied, or its disk has gone back
      // (S19).
      if (response.lastN >= known.nextMutationId) return restart(grown, { epoch: response.epoch })
      return toNumbering(grown, response.more || !result.isWhole)
    }
  }
}

const countsOf = ({ pushLimit, restarts }: RoundCounts): RoundCounts => ({ pushLimit, restarts })

function toNumbering(state: RoundCounts, needsPull: boolean) {
  return { kind: 'numbering', needsPull, ...countsOf(state) } as const
}

function end(state: RoundCounts, failure: Failure | undefined): RoundState {
  return { kind: 'over', failure, ...countsOf(state) }
}

/** A new client id: the server's history is another one, or this device's numbers are not its own. */
function restart(
  { pushLimit, restarts }: RoundCounts,
  { epoch, mustCompare = false }: { epoch: string; mustCompare?: boolean },
): RoundState {
  const counts = { pushLimit, restarts: restarts + 1 }
  if (counts.restarts > MAX_RESTARTS) return end(counts, { kind: 'later' })
  return { kind: 'restarting', epoch, mustCompare, ...counts }
}

function halve(state: Requesting): Requesting {
  return { ...state, pushLimit: Math.max(1, Math.floor(state.sent.length / 2)) }
}

function grow(state: Applying): Applying {
  const { sent, pushLimit } = state
  return sent.length < pushLimit ? state : { ...state, pushLimit: Math.min(pushLimit * 2, MAX_PUSHES) }
}
