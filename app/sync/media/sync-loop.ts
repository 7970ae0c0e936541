import { planRetryDelayMs } from '../back-off.ts'
import type { Random, Time } from '../time.ts'

/** How a round ended. `at`: there is something to do at that time, and not before. */
export type RoundEnd =
  | { kind: 'done'; nextAtMs?: number | undefined }
  | { kind: 'later'; retryAfterMs?: number }
  /** Only somebody's doing helps: signing in, reloading. */
  | { kind: 'halted' }

export type SyncLoopOptions = {
  run: () => Promise<RoundEnd>
  time: Time
  random: Random
  intervalMs: number
  onFault: (error: unknown) => void
}

/** Runs rounds one at a time: when woken, after failures with back-off, and every interval as a safety net [F44]. */
export function createSyncLoop({ run, time, random, intervalMs, onFault }: SyncLoopOptions) {
  let cancelTimer: (() => void) | undefined
  let running: Promise<void> | undefined
  let isRequested = false
  let isClosed = false
  let failures = 0
  let notBeforeMs = 0

  function schedule(delayMs: number): void {
    cancelTimer?.()
    cancelTimer = time.schedule(Math.max(0, delayMs), () => {
      cancelTimer = undefined
      void start()
    })
  }

  function start(): Promise<void> {
    if (isClosed) return Promise.resolve()
    if (running !== undefined) {
      isRequested = true
      return running
    }
    cancelTimer?.()
    cancelTimer = undefined
    isRequested = false
    running = run()
      .catch((error: unknown): RoundEnd => {
        onFault(error)
        return { kind: 'later' }
      })
      .then((end) => {
        running = undefined
        plan(end)
      })
    return running
  }

  function plan(end: RoundEnd): void {
    if (isClosed) return
    if (end.kind === 'later') {
      failures += 1
      const delayMs = end.retryAfterMs ?? planRetryDelayMs(failures, random)
      if (end.retryAfterMs !== undefined) notBeforeMs = time.nowMs() + end.retryAfterMs
      schedule(delayMs)
      return
    }
    failures = 0
    if (end.kind === 'halted') return
    if (isRequested) schedule(0)
    else schedule(Math.min(intervalMs, (end.nextAtMs ?? Number.POSITIVE_INFINITY) - time.nowMs()))
  }

  return {
    /** As soon as the account allows it. `isUrgent`: somebody asked, so the back-off does not count. */
    wake(isUrgent = false): void {
      if (isUrgent) notBeforeMs = 0
      const waitMs = notBeforeMs - time.nowMs()
      if (waitMs > 0) schedule(waitMs)
      // After a failure the back-off decides, unless somebody asks or the network is said to be back.
      else if (failures === 0 || isUrgent || cancelTimer === undefined) void start()
    },
    /** Runs a round now and resolves at its end. */
    runNow: async () => {
      await start()
      if (isRequested) await start()
    },
    close(): void {
      isClosed = true
      cancelTimer?.()
    },
  }
}
