import { beforeEach, expect, test } from 'vitest'
import { renderMetrics } from '../observability/metrics.server.ts'
import { endStreams, isDraining, resetStreams, startDraining, trackStream } from './stream-registry.server.ts'

beforeEach(() => resetStreams())

const countOpen = async () => {
  const { text } = await renderMetrics(undefined)
  return Number(/^appframes_event_streams_open (\d+)$/m.exec(text)?.[1])
}

test('a stopping server tells every open stream after how long to come back, each at another moment', () => {
  const delaysMs: number[] = []
  for (let number = 0; number < 50; number++) trackStream((delayMs) => delaysMs.push(delayMs))
  const untrack = trackStream(() => expect.fail('This one was closed before.'))
  untrack()
  startDraining()
  expect([isDraining(), delaysMs.length]).toEqual([true, 0])
  endStreams()
  expect(delaysMs).toHaveLength(50)
  expect(Math.min(...delaysMs)).toBeGreaterThanOrEqual(500)
  expect(Math.max(...delaysMs)).toBeLessThanOrEqual(3_000)
  expect(new Set(delaysMs).size).toBeGreaterThan(25)
})

test('a stream that opens while the server stops is ended at once', () => {
  startDraining()
  let ended = 0
  trackStream(() => (ended += 1))
  expect(ended).toBe(1)
})

test('open streams are counted, once each however often they are closed', async () => {
  const before = await countOpen()
  const untrackFirst = trackStream(() => undefined)
  trackStream(() => undefined)
  expect(await countOpen()).toBe(before + 2)
  untrackFirst()
  untrackFirst()
  expect(await countOpen()).toBe(before + 1)
})
