import { expect, it, vi } from 'vitest'
import { drawInSlices, drawInTasks } from './draw-in-slices.ts'

/** Takes longer than a slice. */
const flushSlowly = () => {
  const startMs = performance.now()
  while (performance.now() - startMs < 10);
}

function* countSteps(drawn: number[], count: number) {
  for (let step = 0; step < count; step += 1) {
    yield
    drawn.push(step)
  }
}

const unexpected = (error: unknown) => {
  throw error
}

it('draws all at once what one slice is enough for', () => {
  const drawn: number[] = []
  const done = vi.fn()
  drawInSlices({ steps: countSteps(drawn, 5), flush: () => undefined, done, failed: unexpected })
  expect(drawn).toEqual([0, 1, 2, 3, 4])
  expect(done).toHaveBeenCalledTimes(1)
})

it('leaves the rest to later tasks when its time is over', async () => {
  const drawn: number[] = []
  const done = vi.fn()
  drawInSlices({ steps: countSteps(drawn, 5), flush: flushSlowly, done, failed: unexpected })
  expect(drawn.length).toBeLessThan(5)
  expect(done).not.toHaveBeenCalled()
  await vi.waitFor(() => expect(done).toHaveBeenCalledTimes(1))
  expect(drawn).toEqual([0, 1, 2, 3, 4])
})

it('draws no more after it was stopped', async () => {
  const drawn: number[] = []
  const done = vi.fn()
  const stop = drawInSlices({ steps: countSteps(drawn, 5), flush: flushSlowly, done, failed: unexpected })
  const before = drawn.length
  stop()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(drawn).toHaveLength(before)
  expect(done).not.toHaveBeenCalled()
})

it('gives the error of a step, also of a later task', async () => {
  function* fail() {
    yield
    yield
    throw new Error('no memory')
  }
  await expect(drawInTasks({ steps: fail(), flush: flushSlowly })).rejects.toThrow('no memory')
})

it('begins with the next task where it is told to', async () => {
  const drawn: number[] = []
  const ended = drawInTasks({ steps: countSteps(drawn, 2), flush: () => undefined })
  expect(drawn).toEqual([])
  await ended
  expect(drawn).toEqual([0, 1])
})
