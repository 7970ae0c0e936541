import type { Sql } from 'postgres'
import { expect, test } from 'vitest'
import { createChannelListener } from './channel-listener.server.ts'

test('a channel is listened to once for all, and again after a failure', async () => {
  const attempts: string[] = []
  const listen = async (channel: string) => {
    attempts.push(channel)
    if (attempts.length === 1) throw new Error('No connection.')
  }
  const begin = createChannelListener({ listen } as unknown as Pick<Sql, 'listen'>, {
    channel: 'changes',
    onMessage: () => undefined,
    onListening: () => undefined,
  })
  await expect(begin()).rejects.toThrow('No connection.')
  await Promise.all([begin(), begin()])
  await begin()
  expect(attempts).toEqual(['changes', 'changes'])
})
