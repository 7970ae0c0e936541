import { planRetryDelayMs } from '../back-off.ts'

/**
 * When a job runs (S16, S24): a pure reducer, shared by the sync of projects and that of media. What is waited for while the
 * state is `waiting` says `planStart`.
 *
 *   paused ── resume ──► waiting ── due ──► starting ── started ──► running ── ended ──► waiting
 *      ▲                 │  ▲                  │                      │
 *      └───── pause ─────┘  └── wake: more to do, sooner              │
 *      └───── ended, when it was paused meanwhile ◄───────────────────┘
 *
 * A wake-up while `starting` is served by that round, one while `running` by the next.
 */
export type ScheduleState = Plans &
  (
    | { kind: 'paused' }
    | { kind: 'waiting' }
    /** It is its turn, and other work of the same job goes first. */
    | { kind: 'starting'; startedAtMs: number; isPaused: boolean }
    | { kind: 'running'; startedAtMs: number; isPaused: boolean }
  )

type Plans = {
  needsPush: boolean
  needsPull: boolean
  retryState: RetryState
  /** Set by the server: only the user's own request comes before it. */
  notBeforeMs: number
  /** Without any wake-up it runs then; wake-ups may be lost [F44]. */
  pollAtMs: number
  /** A clock that is set back must not turn a second into a year [F28]. */
  longestWaitMs: number
  /** Rounds that may still push without waiting, as of `creditAtMs`. */
  credit: number
  creditAtMs: number
}

/** `failures`: in a row. `blocked`: a retry does not help before the user signs in, or reloads. */
type RetryState =
  | { kind: 'none' }
  | { kind: 'retrying'; failures: number; retryAtMs: number }
  | { kind: 'blocked'; failures: number }

export type ScheduleRules = {
  /** Pushes that may follow each other at once, and how long it takes to earn another one; absent: all may. */
  burst?: { rounds: number; gatherMs: number }
  /**
   * The time a request hung counts towards the back-off, so that a restored network is not waited for a minute more
   * [F4].
   */
  backOffFrom: 'start' | 'end'
}

/**
 * `forgets`: the state that the reason for the wake-up invalidates. The network is back: failures. The user's request:
 * Retry-After as well.
 */
export type WakeUp = { needs: 'push' | 'pull'; forgets: 'nothing' | 'failures' | 'everything' }

/** `leftOver`: pending changes are left that this round could not send any more. */
export type JobEnd = { leftOver?: boolean } /** `nextAtMs`: there is something to do then. */ & (
  | { kind: 'done'; nextAtMs?: number | undefined }
  | { kind: 'failed'; retryAfterMs?: number | undefined }
  /** Only a wake-up that forgets failures, or the poll, starts it again. */
  | { kind: 'blocked' }
  /** Nothing is to be done before the next wake-up, whatever it is; one that came during the round counts. */
  | { kind: 'halted' }
)

export type ScheduleEvent = { nowMs: number } & (
  | ({ kind: 'wake' } & WakeUp)
  | { kind: 'pause' }
  | { kind: 'resume' }
  | { kind: 'due'; isPoll: boolean }
  | { kind: 'started' }
  /** `chance`: in [0, 1), for the jitter of the back-off. */
  | { kind: 'ended'; end: JobEnd; pollMs: number; chance: number }
)

const LONGEST_WAIT_MS = 60_000

export function createScheduleState({ burst }: ScheduleRules): ScheduleState {
  return {
    kind: 'paused',
    needsPush: false,
    needsPull: false,
    retryState: { kind: 'none' },
    notBeforeMs: 0,
    pollAtMs: Number.POSITIVE_INFINITY,
    longestWaitMs: Number.POSITIVE_INFINITY,
    credit: burst?.rounds ?? 0,
    creditAtMs: Number.NEGATIVE_INFINITY,
  }
}

export function reduceSchedule(
  before: ScheduleState,
  event: ScheduleEvent,
  rules: ScheduleRules,
): ScheduleState {
  // A clock that is set back is counted from where it is now [F28].
  const state = { ...before, creditAtMs: Math.min(before.creditAtMs, event.nowMs) }
  switch (event.kind) {
    case 'wake':
      return { ...state, ...planWake(state, event) }
    case 'pause':
      return isBusy(state) ? { ...state, isPaused: true } : { ...plansOf(state), kind: 'paused' }
    case 'resume':
      return isBusy(state) ? { ...state, isPaused: false } : { ...plansOf(state), kind: 'waiting' }
    case 'due': {
      if (state.kind !== 'waiting') return state
      const { nowMs, isPoll } = event
      const needsPull = state.needsPull || isPoll
      const begun = { ...state, needsPull, ...spendCredit(state, nowMs, rules) }
      return { ...begun, kind: 'starting', startedAtMs: nowMs, isPaused: false }
    }
    case 'started':
      if (state.kind !== 'starting') return state
      return { ...state, kind: 'running', needsPush: false, needsPull: false }
    case 'ended': {
      if (!isBusy(state)) return state
      const { startedAtMs, isPaused } = state
      const plans = planAfterEnd(plansOf(state), { ...event, startedAtMs }, rules)
      return { ...plans, kind: isPaused ? 'paused' : 'waiting' }
    }
  }
}

