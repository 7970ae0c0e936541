import type { Time } from '#app/sync/time.ts'

/** The first call runs at once; those that follow within `gapMs` are merged into one run after it. None is dropped. */
export function throttle(run: () => void, { gapMs, time }: { gapMs: number; time: Time }): () => void {
  let isResting = false
  let isRequested = false

  function begin(): void {
    isResting = true
    isRequested = false
    time.schedule(gapMs, end)
    run()
  }

  function end(): void {
    isResting = false
    if (isRequested) begin()
  }

  return () => {
    isRequested = true
    if (!isResting) begin()
  }
}
