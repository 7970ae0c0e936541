import { describe, expect, test } from 'vitest'
import {
  createScheduleState,
  type JobEnd,
  planStart,
  reduceSchedule,
  type ScheduleEvent,
  type ScheduleRules,
  type ScheduleState,
  type WakeUp,
} from './schedule-state.ts'

const projects: ScheduleRules = { burst: { rounds: 3, gatherMs: 500 }, backOffFrom: 'start' }
const media: ScheduleRules = { backOffFrom: 'end' }

const commit: WakeUp = { needs: 'push', forgets: 'nothing' }
const hint: WakeUp = { needs: 'pull', forgets: 'nothing' }
const online: WakeUp = { needs: 'pull', forgets: 'failures' }
const asked: WakeUp = { needs: 'pull', forgets: 'everything' }

const wake = (wakeUp: WakeUp, nowMs = 0): ScheduleEvent => ({ kind: 'wake', ...wakeUp, nowMs })
const resume: ScheduleEvent = { kind: 'resume', nowMs: 0 }
const due = (nowMs: number, isPoll = false): ScheduleEvent => ({ kind: 'due', nowMs, isPoll })
const started = (nowMs: number): ScheduleEvent => ({ kind: 'started', nowMs })
const ended = (end: JobEnd, nowMs: number): ScheduleEvent => {
  return { kind: 'ended', end, nowMs, pollMs: 60_000, chance: 1 }
}

function play(events: readonly ScheduleEvent[], rules = projects): ScheduleState {
  return events.reduce((state, event) => reduceSchedule(state, event, rules), createScheduleState(rules))
}

/** A round from 0 to 100 ms that ends so. */
const round = (end: JobEnd) => [resume, wake(hint), due(0), started(0), ended(end, 100)]

const delayOf = (state: ScheduleState, nowMs: number, rules = projects) =>
  planStart(state, nowMs, rules)?.delayMs

describe('states and events', () => {
  test('it begins paused and keeps what it is woken for', () => {
    const paused = play([wake(commit)])
    expect(paused).toMatchObject({ kind: 'paused', needsPush: true })
    expect(planStart(paused, 0, projects)).toBeUndefined()
    expect(delayOf(play([wake(commit), resume]), 0)).toBe(0)
  })

  test('a wake-up before the round has begun is served by it, a later one by the next', () => {
    const starting = play([resume, wake(commit), due(0), wake(hint)])
    expect(starting).toMatchObject({ kind: 'starting', needsPull: true })
    const running = reduceSchedule(starting, started(0), projects)
    expect(running).toMatchObject({ kind: 'running', needsPush: false, needsPull: false })
    const woken = reduceSchedule(running, wake(hint), projects)
    expect(planStart(woken, 0, projects)).toBeUndefined()
    const after = reduceSchedule(woken, ended({ kind: 'done' }, 100), projects)
    expect(after).toMatchObject({ kind: 'waiting', needsPull: true })
    expect(delayOf(after, 100)).toBe(0)
  })

  test('a round that is paused goes on to its end', () => {
    const paused = play([resume, wake(hint), due(0), started(0), { kind: 'pause', nowMs: 1 }])
    expect(paused).toMatchObject({ kind: 'running', isPaused: true })
    expect(reduceSchedule(paused, ended({ kind: 'done' }, 9), projects)).toMatchObject({ kind: 'paused' })
    const resumed = reduceSchedule(paused, resume, projects)
    expect(reduceSchedule(resumed, ended({ kind: 'done' }, 9), projects)).toMatchObject({ kind: 'waiting' })
  })

  test('an event that does not belong to a state changes nothing', () => {
    const waiting = play([resume])
    for (const event of [started(0), ended({ kind: 'done' }, 0)]) {
      expect(reduceSchedule(waiting, event, projects)).toEqual(waiting)
    }
    const running = play([resume, wake(hint), due(0), started(0)])
    for (const event of [due(0), started(0)])
      expect(reduceSchedule(running, event, projects)).toEqual(running)
    const paused = createScheduleState(projects)
    expect(reduceSchedule(paused, due(0), projects)).toEqual(paused)
  })
})

