import type { Time } from '#app/sync/time.ts'

type Timer = { atMs: number; order: number; owner: object; run: () => void }

/** One clock for the whole world, and the clocks of devices that differ from it. */
export interface WorldTime {
  nowMs(): number
  /** `owner`: its timers end, or stand still, with it. */
  schedule(owner: object, delayMs: number, run: () => void): () => void
  /** A device's own clock: wrong by any amount, while its timers are as long as everybody's. */
  createTime(owner: object, offsetMs: () => number): Time
  forget(owner: object): void
  freeze(owner: object): void
  thaw(owner: object): void
  /** Runs everything up to then, with all that follows from it. */
  advance(byMs: number): Promise<void>
  /** Runs everything that needs no time. */
  settle(): Promise<void>
}

const startMs = Date.UTC(2026, 0, 1)

export function createWorldTime(): WorldTime {
  let nowMs = startMs
  let order = 0
  let timers: Timer[] = []
  const frozen = new Map<object, Timer[]>()

  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

  function schedule(owner: object, delayMs: number, run: () => void): () => void {
    order += 1
    const timer = { atMs: nowMs + Math.max(0, delayMs), order, owner, run }
    insert(timer)
    return () => {
      timers = timers.filter((other) => other !== timer)
      const held = frozen.get(owner)
      if (held !== undefined)
        frozen.set(
          owner,
          held.filter((other) => other !== timer),
        )
    }
  }

  function insert(timer: Timer): void {
    const held = frozen.get(timer.owner)
    if (held !== undefined) {
      held.push(timer)
      return
    }
    let at = timers.length
    while (at > 0 && isLater(timers[at - 1] as Timer, timer)) at -= 1
    timers.splice(at, 0, timer)
  }

  return {
    nowMs: () => nowMs,
    schedule,
    createTime: (owner, offsetMs) => ({
      nowMs: () => nowMs + offsetMs(),
      schedule: (delayMs, run) => schedule(owner, delayMs, run),
    }),
    forget(owner) {
      timers = timers.filter((timer) => timer.owner !== owner)
      frozen.delete(owner)
    },
    freeze(owner) {
      if (frozen.has(owner)) return
      frozen.set(
        owner,
        timers.filter((timer) => timer.owner === owner),
      )
      timers = timers.filter((timer) => timer.owner !== owner)
    },
    thaw(owner) {
      const held = frozen.get(owner) ?? []
      frozen.delete(owner)
      for (const timer of held.sort((a, b) => (isLater(a, b) ? 1 : -1))) {
        insert({ ...timer, atMs: Math.max(timer.atMs, nowMs) })
      }
    },
    async advance(byMs) {
      const untilMs = nowMs + byMs
      await settle()
      for (;;) {
        const [first] = timers
        if (first === undefined || first.atMs > untilMs) break
        timers.shift()
        nowMs = Math.max(nowMs, first.atMs)
        first.run()
        await settle()
      }
      nowMs = untilMs
    },
    settle,
  }
}

const isLater = (a: Timer, b: Timer): boolean => a.atMs > b.atMs || (a.atMs === b.atMs && a.order > b.order)
