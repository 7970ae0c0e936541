/** Drawing time per frame; the rest waits for the next, so that ten screens never stall a gesture. */
const budgetMs = 10

/** Draws at most once per frame each, in the order of the requests. */
export function createFrameQueue() {
  const queue = new Set<() => void>()
  let frame = 0

  const run = () => {
    frame = 0
    const startMs = performance.now()
    for (const paint of queue) {
      queue.delete(paint)
      paint()
      if (performance.now() - startMs > budgetMs) break
    }
    if (queue.size > 0) frame = requestAnimationFrame(run)
  }

  return {
    request(paint: () => void) {
      queue.add(paint)
      if (frame === 0) frame = requestAnimationFrame(run)
    },
    cancel(paint: () => void) {
      queue.delete(paint)
    },
  }
}

export type FrameQueue = ReturnType<typeof createFrameQueue>
