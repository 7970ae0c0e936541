import type { Random, Time } from '../time.ts'
import {
  createScheduleState,
  type JobEnd,
  planStart,
  reduceSchedule,
  type ScheduleEvent,
  type ScheduleRules,
  type WakeUp,
} from './schedule-state.ts'

export type SchedulerOptions = {
  time: Time
  random: Random
  rules: ScheduleRules
  /** How long to wait for a wake-up before the job runs anyway. */
  pollDelayMs: () => number
  /** Never called while it runs. */
  run: (round: { isPullRequested: boolean }) => Promise<JobEnd>
  /** Rounds take their turn among other work of the job; at once unless told otherwise. */
  inTurn?: (task: () => Promise<void>) => Promise<void>
  onFault: (error: unknown) => void
}

/** Runs one job by the rules of `reduceSchedule`, one round at a time. It begins paused. */
export interface Scheduler {
  wake(wakeUp: WakeUp): void
  /** The user's request. Resolves when a round that began after the call is over, well or not. */
  runNow(): Promise<void>
  pause(): void
  resume(): void
  /** Nothing runs any more, and all waiting calls are resolved. */
  close(): void
}

type Timed = ScheduleEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, 'nowMs'>
    : never
  : never

export function createScheduler(options: SchedulerOptions): Scheduler {
  const { time, random, rules, run, onFault, inTurn = (task) => task() } = options
  let state = createScheduleState(rules)
  let cancelTimer: (() => void) | undefined
  /** Calls waiting for a round, before it began and while it runs. */
  let waiting: (() => void)[] = []
  let served: (() => void)[] = []
  let isClosed = false

  function dispatch(event: Timed): void {
    const nowMs = time.nowMs()
    state = reduceSchedule(state, { ...event, nowMs } as ScheduleEvent, rules)
    cancelTimer?.()
    cancelTimer = undefined
    const start = planStart(state, nowMs, rules)
    if (start === undefined) return
    const { delayMs, isPoll } = start
    if (delayMs <= 0) begin(false)
    else cancelTimer = time.schedule(delayMs, () => begin(isPoll))
  }

  function begin(isPoll: boolean): void {
    dispatch({ kind: 'due', isPoll })
    inTurn(runRound).catch(onFault)
  }

  async function runRound(): Promise<void> {
    const isPullRequested = state.needsPull
    dispatch({ kind: 'started' })
    served = waiting
    waiting = []
    const end = await run({ isPullRequested }).catch((error: unknown): JobEnd => {
      onFault(error)
      return { kind: 'failed' }
    })
    const chance = end.kind === 'failed' || end.kind === 'blocked' ? random() : 0
    const resolves = served
    served = []
    dispatch({ kind: 'ended', end, pollMs: options.pollDelayMs(), chance })
    for (const resolve of resolves) resolve()
  }

  return {
    wake: (wakeUp) => dispatch({ kind: 'wake', ...wakeUp }),
    runNow() {
      if (isClosed) return Promise.resolve()
      return new Promise((resolve) => {
        waiting.push(resolve)
        dispatch({ kind: 'wake', needs: 'pull', forgets: 'everything' })
      })
    },
    pause: () => dispatch({ kind: 'pause' }),
    resume: () => dispatch({ kind: 'resume' }),
    close() {
      isClosed = true
      dispatch({ kind: 'pause' })
      for (const resolve of [...served, ...waiting]) resolve()
      served = []
      waiting = []
    },
  }
}
