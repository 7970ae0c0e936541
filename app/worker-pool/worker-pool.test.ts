import { expect, test } from 'vitest'
import { createWorkerPool, type PoolPorts, type WorkerPort } from './worker-pool.ts'

type Listener = (event: never) => void

/** Workers and a clock that the test drives by hand. */
function createPorts() {
  const workers: {
    received: unknown[]
    ended: boolean
    emit(type: string, event: unknown): void
  }[] = []
  const timers = new Set<() => void>()
  const ports: PoolPorts = {
    createWorker: () => {
      const listeners: { type: string; listener: Listener }[] = []
      const worker = {
        received: [] as unknown[],
        ended: false,
        emit: (type: string, event: unknown) => {
          for (const entry of listeners) if (entry.type === type) entry.listener(event as never)
        },
      }
      workers.push(worker)
      const port: WorkerPort = {
        postMessage: (message) => void worker.received.push(message),
        addEventListener: (type: string, listener: Listener) => void listeners.push({ type, listener }),
        terminate: () => {
          worker.ended = true
        },
      }
      return port
    },
    startTimer: (callback) => {
      timers.add(callback)
      return () => timers.delete(callback)
    },
  }
  const fire = () => {
    for (const timer of [...timers]) timer()
  }
  const worker = (index: number) => {
    const found = workers[index]
    if (found === undefined) throw new Error(`There is no worker ${index}.`)
    return found
  }
  return { ports, workers, worker, timers, fire }
}

const options = { size: 2, timeoutMs: 1000, findReplyId: (data: unknown) => data as number }
const crash = { preventDefault: () => undefined, message: 'Uncaught RangeError' }
/** The error event of a script that was missing or not allowed. */
const silence = { preventDefault: () => undefined }

test('two jobs run at once, the third when one of them is done', async () => {
  const { ports, workers, worker } = createPorts()
  const pool = createWorkerPool(options, ports)
  const jobs = [1, 2, 3].map(() => pool.run((id) => id))
  expect(workers.map(({ received }) => received)).toEqual([[1], [2]])
  worker(1).emit('message', { data: 2 })
  expect(worker(1).received).toEqual([2, 3])
  worker(0).emit('message', { data: 1 })
  worker(1).emit('message', { data: 3 })
  expect(await Promise.all(jobs)).toEqual([1, 2, 3].map((data) => ({ kind: 'done', data })))
})

test('a crashed worker is replaced, and only its own job is lost', async () => {
  const { ports, workers, worker } = createPorts()
  const pool = createWorkerPool({ ...options, size: 1 }, ports)
  const [first, second] = [pool.run((id) => id), pool.run((id) => id)]
  worker(0).emit('error', crash)
  expect(await first).toEqual({ kind: 'crashed', message: 'Uncaught RangeError' })
  expect(worker(0).ended).toBe(true)
  expect(workers).toHaveLength(2)
  worker(1).emit('message', { data: 2 })
  expect(await second).toEqual({ kind: 'done', data: 2 })
})

test('a job that exceeds its timeout is ended with its worker, and a late reply is ignored', async () => {
  const { ports, worker, fire } = createPorts()
  const pool = createWorkerPool({ ...options, size: 1 }, ports)
  const [first, second] = [pool.run((id) => id), pool.run((id) => id)]
  fire()
  expect(await first).toEqual({ kind: 'timed-out' })
  worker(0).emit('message', { data: 2 })
  worker(1).emit('message', { data: 2 })
  expect(await second).toEqual({ kind: 'done', data: 2 })
})

test('cancelled jobs resolve at once; a waiting one is never sent', async () => {
  const { ports, worker } = createPorts()
  const pool = createWorkerPool({ ...options, size: 1 }, ports)
  const aborter = new AbortController()
  const jobs = [pool.run((id) => id, aborter.signal), pool.run((id) => id, aborter.signal)]
  const last = pool.run((id) => id)
  aborter.abort()
  expect(await Promise.all(jobs)).toEqual([{ kind: 'cancelled' }, { kind: 'cancelled' }])
  worker(0).emit('message', { data: 1 })
  expect(worker(0).received).toEqual([1, 3])
  pool.close()
  expect(await last).toEqual({ kind: 'cancelled' })
  expect(worker(0).ended).toBe(true)
})

test('without workers every job gets a reply, and the next one tries again', async () => {
  const { ports, worker } = createPorts()
  let isRefused = true
  const createWorker = () => {
    if (isRefused) throw new Error('SecurityError')
    return ports.createWorker()
  }
  const pool = createWorkerPool(options, { ...ports, createWorker })
  const jobs = await Promise.all([1, 2, 3].map(() => pool.run((id) => id)))
  expect(jobs).toEqual([1, 2, 3].map(() => ({ kind: 'not-started' })))
  isRefused = false
  const later = pool.run((id) => id)
  worker(0).emit('message', { data: 4 })
  expect(await later).toEqual({ kind: 'done', data: 4 })
})

test('a worker whose script is missing is told apart from one that crashed', async () => {
  const { ports, worker } = createPorts()
  const pool = createWorkerPool(options, ports)
  const job = pool.run((id) => id)
  worker(0).emit('error', silence)
  expect(await job).toEqual({ kind: 'not-started' })
})

test('a started pool has its workers before the first job, and as many as it may have', async () => {
  const { ports, workers, worker } = createPorts()
  const pool = createWorkerPool(options, ports)
  pool.start()
  expect(workers).toHaveLength(2)
  worker(0).emit('error', silence)
  const job = pool.run((id) => id)
  expect(worker(1).received).toEqual([1])
  worker(1).emit('message', { data: 1 })
  expect(await job).toEqual({ kind: 'done', data: 1 })
})

test('cancelling ends running jobs with their workers, and the pool goes on with new ones', async () => {
  const { ports, workers, worker } = createPorts()
  const pool = createWorkerPool({ ...options, size: 1 }, ports)
  const jobs = [pool.run((id) => id), pool.run((id) => id)]
  pool.cancel()
  expect(await Promise.all(jobs)).toEqual([{ kind: 'cancelled' }, { kind: 'cancelled' }])
  expect(worker(0).ended).toBe(true)
  const next = pool.run((id) => id)
  expect(workers).toHaveLength(2)
  worker(1).emit('message', { data: 3 })
  expect(await next).toEqual({ kind: 'done', data: 3 })
  pool.close()
  expect(await pool.run((id) => id)).toEqual({ kind: 'cancelled' })
})

test('a job without a timeout waits for its worker', async () => {
  const { ports, worker, timers } = createPorts()
  const pool = createWorkerPool({ size: 1, findReplyId: options.findReplyId }, ports)
  const job = pool.run((id) => id)
  expect(timers.size).toBe(0)
  worker(0).emit('messageerror', silence)
  expect(await job).toEqual({ kind: 'crashed', message: undefined })
})
