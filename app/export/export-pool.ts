import { type ExportJob, type ExportReply, exportReplySchema } from './messages.ts'

export type ExportPool = {
  /** How many jobs can be drawn at the same time. */
  readonly size: number
  /** Never rejects for a job's own fault: that is a `failed` reply. Rejects with an AbortError when it is cancelled. */
  run(job: Omit<ExportJob, 'id'>): Promise<ExportReply>
  /** Stops all jobs at once, whatever is being drawn. The pool can go on with others. */
  cancel(): void
  /** Cancels, and gives the workers' memory back. */
  close(): void
}

type Task = { job: ExportJob; resolve: (reply: ExportReply) => void; reject: (error: unknown) => void }
type Hand = { worker: Worker; task: Task | undefined }

const maxWorkers = 2

export const notStartedMessage =
  'The drawing code could not be started: the browser refused it, or it could not be loaded. Your work is untouched. Check the connection and try again, or reload the page.'

/**
 * Up to two module workers. They start at once and load their code and Inter, so that a pool made when the export panel
 * opens is ready when the button is pressed. One that crashes is replaced, and its job reported as failed.
 */
export function createExportPool(size = planSize()): ExportPool {
  const hands: Hand[] = []
  const waiting: Task[] = []
  let nextId = 1
  let closed = false

  const startHand = (): Hand | undefined => {
    const worker = startWorker()
    if (worker === undefined) return undefined
    const hand: Hand = { worker, task: undefined }
    worker.addEventListener('message', (event: MessageEvent<unknown>) => {
      const reply = exportReplySchema.parse(event.data)
      if (hand.task?.job.id === reply.id) finish(hand, reply)
    })
    const crash = (message: string) => {
      worker.terminate()
      hands.splice(hands.indexOf(hand), 1)
      if (hand.task) finish(hand, { kind: 'failed', id: hand.task.job.id, message })
      else giveOut()
    }
    worker.addEventListener('error', (event) => {
      // Handled: without this the browser would report it as an error of the page too.
      event.preventDefault()
      crash(event.message ? `Drawing stopped: ${event.message}` : notStartedMessage)
    })
    worker.addEventListener('messageerror', () => crash('The picture could not be handed over. Try again.'))
    hands.push(hand)
    return hand
  }

  const finish = (hand: Hand, reply: ExportReply) => {
    const { task } = hand
    hand.task = undefined
    task?.resolve(reply)
    giveOut()
  }

  const giveOut = () => {
    while (!closed && waiting.length > 0) {
      const hand =
        hands.find(({ task }) => task === undefined) ?? (hands.length < size ? startHand() : undefined)
      if (hand === undefined && hands.length > 0) return
      const task = waiting.shift()
      if (task === undefined) return
      if (hand === undefined) {
        task.resolve({ kind: 'failed', id: task.job.id, message: notStartedMessage })
        continue
      }
      hand.task = task
      hand.worker.postMessage(task.job)
    }
  }

  const cancel = () => {
    for (const { worker, task } of hands.splice(0)) {
      worker.terminate()
      task?.reject(createAbortError())
    }
    for (const { reject } of waiting.splice(0)) reject(createAbortError())
  }

  for (let count = 0; count < size; count += 1) startHand()
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

/** `undefined`: a policy of the browser or an extension refuses workers. */
function startWorker(): Worker | undefined {
  try {
    return new Worker(new URL('./export.worker.ts', import.meta.url), { type: 'module', name: 'export' })
  } catch (error) {
    console.warn('No worker for the export could be started.', error)
    return undefined
  }
}

/** A third worker gains little: the page needs a core too, and each holds some hundred megabytes of pictures. */
function planSize(): number {
  return Math.max(1, Math.min(maxWorkers, navigator.hardwareConcurrency ?? 1))
}

function createAbortError(): DOMException {
  return new DOMException('The export was cancelled.', 'AbortError')
}
