import { expect, test } from 'vitest'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'
import { createSimLock } from '#tests/simulation/sim-lock.ts'
import { type HolderChannel, runUnderLock } from './run-exclusively.ts'

function createBrowser() {
  const lock = createSimLock()
  const clock = createVirtualTime()
  const open = new Set<{ channel: HolderChannel; isFrozen: boolean }>()
  return {
    clock,
    /** Starts the work in a new tab; it ends when `finish` is called. */
    start() {
      const tab = {
        isFrozen: false,
        runs: 0,
        result: 'pending',
        finish: (): void => undefined,
        channel: {
          post(message: unknown) {
            if (tab.isFrozen) return
            for (const other of open) if (other !== tab && !other.isFrozen) other.channel.onMessage(message)
          },
          onMessage: (_message: unknown): void => undefined,
          close: () => void open.delete(tab),
        },
      }
      open.add(tab)
      const run = () => {
        tab.runs += 1
        return new Promise<void>((resolve) => {
          tab.finish = resolve
        })
      }
      runUnderLock(run, { lock: lock.open(tab), channel: tab.channel, time: clock.time }).then(
        () => {
          tab.result = 'done'
        },
        (error: unknown) => {
          tab.result = String(error)
        },
      )
      return tab
    },
    async advance(ms: number) {
      for (let passedMs = 0; passedMs < ms; passedMs += 500) {
        clock.advance(500)
        for (let round = 0; round < 20; round += 1) await Promise.resolve()
      }
    },
  }
}

test('a tab that works for minutes keeps its lock, and the next one starts when it is done', async () => {
  const browser = createBrowser()
  const first = browser.start()
  const second = browser.start()
  await browser.advance(120_000)
  expect([first.runs, second.runs]).toEqual([1, 0])
  first.finish()
  await browser.advance(500)
  expect([first.result, second.runs]).toEqual(['done', 1])
  second.finish()
  await browser.advance(500)
  expect(second.result).toBe('done')
})

test('[F12] a frozen tab does not keep others waiting, and ends its own work when it runs again', async () => {
  const browser = createBrowser()
  const frozen = browser.start()
  frozen.isFrozen = true
  const waiting = browser.start()
  await browser.advance(10_000)
  expect(waiting.runs).toBe(1)
  frozen.isFrozen = false
  frozen.finish()
  waiting.finish()
  await browser.advance(500)
  expect([frozen.result, waiting.result]).toEqual(['done', 'done'])
  // The lock is free again, and nobody ran twice.
  const next = browser.start()
  await browser.advance(500)
  expect([frozen.runs, waiting.runs, next.runs]).toEqual([1, 1, 1])
})

test('an error of the work reaches its caller and frees the lock', async () => {
  const lock = createSimLock()
  const { time } = createVirtualTime()
  const channel = { post: () => undefined, onMessage: () => undefined, close: () => undefined }
  const fail = () => Promise.reject(new Error('disk full'))
  await expect(runUnderLock(fail, { lock: lock.open({}), channel, time })).rejects.toThrow('disk full')
  const succeed = () => Promise.resolve()
  await expect(runUnderLock(succeed, { lock: lock.open({}), channel, time })).resolves.toBeUndefined()
})
