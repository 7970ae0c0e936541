import { expect, test, vi } from 'vitest'
import { tryEach } from './try-each.server.ts'

test('a task that fails stops none of the others, and all that failed are one line of the log', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const tried = await tryEach([1, 2, 3, 4], 'Numbers', async (number) => {
    if (number % 2 === 0) throw new Error(`${number} is even`)
    return number
  })
  expect(tried).toEqual({ count: 4, failed: 2 })
  expect(log).toHaveBeenCalledOnce()
  log.mockRestore()
})

test('an outage ends it: nothing else would go better', async () => {
  const away = Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' })
  let calls = 0
  const trying = tryEach([1, 2, 3], 'Numbers', async () => {
    calls += 1
    throw away
  })
  await expect(trying).rejects.toBe(away)
  expect(calls).toBe(1)
})