/** How long until the job starts (0: now), and whether it is only the poll that starts it. `undefined`: not by time alone. */
export function planStart(
  state: ScheduleState,
  nowMs: number,
  rules: ScheduleRules,
): { delayMs: number; isPoll: boolean } | undefined {
  if (state.kind !== 'waiting') return undefined
  const dueAtMs = Math.max(findDueMs(state, nowMs, rules), state.notBeforeMs)
  if (dueAtMs === Number.POSITIVE_INFINITY) return undefined
  if (dueAtMs <= nowMs) return { delayMs: 0, isPoll: false }
  return { delayMs: Math.min(dueAtMs - nowMs, state.longestWaitMs), isPoll: dueAtMs === state.pollAtMs }
}

function findDueMs(state: Plans, nowMs: number, { burst }: ScheduleRules): number {
  const { retryState, needsPull, needsPush, pollAtMs } = state
  if (retryState.kind === 'blocked') return pollAtMs
  if (retryState.kind === 'retrying') return retryState.retryAtMs
  if (needsPull) return nowMs
  if (!needsPush) return pollAtMs
  if (burst === undefined) return nowMs
  return nowMs + Math.ceil(Math.max(0, 1 - findCredit(state, nowMs, burst)) * burst.gatherMs)
}

function planWake(state: Plans, { needs: wants, forgets }: WakeUp): Partial<Plans> {
  return {
    needsPush: state.needsPush || wants === 'push',
    needsPull: state.needsPull || wants === 'pull',
    ...(forgets === 'nothing' ? {} : { retryState: { kind: 'none' } }),
    ...(forgets === 'everything' ? { notBeforeMs: 0 } : {}),
  }
}

type Ended = Extract<ScheduleEvent, { kind: 'ended' }> & { startedAtMs: number }

function planAfterEnd(plans: Plans, ended: Ended, { backOffFrom }: ScheduleRules): Plans {
  const { end, nowMs, pollMs, startedAtMs, chance } = ended
  const polled = { longestWaitMs: Math.max(LONGEST_WAIT_MS, pollMs), pollAtMs: nowMs + pollMs }
  const needsPush = plans.needsPush || end.leftOver === true
  const calm = { retryState: { kind: 'none' }, notBeforeMs: 0 } as const
  switch (end.kind) {
    case 'done': {
      const pollAtMs = Math.min(polled.pollAtMs, end.nextAtMs ?? Number.POSITIVE_INFINITY)
      return { ...plans, ...polled, ...calm, pollAtMs, needsPush }
    }
    case 'halted':
      return {
        ...plans,
        ...calm,
        longestWaitMs: polled.longestWaitMs,
        pollAtMs: Number.POSITIVE_INFINITY,
      }
    case 'failed':
    case 'blocked': {
      const failures = plans.retryState.kind === 'none' ? 1 : plans.retryState.failures + 1
      // The reason for the round is still open: without this the next would have nothing to do and report synced.
      const failed = { ...plans, ...polled, needsPush, needsPull: true }
      const sinceMs = backOffFrom === 'start' ? startedAtMs : nowMs
      const retryAtMs = Math.max(nowMs, sinceMs + planRetryDelayMs(failures, () => chance))
      if (end.kind === 'blocked') return { ...failed, retryState: { kind: 'blocked', failures } }
      const { retryAfterMs } = end
      if (retryAfterMs === undefined) {
        return { ...failed, retryState: { kind: 'retrying', failures, retryAtMs } }
      }
      const notBeforeMs = nowMs + retryAfterMs
      return {
        ...failed,
        retryState: { kind: 'retrying', failures, retryAtMs: notBeforeMs },
        notBeforeMs,
        longestWaitMs: Math.max(polled.longestWaitMs, retryAfterMs),
      }
    }
  }
}

function spendCredit(state: Plans, nowMs: number, { burst }: ScheduleRules): Partial<Plans> {
  if (burst === undefined || !state.needsPush) return {}
  return { credit: Math.max(0, findCredit(state, nowMs, burst) - 1), creditAtMs: nowMs }
}

function findCredit(
  { credit, creditAtMs }: Plans,
  nowMs: number,
  { rounds, gatherMs }: NonNullable<ScheduleRules['burst']>,
): number {
  return Math.min(rounds, credit + (nowMs - creditAtMs) / gatherMs)
}

type Busy = Extract<ScheduleState, { kind: 'starting' | 'running' }>

const isBusy = (state: ScheduleState): state is Busy => state.kind === 'starting' || state.kind === 'running'

function plansOf(state: ScheduleState): Plans {
  const { needsPush, needsPull, retryState, notBeforeMs, pollAtMs, longestWaitMs, credit, creditAtMs } = state
  return { needsPush, needsPull, retryState, notBeforeMs, pollAtMs, longestWaitMs, credit, creditAtMs }
}
