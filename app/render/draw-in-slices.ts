/** Of drawing without a pause: with what else a task does, it stays under 50 ms on a machine four times slower. */
const sliceMs = 8

type Drawing = {
  /** Draws one part at each step. */
  steps: Iterator<unknown>
  /** Makes the browser draw what it has recorded so far (`createFlush`). */
  flush: () => void
  /** Called when all is drawn; where one slice is enough, already within the call of `drawInSlices`. */
  done: () => void
  /** Called with the error of a step. */
  failed: (error: unknown) => void
  /** The first slice is a task of its own, too. */
  startsLater?: boolean
}

/**
 * Draws in tasks of some milliseconds, so that a screen with many elements never stalls the page. Returns the function that
 * stops it.
 */
export function drawInSlices({ steps, flush, done, failed, startsLater = false }: Drawing): () => void {
  /** Most screens need one slice and no other task. */
  let tasks: MessageChannel | undefined
  let atOnce = 1
  let isStopped = false

  /** Whether all is drawn. */
  const drawBatch = (): boolean => {
    for (let drawn = 0; drawn < atOnce; drawn += 1) if (steps.next().done === true) return true
    return false
  }
  /** Whether all is drawn; else the slice's time is over. */
  const drawSlice = (): boolean => {
    const startMs = performance.now()
    for (let atMs = startMs; atMs - startMs < sliceMs; ) {
      if (drawBatch()) return true
      flush()
      const nowMs = performance.now()
      if (nowMs - atMs < sliceMs / 4) atOnce *= 2
      else if (nowMs - atMs > sliceMs / 2) atOnce = Math.max(1, atOnce / 2)
      atMs = nowMs
    }
    return false
  }
  const run = () => {
    if (isStopped) return
    try {
      if (!drawSlice()) return goOn()
    } catch (error) {
      stop()
      return failed(error)
    }
    stop()
    done()
  }
  const stop = () => {
    isStopped = true
    tasks?.port1.close()
  }
  const goOn = () => {
    if (tasks === undefined) {
      tasks = new MessageChannel()
      tasks.port1.onmessage = run
    }
    tasks.port2.postMessage(undefined)
  }
  if (startsLater) goOn()
  else run()
  return stop
}

/** The same as a promise, beginning with the next task. Rejects with the error of a step. */
export const drawInTasks = (drawing: Pick<Drawing, 'steps' | 'flush'>): Promise<void> =>
  new Promise((done, failed) => drawInSlices({ ...drawing, done, failed, startsLater: true }))

/**
 * A canvas that is not on a graphics card records commands and draws them at the end of the frame, all in one task. To
 * be read as a picture, it has to draw them at once.
 */
export function createFlush(canvas: OffscreenCanvas): () => void {
  const probe = new OffscreenCanvas(1, 1)
  const context = probe.getContext('2d')
  return () => {
    context?.drawImage(canvas, 0, 0)
    // The picture is let go, or the canvas would be copied before it is drawn on again.
    probe.width = 1
  }
}
