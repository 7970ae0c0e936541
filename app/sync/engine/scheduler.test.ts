import { describe, expect, test } from 'vitest'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'
import { createSchedule } from './scheduler.ts'

const ANSWER_MS = 20

/** A schedule whose rounds take `answerMs`; `startedAtMs` are counted from the beginning. */
function openSchedule(answerMs = ANSWER_MS) {
  const clock = createVirtualTime()
  const beganAtMs = clock.time.nowMs()
  const startedAtMs: number[] = []
  let wasEdited = false
  const schedule = createSchedule({
    time: clock.time,
    random: () => 1,
    pollDelayMs: () => 60_000,
    startRound() {
      schedule.recordStarted()
      wasEdited = false
      startedAtMs.push(clock.time.nowMs() - beganAtMs)
      clock.time.schedule(answerMs, () => schedule.recordEnded({ stop: undefined, leftOver: wasEdited }))
    },
  })
  schedule.resume()
  return {
    clock,
    startedAtMs,
    edit() {
      wasEdited = true
      schedule.wake('commit')
    },
  }
}

describe('when a commit is sent [S16]', () => {
  test('an edit half a second after another is sent at once', () => {
    const { clock, startedAtMs, edit } = openSchedule()
    for (let count = 0; count < 6; count += 1) {
      edit()
      clock.advance(480)
    }
    expect(startedAtMs).toEqual([0, 480, 960, 1_440, 1_920, 2_400])
  })

  test('an edit made while a request is in flight follows its answer', () => {
    const { clock, startedAtMs, edit } = openSchedule()
    edit()
    clock.advance(5)
    edit()
    expect(startedAtMs).toEqual([0])
    clock.advance(ANSWER_MS)
    expect(startedAtMs).toEqual([0, ANSWER_MS])
  })

  test('ten keystrokes in a second make few requests, and the last one is sent', () => {
    const { clock, startedAtMs, edit } = openSchedule()
    for (let count = 0; count < 10; count += 1) {
      edit()
      clock.advance(100)
    }
    clock.advance(5_000)
    expect(startedAtMs.length).toBeLessThanOrEqual(6)
    expect(startedAtMs.at(-1)).toBeGreaterThanOrEqual(900)
    expect(startedAtMs.at(-1)).toBeLessThanOrEqual(1_300)
  })

  test('[F28] a clock set back in a burst makes no wait longer', () => {
    const { clock, startedAtMs, edit } = openSchedule()
    for (let count = 0; count < 4; count += 1) {
      edit()
      clock.advance(ANSWER_MS)
    }
    clock.setBack(3_600_000)
    const sentBefore = startedAtMs.length
    for (let count = 0; count < 6; count += 1) {
      edit()
      clock.advance(100)
    }
    expect(startedAtMs.length).toBeGreaterThan(sentBefore)
  })
})
