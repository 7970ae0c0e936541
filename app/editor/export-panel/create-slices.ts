/** Long work in slices, between which the page answers. */
export type Slices = {
  /** Waits where the slice is used up. @throws When the work was cancelled. */
  rest(): Promise<void>
}

type SliceOptions = {
  signal: AbortSignal
  /** In milliseconds. */
  now?: () => number
  /** Resolves when the page has nothing to do. */
  pause?: () => Promise<void>
}

/** Half a frame, so that a step that begins at its end still leaves the frame. */
const longestSliceMs = 8

/** The first slice begins with a pause: the work is asked for while something else is being shown. */
export function createSlices({
  signal,
  now = () => performance.now(),
  pause = waitForIdle,
}: SliceOptions): Slices {
  let startedMs: number | undefined
  return {
    async rest() {
      if (startedMs !== undefined && now() - startedMs < longestSliceMs) return
      await pause()
      signal.throwIfAborted()
      startedMs = now()
    },
  }
}

/** Safari has no requestIdleCallback. A page that is never idle waits no longer than a fifth of a second. */
function waitForIdle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 200 })
    else setTimeout(resolve, 0)
  })
}
