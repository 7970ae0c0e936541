import { expect, it } from 'vitest'
import { createSlices } from './create-slices.ts'

function createWorld() {
  const world = { nowMs: 0, pauses: 0 }
  const abort = new AbortController()
  const slices = createSlices({
    signal: abort.signal,
    now: () => world.nowMs,
    async pause() {
      world.pauses += 1
    },
  })
  return { world, abort, slices }
}

it('work rests before it begins, and then whenever a slice is used up', async () => {
  const { world, slices } = createWorld()
  const pausesAt: number[] = []
  for (const stepMs of [3, 3, 3, 20, 1]) {
    await slices.rest()
    pausesAt.push(world.pauses)
    world.nowMs += stepMs
  }
  expect(pausesAt).toEqual([1, 1, 1, 2, 3])
})

it('cancelled work ends at its next pause', async () => {
  const { world, abort, slices } = createWorld()
  await slices.rest()
  abort.abort()
  await slices.rest()
  world.nowMs = 100
  await expect(slices.rest()).rejects.toThrow()
})
