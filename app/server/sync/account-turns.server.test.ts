import type { Sql } from 'postgres'
import { expect, test } from 'vitest'
import { MAX_AT_ONCE, MAX_WAITING, takeTurn } from './account-turns.server.ts'

const createPool = () => ({}) as Sql

function createWork() {
  const open: (() => void)[] = []
  let running = 0
  let most = 0
  return {
    run: () =>
      new Promise<void>((resolve) => {
        running += 1
        most = Math.max(most, running)
        open.push(() => {
          running -= 1
          resolve()
        })
      }),
    finishOne: () => open.shift()?.(),
    get running() {
      return running
    },
    get most() {
      return most
    },
  }
}

/** Until everything that can go on has gone on. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

test('an account has at most two transactions at once in a process; the others follow in their order', async () => {
  const pool = createPool()
  const work = createWork()
  const order: number[] = []
  const all = [1, 2, 3, 4, 5].map((name) =>
    takeTurn(pool, 'a', () => work.run().then(() => order.push(name))),
  )
  await settle()
  expect(work.running).toBe(2)
  for (let done = 0; done < 5; done += 1) {
    work.finishOne()
    await settle()
  }
  await Promise.all(all)
  expect([work.most, order]).toEqual([2, [1, 2, 3, 4, 5]])
})

test('other accounts, and other processes, do not wait for it', async () => {
  const pool = createPool()
  const stuck = createWork()
  const held = [1, 2, 3].map(() => takeTurn(pool, 'a', stuck.run))
  expect(await takeTurn(pool, 'b', async () => 'b')).toBe('b')
  expect(await takeTurn(createPool(), 'a', async () => 'a')).toBe('a')
  for (let done = 0; done < 3; done += 1) {
    stuck.finishOne()
    await settle()
  }
  await Promise.all(held)
})

test('work that fails passes its turn on', async () => {
  const pool = createPool()
  const fail = () => takeTurn(pool, 'a', async () => Promise.reject(new Error('failed')))
  for (let times = 0; times < 5; times += 1) await expect(fail()).rejects.toThrow('failed')
  expect(await takeTurn(pool, 'a', async () => 'next')).toBe('next')
})

test('a request that would wait for too many others is refused for now', async () => {
  const pool = createPool()
  const work = createWork()
  const all = Array.from({ length: MAX_AT_ONCE + MAX_WAITING }, () => takeTurn(pool, 'a', work.run))
  await expect(takeTurn(pool, 'a', work.run)).rejects.toMatchObject({
    name: 'BusyError',
    retryAfterSeconds: 2,
  })
  for (let done = 0; done < MAX_AT_ONCE + MAX_WAITING; done += 1) {
    work.finishOne()
    await settle()
  }
  await Promise.all(all)
})
