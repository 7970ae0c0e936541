import { expect, test } from 'vitest'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'
import { throttle } from './throttle.ts'

test('the first call runs at once, a burst after it is one run, and the last call is never forgotten', () => {
  const { time, advance } = createVirtualTime()
  const ranAtMs: number[] = []
  const startMs = time.nowMs()
  const call = throttle(() => ranAtMs.push(time.nowMs() - startMs), { gapMs: 500, time })
  call()
  expect(ranAtMs).toEqual([0])
  for (let calls = 0; calls < 5; calls += 1) call()
  advance(499)
  expect(ranAtMs).toEqual([0])
  advance(2_000)
  expect(ranAtMs).toEqual([0, 500])
  call()
  expect(ranAtMs).toHaveLength(3)
})
