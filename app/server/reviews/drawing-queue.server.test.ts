import { expect, test } from 'vitest'
import { createDrawingQueue, MAX_PLACES, MAX_PLACES_OF_ONE } from './drawing-queue.server.ts'

/** Until everything that can go on has gone on. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

function createWork() {
  const started: number[] = []
  const open: (() => void)[] = []
  return {
    started,
    run: (name: number) => () =>
      new Promise<number>((resolve) => {
        started.push(name)
        open.push(() => resolve(name))
      }),
    finishOne: () => open.shift()?.(),
  }
}

test('one work at a time, in order: the next begins when the one before it has ended, also by failing', async () => {
  const enter = createDrawingQueue()
  const work = createWork()
  const failing = enter('a', async () => Promise.reject(new Error('failed')))
  const all = [1, 2, 3].map((name) => enter('a', work.run(name)))
  await expect(failing).rejects.toThrow('failed')
  for (const begun of [[1], [1, 2], [1, 2, 3]]) {
    await settle()
    expect(work.started).toEqual(begun)
    work.finishOne()
  }
  expect(await Promise.all(all)).toEqual([1, 2, 3])
})

test('one account has its share of the places, and beyond all of them everybody is told to come back', async () => {
  const enter = createDrawingQueue()
  const work = createWork()
  const refused = { name: 'BusyError', retryAfterSeconds: 10 }
  const fill = (scope: string) =>
    Array.from({ length: MAX_PLACES_OF_ONE }, (_, name) => enter(scope, work.run(name)))
  const held = fill('a')
  await expect(enter('a', work.run(-1))).rejects.toMatchObject(refused)
  for (let scope = 1; scope < MAX_PLACES / MAX_PLACES_OF_ONE; scope += 1) held.push(...fill(`b${scope}`))
  await expect(enter('c', work.run(-1))).rejects.toMatchObject(refused)
  for (const _each of held) {
    await settle()
    work.finishOne()
  }
  await Promise.all(held)
  expect(work.started).toHaveLength(MAX_PLACES)
  // The places are free again.
  const next = enter('c', work.run(99))
  await settle()
  work.finishOne()
  expect(await next).toBe(99)
})
