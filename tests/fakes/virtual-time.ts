import type { Time } from '#app/sync/time.ts'

/** A clock that moves only when advanced. */
export function createVirtualTime(startMs = Date.UTC(2026, 0, 1)) {
  let nowMs = startMs
  /** The wall clock, independent of the time that has passed. */
  let offsetMs = 0
  let timers: { atMs: number; run: () => void }[] = []
  const time: Time = {
    nowMs: () => nowMs + offsetMs,
    schedule(delayMs, run) {
      const timer = { atMs: nowMs + delayMs, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
  }
  return {
    time,
    /** Milliseconds until the next timer; `undefined` when none is set. */
    nextDelayMs: () => {
      const [first] = timers.toSorted((a, b) => a.atMs - b.atMs)
      return first === undefined ? undefined : first.atMs - nowMs
    },
    /** The clock is set back; timers run as long as they would have. */
    setBack(byMs: number) {
      offsetMs -= byMs
    },
    advance(byMs: number) {
      const untilMs = nowMs + byMs
      for (;;) {
        const [next] = timers.filter((timer) => timer.atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs)
        if (next === undefined) break
        timers = timers.filter((other) => other !== next)
        nowMs = next.atMs
        next.run()
      }
      nowMs = untilMs
    },
  }
}
