import { type ExportJob, type ExportReply, exportReplySchema } from './messages.ts'

export type ExportPool = {
  /** Number of jobs drawn at the same time. */
  readonly size: number
  /** A job that fails resolves with a `failed` reply. Rejects only with an AbortError, when it is cancelled. */
  run(job: Omit<ExportJob, 'id'>): Promise<ExportReply>
  /** Cancels all jobs at once, the running ones included. The pool can run others afterwards. */
  cancel(): void
  /** Cancels, and frees the workers' memory. */
  close(): void
}

type Task = { job: ExportJob; resolve: (reply: ExportReply) => void; reject: (error: unknown) => void }
type PoolWorker = { worker: Worker; task: Task | undefined }

const maxWorkers = 2

export const notStartedMessage =
  'The drawing code could not be started: the browser refused it, or it could not be loaded. Your work is untouched. Check the connection and try again, or reload the page.'

/**
 * Up to two module workers. They start at once and load their code and Inter, so that a pool created when the export
 * panel opens is ready when the button is pressed. A crashed worker is replaced, and its job reported as failed.
 */
export function createExportPool(size = planSize()): ExportPool {
  const poolWorkers: PoolWorker[] = []
  const waiting: Task[] = []
  let nextId = 1
  let closed = false

  const startPoolWorker = (): PoolWorker | undefined => {
    const worker = startWorker()
    if (worker === undefined) return undefined
    const poolWorker: PoolWorker = { worker, task: undefined }
    worker.addEventListener('message', (event: MessageEvent<unknown>) => {
      const reply = exportReplySchema.parse(event.data)
      if (poolWorker.task?.job.id === reply.id) finish(poolWorker, reply)
    })
    const crash = (message: string) => {
      worker.terminate()
      poolWorkers.splice(poolWorkers.indexOf(poolWorker), 1)
      if (poolWorker.task) finish(poolWorker, { kind: 'failed', id: poolWorker.task.job.id, message })
      else giveOut()
    }
    worker.addEventListener('error', (event) => {
      // Handled: otherwise the browser would report it as an error of the page too.
      event.preventDefault()
      crash(event.message ? `Drawing stopped: ${event.message}` : notStartedMessage)
    })
    worker.addEventListener('messageerror', () => crash('The picture could not be handed over. Try again.'))
    poolWorkers.push(poolWorker)
    return poolWorker
  }

  const finish = (poolWorker: PoolWorker, reply: ExportReply) => {
    const { task } = poolWorker
    poolWorker.task = undefined
    task?.resolve(reply)
    giveOut()
  }

  const giveOut = () => {
    while (!closed && waiting.length > 0) {
      const poolWorker =
        poolWorkers.find(({ task }) => task === undefined) ??
        (poolWorkers.length < size ? startPoolWorker() : undefined)
      if (poolWorker === undefined && poolWorkers.length > 0) return
      const task = waiting.shift()
      if (task === undefined) return
      if (poolWorker === undefined) {
        task.resolve({ kind: 'failed', id: task.job.id, message: notStartedMessage })
        continue
      }
      poolWorker.task = task
      poolWorker.worker.postMessage(task.job)
    }
  }

  const cancel = () => {
    for (const { worker, task } of poolWorkers.splice(0)) {
      worker.terminate()
      task?.reject(createAbortError())
    }
    for (const { reject } of waiting.splice(0)) reject(createAbortError())
  }

  for (let count = 0; count < size; count += 1) startPoolWorker()
  return {
    size,
    run(job) {
      return new Promise((resolve, reject) => {
        if (closed) return reject(createAbortError())
        waiting.push({ job: { ...job, id: nextId++ }, resolve, reject })
        giveOut()
      })
    },
    cancel,
    close() {
      closed = true
      cancel()
    },
  }
}

/** `undefined`: a browser policy or an extension blocks workers. */
function startWorker(): Worker | undefined {
  try {
    return new Worker(new URL('./export.worker.ts', import.meta.url), { type: 'module', name: 'export' })
  } catch (error) {
    console.warn('No worker for the export could be started.', error)
    return undefined
  }
}

/** A third worker gains little: the page needs a core too, and each uses some hundred megabytes for pictures. */
function planSize(): number {
  return Math.max(1, Math.min(maxWorkers, navigator.hardwareConcurrency ?? 1))
}

function createAbortError(): DOMException {
  return new DOMException('The export was cancelled.', 'AbortError')
}
