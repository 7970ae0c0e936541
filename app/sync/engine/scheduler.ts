import type { Failure } from '../api/outcome.ts'
import { planRetryDelayMs } from '../back-off.ts'
import type { Random, Time } from '../time.ts'

/** Why the engine should look up now. `commit` only pushes; everything else pulls as well. */
export type WakeReason = 'commit' | 'load' | 'online' | 'visible' | 'signed-in' | 'asked' | 'event'

export type ScheduleOptions = {
  time: Time
  random: Random
  /** How long to wait for a wake-up before asking anyway: wake-ups may be lost [F44]. */
  pollDelayMs: () => number
  /** Never called while a round runs. */
  startRound: () => void
}

export interface Schedule {
  wake(reason: WakeReason): void
  /** What the round that begins now is for. */
  recordStarted(): { isPullRequested: boolean }
  /** `leftOver`: something is waiting that this round could not send any more. */
  recordEnded(outcome: { stop: Failure | undefined; leftOver: boolean }): void
  pause(): void
  resume(): void
}

/** So many pushes may follow each other at once; after that they are gathered. */
const BURST_ROUNDS = 3
/** While somebody types or drags: one push per that long, with all that was edited since the last. */
const GATHER_MS = 500

/**
 * When a round runs (S16, S24). A commit is sent at once while nothing is in flight; what comes meanwhile follows when the answer
 * is here. A burst has a few rounds to spend, and gets one back every `GATHER_MS`. After a failure the back-off decides.
 */
export function createSchedule({ time, random, pollDelayMs, startRound }: ScheduleOptions): Schedule {
  let isPaused = true
  let isRunning = false
  let cancelTimer: (() => void) | undefined
  let failures = 0
  let failure: Failure | undefined
  let retryAtMs = 0
  /** Told by the server, so no wake-up but the person's own wish comes before it. */
  let notBeforeMs = 0
  let startedAtMs = Number.NEGATIVE_INFINITY
  /** Rounds that may still push without waiting, as of `creditAtMs`. */
  let credit = BURST_ROUNDS
  let creditAtMs = Number.NEGATIVE_INFINITY
  let pollAtMs = Number.POSITIVE_INFINITY
  let longestWaitMs = Number.POSITIVE_INFINITY
  let needsPush = false
  let needsPull = false

  function plan(): void {
    cancelTimer?.()
    cancelTimer = undefined
    if (isPaused || isRunning) return
    const nowMs = time.nowMs()
    const dueAtMs = Math.max(findDueMs(nowMs), notBeforeMs)
    if (dueAtMs === Number.POSITIVE_INFINITY) return
    if (dueAtMs <= nowMs) {
      begin()
      return
    }
    const isPoll = dueAtMs === pollAtMs
    // A clock that is set back must not turn a second into a year [F28].
    cancelTimer = time.schedule(Math.min(dueAtMs - nowMs, longestWaitMs), () => {
      cancelTimer = undefined
      needsPull ||= isPoll
      if (!isPaused && !isRunning) begin()
    })
  }

  function findDueMs(nowMs: number): number {
    if (failure?.kind === 'signed-out' || failure?.kind === 'outdated') return pollAtMs
    if (failure !== undefined) return retryAtMs
    if (needsPull) return nowMs
    if (!needsPush) return pollAtMs
    return nowMs + Math.ceil(Math.max(0, 1 - findCredit(nowMs)) * GATHER_MS)
  }

  function findCredit(nowMs: number): number {
    // A clock that is set back is counted from where it is now [F28].
    creditAtMs = Math.min(creditAtMs, nowMs)
    return Math.min(BURST_ROUNDS, credit + (nowMs - creditAtMs) / GATHER_MS)
  }

  function begin(): void {
    isRunning = true
    startedAtMs = time.nowMs()
    if (needsPush) {
      credit = Math.max(0, findCredit(startedAtMs) - 1)
      creditAtMs = startedAtMs
    }
    startRound()
  }

  return {
    wake(reason) {
      if (reason === 'commit') {
        needsPush = true
      } else {
        needsPull = true
        if (reason !== 'event') {
          failures = 0
          failure = undefined
        }
        if (reason === 'asked') notBeforeMs = 0
      }
      plan()
    },
    recordStarted() {
      const isPullRequested = needsPull
      needsPush = false
      needsPull = false
      return { isPullRequested }
    },
    recordEnded({ stop: ended, leftOver }) {
      const nowMs = time.nowMs()
      isRunning = false
      failure = ended
      needsPush ||= leftOver
      longestWaitMs = Math.max(60_000, pollDelayMs())
      pollAtMs = nowMs + pollDelayMs()
      if (ended === undefined) {
        failures = 0
        notBeforeMs = 0
      } else {
        failures += 1
        // What the round was to look for has not been seen: without this, the next would have nothing to do and call it synced.
        needsPull = true
        // What a request spent hanging counts, so that a healed network is never waited for longer than a minute [F4].
        retryAtMs = Math.max(nowMs, startedAtMs + planRetryDelayMs(failures, random))
        const retryAfterMs = ended.kind === 'later' ? ended.retryAfterMs : undefined
        if (retryAfterMs !== undefined) {
          retryAtMs = notBeforeMs = nowMs + retryAfterMs
          longestWaitMs = Math.max(longestWaitMs, retryAfterMs)
        }
      }
      plan()
    },
    pause() {
      isPaused = true
      cancelTimer?.()
    },
    resume() {
      isPaused = false
      plan()
    },
  }
}
