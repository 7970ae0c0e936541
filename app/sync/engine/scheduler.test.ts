import { describe, expect, test } from 'vitest'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'
import { createScheduler } from './scheduler.ts'

const RESPONSE_MS = 20

/** The schedule of the project sync, its rounds as long as a response takes; `startedAtMs` are counted from the beginning. */
function openScheduler() {
  const clock = createVirtualTime()
  const beganAtMs = clock.time.nowMs()
  const startedAtMs: number[] = []
  let end: () => void = () => undefined
  let wasEdited = false
  const scheduler = createScheduler({
    time: clock.time,
    random: () => 1,
    rules: { burst: { rounds: 3, gatherMs: 500 }, backOffFrom: 'start' },
    pollDelayMs: () => 60_000,
    run() {
      wasEdited = false
      startedAtMs.push(clock.time.nowMs() - beganAtMs)
      clock.time.schedule(RESPONSE_MS, () => end())
      return new Promise((resolve) => {
        end = () => resolve({ kind: 'done', leftOver: wasEdited })
      })
    },
    onFault: (error) => expect.unreachable(String(error)),
  })
  scheduler.resume()
  return {
    startedAtMs,
    scheduler,
    clock,
    /** In small steps, so that what a response sets off happens at its time. */
    async advance(ms: number) {
      for (let passed = 0; passed < ms; passed += 10) {
        clock.advance(10)
        await settle()
      }
    },
    edit() {
      wasEdited = true
      scheduler.wake({ needs: 'push', forgets: 'nothing' })
    },
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}

describe('when a commit is sent [S16]', () => {
  test('an edit half a second after another is sent at once', async () => {
    const { startedAtMs, edit, advance } = openScheduler()
    for (let count = 0; count < 6; count += 1) {
      edit()
      await advance(480)
    }
    expect(startedAtMs).toEqual([0, 480, 960, 1_440, 1_920, 2_400])
  })

  test('an edit made while a request is in flight follows its response', async () => {
    const { startedAtMs, edit, advance } = openScheduler()
    edit()
    edit()
    expect(startedAtMs).toEqual([0])
    await advance(RESPONSE_MS)
    expect(startedAtMs).toEqual([0, RESPONSE_MS])
  })

  test('ten keystrokes in a second make few requests, and the last one is sent', async () => {
    const { startedAtMs, edit, advance } = openScheduler()
    for (let count = 0; count < 10; count += 1) {
      edit()
      await advance(100)
    }
    await advance(5_000)
    expect(startedAtMs.length).toBeLessThanOrEqual(6)
    expect(startedAtMs.at(-1)).toBeGreaterThanOrEqual(900)
    expect(startedAtMs.at(-1)).toBeLessThanOrEqual(1_300)
  })

  test('[F28] a clock set back in a burst makes no wait longer', async () => {
    const { clock, startedAtMs, edit, advance } = openScheduler()
    for (let count = 0; count < 4; count += 1) {
      edit()
      await advance(RESPONSE_MS)
    }
    clock.setBack(3_600_000)
    const sentBefore = startedAtMs.length
    for (let count = 0; count < 6; count += 1) {
      edit()
      await advance(100)
    }
    expect(startedAtMs.length).toBeGreaterThan(sentBefore)
  })
})

describe('a requested round', () => {
  test('waits for one that began after the question', async () => {
    const { scheduler, startedAtMs, edit, advance } = openScheduler()
    edit()
    let isOver = false
    void scheduler.runNow().then(() => {
      isOver = true
    })
    await advance(RESPONSE_MS)
    expect(startedAtMs.length).toBe(2)
    expect(isOver).toBe(false)
    await advance(RESPONSE_MS)
    expect(isOver).toBe(true)
  })

  test('is let go when the scheduler is closed', async () => {
    const { scheduler } = openScheduler()
    const asked = scheduler.runNow()
    scheduler.close()
    await expect(asked).resolves.toBeUndefined()
    await expect(scheduler.runNow()).resolves.toBeUndefined()
  })
})
