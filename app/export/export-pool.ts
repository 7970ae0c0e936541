import { createWorkerPool, type PoolOutcome } from '#app/worker-pool/worker-pool.ts'
import { type ExportJob, type ExportReply, exportReplySchema } from './messages.ts'

/** Without its number. */
export type JobToRun = ExportJob extends infer Job ? (Job extends ExportJob ? Omit<Job, 'id'> : never) : never

export type ExportPool = {
  /** Number of jobs drawn at the same time. */
  readonly size: number
  /** A job that fails resolves with a `failed` reply. Rejects only with an AbortError, when it is cancelled. */
  run(job: JobToRun): Promise<ExportReply | { kind: 'failed'; message: string }>
  /** Cancels all jobs at once, the running ones included. The pool can run others afterwards. */
  cancel(): void
  /** Cancels, and frees the workers' memory. */
  close(): void
}

const maxWorkers = 2

/** Names the drawing code: in a build, the address of a script has a hash of everything it is made of. */
export const drawingVersion = new URL(import.meta.url).pathname

export const notStartedMessage =
  'The drawing code could not be started: the browser refused it, or it could not be loaded. Your work is untouched. Check the connection and try again, or reload the page.'

/**
 * Up to two module workers. They start at once and load their code and Inter, so that a pool created when the export
 * panel opens is ready when the button is pressed. A crashed worker is replaced, and its job reported as failed.
 */
export function createExportPool(size = planSize()): ExportPool {
  const pool = createWorkerPool({ size, findReplyId }, { createWorker })
  pool.start()
  return {
    size,
    async run(job) {
      const outcome = await pool.run((id) => ({ ...job, id }) as ExportJob)
      if (outcome.kind === 'done') return exportReplySchema.parse(outcome.data)
      if (outcome.kind === 'cancelled') throw new DOMException('The export was cancelled.', 'AbortError')
      return { kind: 'failed', message: describeFailure(outcome) }
    },
    cancel: () => pool.cancel(),
    close: () => pool.close(),
  }
}

function createWorker(): Worker {
  return new Worker(new URL('./export.worker.ts', import.meta.url), { type: 'module', name: 'export' })
}

function findReplyId(data: unknown): number | undefined {
  const parsed = exportReplySchema.safeParse(data)
  return parsed.success ? parsed.data.id : undefined
}

function describeFailure(outcome: PoolOutcome): string {
  if (outcome.kind !== 'crashed') return notStartedMessage
  if (outcome.message === undefined) return 'The picture could not be handed over. Try again.'
  return `Drawing stopped: ${outcome.message}`
}

/** A third worker gains little: the page needs a core too, and each uses some hundred megabytes for pictures. */
function planSize(): number {
  return Math.max(1, Math.min(maxWorkers, navigator.hardwareConcurrency ?? 1))
}
