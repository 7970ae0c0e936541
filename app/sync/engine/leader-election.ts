import type { Time } from '../time.ts'
import { isStolen, MAX_MISSED_PONGS, PING_EVERY_MS } from './lock-liveness.ts'

/**
 * A lock that all tabs of this browser share. `hold` runs while the lock is ours and ends it by resolving; `request`
 * rejects when another tab stole the lock. `steal` takes it at once, whichever tab has it.
 */
export interface SharedLock {
  request(hold: () => Promise<void>, options: { steal: boolean }): Promise<void>
}

/** What tabs ask each other about the leader. Hints only: losing one costs time, never an edit. */
export interface LeaderChannel {
  ping(): void
  pong(): void
}

export type LeaderOptions = {
  /** `undefined`: this browser has no locks, so every tab is a leader (S50). */
  lock: SharedLock | undefined
  channel: LeaderChannel
  time: Time
  /** Invalidates older leaders' writes from now on; the number is part of each of ours. */
  becomeLeader: () => Promise<number>
  onLeader: (fence: number) => void
  onFollow: () => void
  onFault: (error: unknown) => void
}

export interface Leader {
  isLeading(): boolean
  /** Another tab checks whether there is a leader. */
  recordPing(): void
  /** The leader reports that it is alive. */
  recordPong(): void
  /**
   * A write was rejected because another tab is the leader now; or, with `hasFailed`, this one cannot lead at the moment and
   * tries again later.
   */
  stepDown(options?: { hasFailed?: boolean }): void
  close(): void
}

/**
 *               lock granted, fence written
 *   following ───────────────────────────────► leading        closed ◄── close, from every state
 *       ▲       lock stolen, given up, failed     │
 *       └─────────────────────────────────────────┘
 */
type ElectionState =
  /** `isInLine`: a request for the lock waits. `missedPongs`: pings since the last message of the leader. */
  | { kind: 'following'; isInLine: boolean; missedPongs: number }
  | { kind: 'leading'; release: () => void; hasFailed: boolean }
  | { kind: 'closed' }

type Following = Extract<ElectionState, { kind: 'following' }>

/** What a follower does every `PING_EVERY_MS`: goes in line, asks whether the leader lives, or takes the lock from a frozen one. */
export function planPing(state: Following): { next: Following; act: 'get-in-line' | 'steal' | 'ping' } {
  if (!state.isInLine) return { next: { ...state, isInLine: true }, act: 'get-in-line' }
  if (state.missedPongs >= MAX_MISSED_PONGS) return { next: { ...state, missedPongs: 0 }, act: 'steal' }
  return { next: { ...state, missedPongs: state.missedPongs + 1 }, act: 'ping' }
}

/** One tab in the election. */
type Candidate = {
  readonly options: LeaderOptions
  state: ElectionState
  /** Grows with every request for the lock: what an older one still does counts no more. */
  term: number
  cancelPing: (() => void) | undefined
}

/**
 * One tab syncs for all (S50). Followers send requests and the leader responds, instead of a heartbeat by timer:
 * background tabs have their timers slowed down to one a minute, but messages reach them at once; only a frozen tab
 * does not respond.
 */
export function createLeader(options: LeaderOptions): Leader {
  const state = { kind: 'following', isInLine: true, missedPongs: 0 } as const
  const candidate: Candidate = { options, state, term: 0, cancelPing: undefined }
  requestLock(candidate, { steal: false })
  schedulePing(candidate)

  return {
    isLeading: () => candidate.state.kind === 'leading',
    recordPing() {
      if (candidate.state.kind === 'leading') options.channel.pong()
    },
    recordPong() {
      if (candidate.state.kind === 'following') candidate.state = { ...candidate.state, missedPongs: 0 }
    },
    stepDown({ hasFailed = false } = {}) {
      if (candidate.state.kind !== 'leading') return
      candidate.state = { ...candidate.state, hasFailed }
      candidate.state.release()
    },
    close() {
      const before = candidate.state
      candidate.state = { kind: 'closed' }
      candidate.cancelPing?.()
      if (before.kind === 'leading') before.release()
    },
  }
}

function requestLock(candidate: Candidate, { steal }: { steal: boolean }): void {
  if (candidate.state.kind === 'closed') return
  const { lock, onFault } = candidate.options
  candidate.term += 1
  const { term } = candidate
  const hold = () => (isCurrent(candidate, term) ? lead(candidate, term) : Promise.resolve())
  const held = lock === undefined ? hold() : lock.request(hold, { steal })
  held.then(
    () => lose(candidate, { term, isOrderly: true }),
    (error: unknown) => {
      if (!isStolen(error)) onFault(error)
      lose(candidate, { term, isOrderly: isStolen(error) })
    },
  )
}

/** Resolves when the lead is over. */
async function lead(candidate: Candidate, term: number): Promise<void> {
  const { becomeLeader, channel, onLeader } = candidate.options
  const fence = await becomeLeader()
  if (!isCurrent(candidate, term)) return
  candidate.cancelPing?.()
  const released = new Promise<void>((release) => {
    candidate.state = { kind: 'leading', release, hasFailed: false }
  })
  channel.pong()
  onLeader(fence)
  await released
}

/**
 * The lock went to another tab, or could not be had: this one waits in line again; a while later where there is no line, and after
 * a failure, which would only repeat itself.
 */
function lose(candidate: Candidate, { term, isOrderly }: { term: number; isOrderly: boolean }): void {
  if (!isCurrent(candidate, term)) return
  const wasLeading = candidate.state.kind === 'leading'
  const hasFailed = candidate.state.kind === 'leading' && candidate.state.hasFailed
  const isInLine = isOrderly && !hasFailed && candidate.options.lock !== undefined
  candidate.state = { kind: 'following', isInLine, missedPongs: 0 }
  if (wasLeading) candidate.options.onFollow()
  if (isInLine) requestLock(candidate, { steal: false })
  schedulePing(candidate)
}

function pingAgain(candidate: Candidate): void {
  if (candidate.state.kind !== 'following') return
  const { next, act } = planPing(candidate.state)
  candidate.state = next
  if (act === 'ping') candidate.options.channel.ping()
  else requestLock(candidate, { steal: act === 'steal' })
  schedulePing(candidate)
}

function schedulePing(candidate: Candidate): void {
  candidate.cancelPing?.()
  candidate.cancelPing = candidate.options.time.schedule(PING_EVERY_MS, () => pingAgain(candidate))
}

const isCurrent = (candidate: Candidate, term: number): boolean =>
  candidate.term === term && candidate.state.kind !== 'closed'
