import { AsyncLocalStorage } from 'node:async_hooks'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { restStorages } from './rest-storages.server.ts'

let undo: () => void
beforeEach(() => {
  vi.useFakeTimers()
  undo = restStorages()
})
afterEach(() => {
  undo()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

test('a store is there as long as its run takes, beside others that end', async () => {
  const storage = new AsyncLocalStorage<string>()
  const seen: (string | undefined)[] = []
  const long = storage.run('long', async () => {
    await pause(60_000)
    seen.push(storage.getStore())
  })
  const short = storage.run('short', async () => {
    await pause(10)
    seen.push(storage.getStore())
    return 'result'
  })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await short).toBe('result')
  await long
  expect(seen).toEqual(['short', 'long'])
})

test('a storage rests when nothing has run for a while, and runs again', async () => {
  const disable = vi.spyOn(AsyncLocalStorage.prototype, 'disable')
  const storage = new AsyncLocalStorage<string>()
  await storage.run('first', async () => undefined)
  await vi.advanceTimersByTimeAsync(900)
  storage.run('second', () => undefined)
  await vi.advanceTimersByTimeAsync(900)
  expect(disable).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(200)
  expect(disable).toHaveBeenCalledOnce()
  expect(disable.mock.contexts).toEqual([storage])
  expect(storage.run('third', () => storage.getStore())).toBe('third')
})

test('a run that fails has ended', async () => {
  const disable = vi.spyOn(AsyncLocalStorage.prototype, 'disable')
  const storage = new AsyncLocalStorage<string>()
  const fail = () => {
    throw new Error('no')
  }
  expect(() => storage.run('sync', fail)).toThrow('no')
  await expect(storage.run('async', async () => fail())).rejects.toThrow('no')
  await vi.advanceTimersByTimeAsync(1_100)
  expect(disable).toHaveBeenCalledOnce()
})
