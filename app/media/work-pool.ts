/** The part of Worker that the pool uses. */
export interface WorkerPort {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
  addEventListener(type: 'error' | 'messageerror', listener: (event: Event) => void): void
  terminate(): void
}

export type PoolPorts = {
  createWorker: () => WorkerPort
  /** Calls back after the delay unless the returned function is called first. */
  startTimer: (callback: () => void, delayMs: number) => () => void
}

export type PoolOutcome =
  | { kind: 'done'; data: unknown }
  | { kind: 'timed-out' }
  | { kind: 'crashed' }
  /** The browser rejects workers, or their code could not be loaded. */
  | { kind: 'not-started' }
  | { kind: 'cancelled' }

export interface WorkPool {
  /** Jobs run in the order they came, one per worker. Never rejects. */
  run(createMessage: (id: number) => unknown, signal?: AbortSignal): Promise<PoolOutcome>
  close(): void
}

type Job = {
  id: number
  message: unknown
  signal: AbortSignal | undefined
  finish: (outcome: PoolOutcome) => void
}
type Slot = { worker: WorkerPort; job: Job | undefined; stopTimer: (() => void) | undefined }

/**
 * A pool of a few workers, started on first use. A worker that crashes or exceeds the timeout is terminated and
 * replaced; only its current job is lost.
 */
export function createWorkPool(
  options: { size: number; timeoutMs: number; findReplyId: (data: unknown) => number | undefined },
  ports: PoolPorts,
): WorkPool {
  const slots: Slot[] = []
  const waiting: Job[] = []
  let lastId = 0
  let closed = false

  function openSlot(): Slot | undefined {
    const worker = tryWorker()
    if (worker === undefined) return undefined
    const slot: Slot = { worker, job: undefined, stopTimer: undefined }
    slot.worker.addEventListener('message', ({ data }) => {
      if (slot.job !== undefined && options.findReplyId(data) === slot.job.id) {
        finishJob(slot, { kind: 'done', data })
      }
    })
    for (const type of ['error', 'messageerror'] as const) {
      slot.worker.addEventListener(type, (event) => {
        event.preventDefault()
        // The error event of a script that could not be loaded has no message; that of one that failed has.
        const isSilent = type === 'error' && !('message' in event && event.message)
        replace(slot, { kind: isSilent ? 'not-started' : 'crashed' })
      })
    }
    slots.push(slot)
    return slot
  }

  function tryWorker(): WorkerPort | undefined {
    try {
      return ports.createWorker()
    } catch (error) {
      console.warn('No worker could be started.', error)
      return undefined
    }
  }

  function finishJob(slot: Slot, outcome: PoolOutcome): void {
    const { job } = slot
    slot.stopTimer?.()
    slot.job = undefined
    slot.stopTimer = undefined
    job?.finish(outcome)
    startNext()
  }

  function replace(slot: Slot, outcome: PoolOutcome): void {
    const at = slots.indexOf(slot)
    if (at === -1) return
    slots.splice(at, 1)
    slot.worker.terminate()
    finishJob(slot, outcome)
  }

  function startNext(): void {
    if (closed || waiting.length === 0) return
    const slot =
      slots.find(({ job }) => job === undefined) ?? (slots.length < options.size ? openSlot() : undefined)
    if (slot === undefined && slots.length > 0) return
    const job = waiting.shift()
    if (job === undefined) return
    if (slot === undefined) {
      job.finish({ kind: 'not-started' })
      startNext()
      return
    }
    slot.job = job
    slot.stopTimer = ports.startTimer(() => replace(slot, { kind: 'timed-out' }), options.timeoutMs)
    slot.worker.postMessage(job.message)
    startNext()
  }

  /**
   * Aborting drops a waiting job; a running one continues and its result is ignored, so that its worker need not be
   * restarted.
   */
  function cancel(job: Job): void {
    const at = waiting.indexOf(job)
    if (at !== -1) waiting.splice(at, 1)
    job.finish({ kind: 'cancelled' })
  }

  return {
    run: (createMessage, signal) =>
      new Promise((resolve) => {
        if (closed || signal?.aborted) {
          resolve({ kind: 'cancelled' })
          return
        }
        lastId += 1
        const stopListening = () => signal?.removeEventListener('abort', abort)
        const job: Job = {
          id: lastId,
          message: createMessage(lastId),
          signal,
          finish: (outcome) => {
            stopListening()
            resolve(outcome)
          },
        }
        const abort = () => cancel(job)
        signal?.addEventListener('abort', abort)
        waiting.push(job)
        startNext()
      }),
    close: () => {
      closed = true
      for (const job of waiting.splice(0)) job.finish({ kind: 'cancelled' })
      for (const slot of slots.splice(0)) {
        slot.stopTimer?.()
        slot.worker.terminate()
        slot.job?.finish({ kind: 'cancelled' })
      }
    },
  }
}
