import type { Time } from '#app/sync/time.ts'

/** The first call runs at once; those that follow closely are one run, `gapMs` later. None is forgotten. */
export function spaceOut(run: () => void, { gapMs, time }: { gapMs: number; time: Time }): () => void {
  let isResting = false
  let isWanted = false

  function begin(): void {
    isResting = true
    isWanted = false
    time.schedule(gapMs, end)
    run()
  }

  function end(): void {
    isResting = false
    if (isWanted) begin()
  }

  return () => {
    isWanted = true
    if (!isResting) begin()
  }
}