describe('after a round', () => {
  test('[S39] it is asked again after the poll, and that round pulls', () => {
    const state = play(round({ kind: 'done' }))
    expect(planStart(state, 100, projects)).toEqual({ delayMs: 60_000, isPoll: true })
    expect(reduceSchedule(state, due(60_100, true), projects)).toMatchObject({ needsPull: true })
  })

  test('left-over work goes at once, and work that is due sooner than the poll when it is due', () => {
    expect(delayOf(play(round({ kind: 'done', leftOver: true })), 100)).toBe(0)
    expect(delayOf(play(round({ kind: 'done', nextAtMs: 5_100 })), 100)).toBe(5_000)
  })

  test('[F4] [S24] the back-off counts from where the rules say', () => {
    const end = { kind: 'failed' } as const
    expect(delayOf(play(round(end)), 100)).toBe(400)
    expect(delayOf(play(round(end), media), 100, media)).toBe(500)
    const twice = [...round(end), due(500), started(500), ended(end, 500)]
    expect(delayOf(play(twice), 500)).toBe(1_000)
  })

  test('[S24] the back-off is kept by commits and hints, and forgotten when the network is back', () => {
    const failed = play(round({ kind: 'failed' }))
    for (const quiet of [commit, hint]) {
      expect(delayOf(reduceSchedule(failed, wake(quiet), projects), 100)).toBe(400)
    }
    for (const loud of [online, asked]) {
      expect(delayOf(reduceSchedule(failed, wake(loud), projects), 100)).toBe(0)
    }
  })

  test('[S24] [F7] Retry-After wins over everything but a person who asks', () => {
    const failed = play(round({ kind: 'failed', retryAfterMs: 90_000 }))
    for (const wakeUp of [commit, hint, online]) {
      expect(delayOf(reduceSchedule(failed, wake(wakeUp), projects), 100)).toBe(90_000)
    }
    expect(delayOf(reduceSchedule(failed, wake(asked), projects), 100)).toBe(0)
  })

  test('[S22] signed out, it waits for the poll or for somebody who signs in', () => {
    const blocked = play(round({ kind: 'blocked' }))
    expect(delayOf(reduceSchedule(blocked, wake(commit), projects), 100)).toBe(60_000)
    expect(delayOf(reduceSchedule(blocked, wake(online), projects), 100)).toBe(0)
  })

  test('a halted job starts with the next wake-up and never by itself', () => {
    const halted = play([...round({ kind: 'halted' })], media)
    expect(planStart(halted, 100, media)).toBeUndefined()
    expect(delayOf(reduceSchedule(halted, wake(commit), media), 100, media)).toBe(0)
  })
})

describe('a burst [S16]', () => {
  const next = (atMs: number) => [wake(commit, atMs), due(atMs), started(atMs), ended({ kind: 'done' }, atMs)]

  test('spends three rounds, then one per 500 ms', () => {
    const state = play([resume, ...next(0), ...next(10), ...next(20), wake(commit, 30)])
    expect(delayOf(state, 30)).toBe(470)
    expect(delayOf(play([resume, ...next(0), wake(commit, 30)]), 30)).toBe(0)
  })

  test('is no limit where the rules have none', () => {
    const state = play([resume, ...next(0), ...next(10), ...next(20), wake(commit, 30)], media)
    expect(delayOf(state, 30, media)).toBe(0)
  })

  test('[F28] a clock set back makes no wait longer than it was meant to be', () => {
    const atMs = 3_600_000
    const burst = [...next(atMs), ...next(atMs), ...next(atMs)]
    const back = play([resume, ...burst, wake(commit, 0)])
    expect(delayOf(back, 0)).toBe(500)
    expect(delayOf(back, 300)).toBe(200)
  })
})
