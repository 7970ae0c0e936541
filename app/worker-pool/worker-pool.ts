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
  startTimer?: (callback: () => void, delayMs: number) => () => void
}

export type PoolOutcome =
  | { kind: 'done'; data: unknown }
  | { kind: 'timed-out' }
  /** `message` is the browser's; none where a message could not be read on one of the two sides. */
  | { kind: 'crashed'; message: string | undefined }
  /** The browser rejects workers, or their code could not be loaded. */
  | { kind: 'not-started' }
  | { kind: 'cancelled' }

export interface WorkerPool {
  /** Starts all workers now, so that their code is loaded before the first job. */
  start(): void
  /** Jobs run in the order they came, one per worker. Never rejects. */
  run(createMessage: (id: number) => unknown, signal?: AbortSignal): Promise<PoolOutcome>
  /** Cancels all jobs at once and ends their workers, the running ones included. The pool can run others afterwards. */
  cancel(): void
  /** Cancels for good, and frees the workers' memory. */
  close(): void
}

export type WorkerPoolOptions = {
  size: number
  /** Of one job; without it, a job may take as long as it takes. */
  timeoutMs?: number
  findReplyId: (data: unknown) => number | undefined
}

type Job = {
  id: number
  message: unknown
  signal: AbortSignal | undefined
  finish: (outcome: PoolOutcome) => void
}
type Slot = { worker: WorkerPort; job: Job | undefined; stopTimer: (() => void) | undefined }

/**
 * A pool of a few workers, each started when it is first needed. A worker that crashes or exceeds the timeout is terminated and
 * replaced; only its current job is lost.
 */
export function createWorkerPool(options: WorkerPoolOptions, ports: PoolPorts): WorkerPool {
  const pool: Pool = { options, ports, slots: [], waiting: [], lastId: 0, isClosed: false }
  return {
    run: (createMessage, signal) =>
      new Promise((resolve) => addJob(pool, { createMessage, signal, resolve })),
    start() {
      while (pool.slots.length < options.size && openSlot(pool) !== undefined);
    },
    cancel: () => cancelAll(pool),
    close() {
      pool.isClosed = true
      cancelAll(pool)
    },
  }
}

type Pool = {
  readonly options: WorkerPoolOptions
  readonly ports: PoolPorts
  readonly slots: Slot[]
  readonly waiting: Job[]
  lastId: number
  isClosed: boolean
}

type JobRequest = {
  createMessage: (id: number) => unknown
  signal: AbortSignal | undefined
  resolve: (outcome: PoolOutcome) => void
}

function addJob(pool: Pool, { createMessage, signal, resolve }: JobRequest): void {
  if (pool.isClosed || signal?.aborted) {
    resolve({ kind: 'cancelled' })
    return
  }
  pool.lastId += 1
  const abort = () => cancelJob(pool, job)
  const job: Job = {
    id: pool.lastId,
    message: createMessage(pool.lastId),
    signal,
    finish(outcome) {
      signal?.removeEventListener('abort', abort)
      resolve(outcome)
    },
  }
  signal?.addEventListener('abort', abort)
  pool.waiting.push(job)
  startNext(pool)
}

/** Drops a waiting job; a running one continues and its result is ignored, so that its worker need not be restarted. */
function cancelJob({ waiting }: Pool, job: Job): void {
  const at = waiting.indexOf(job)
  if (at !== -1) waiting.splice(at, 1)
  job.finish({ kind: 'cancelled' })
}

function startNext(pool: Pool): void {
  const { slots, waiting, options } = pool
  if (pool.isClosed || waiting.length === 0) return
  const free = slots.find(({ job }) => job === undefined)
  const slot = free ?? (slots.length < options.size ? openSlot(pool) : undefined)
  if (slot === undefined && slots.length > 0) return
  const job = waiting.shift()
  if (job === undefined) return
  if (slot === undefined) {
    job.finish({ kind: 'not-started' })
  } else {
    slot.job = job
    slot.stopTimer = startTimeout(pool, slot)
    slot.worker.postMessage(job.message)
  }
  startNext(pool)
}

function startTimeout(pool: Pool, slot: Slot): (() => void) | undefined {
  const { timeoutMs } = pool.options
  if (timeoutMs === undefined) return undefined
  const { startTimer = startBrowserTimer } = pool.ports
  return startTimer(() => replaceSlot(pool, slot, { kind: 'timed-out' }), timeoutMs)
}

function startBrowserTimer(callback: () => void, delayMs: number): () => void {
  const timer = setTimeout(callback, delayMs)
  return () => clearTimeout(timer)
}

function openSlot(pool: Pool): Slot | undefined {
  const worker = tryWorker(pool.ports)
  if (worker === undefined) return undefined
  const slot: Slot = { worker, job: undefined, stopTimer: undefined }
  worker.addEventListener('message', ({ data }) => {
    if (slot.job !== undefined && pool.options.findReplyId(data) === slot.job.id) {
      finishJob(pool, slot, { kind: 'done', data })
    }
  })
  worker.addEventListener('error', (event) => {
    // Handled: otherwise the browser would report it as an error of the page too.
    event.preventDefault()
    // The error event of a script that could not be loaded has no message; that of one that failed has.
    const message = 'message' in event && typeof event.message === 'string' ? event.message : ''
    replaceSlot(pool, slot, message === '' ? { kind: 'not-started' } : { kind: 'crashed', message })
  })
  worker.addEventListener('messageerror', () => {
    replaceSlot(pool, slot, { kind: 'crashed', message: undefined })
  })
  pool.slots.push(slot)
  return slot
}

function tryWorker(ports: PoolPorts): WorkerPort | undefined {
  try {
    return ports.createWorker()
  } catch (error) {
    console.warn('No worker could be started.', error)
    return undefined
  }
}

function finishJob(pool: Pool, slot: Slot, outcome: PoolOutcome): void {
  const { job } = slot
  slot.stopTimer?.()
  slot.job = undefined
  slot.stopTimer = undefined
  job?.finish(outcome)
  startNext(pool)
}

function replaceSlot(pool: Pool, slot: Slot, outcome: PoolOutcome): void {
  const at = pool.slots.indexOf(slot)
  if (at === -1) return
  pool.slots.splice(at, 1)
  slot.worker.terminate()
  finishJob(pool, slot, outcome)
}

function cancelAll(pool: Pool): void {
  const waiting = pool.waiting.splice(0)
  const slots = pool.slots.splice(0)
  for (const job of waiting) job.finish({ kind: 'cancelled' })
  for (const slot of slots) {
    slot.stopTimer?.()
    slot.worker.terminate()
    slot.job?.finish({ kind: 'cancelled' })
  }
}
