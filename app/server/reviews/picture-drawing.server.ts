import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DrawingJob, DrawingReply } from '#app/skia/drawing-messages.ts'
import { startDrawingProcess } from '#app/skia/start-drawing-process.ts'
import { createWorkerPool, type WorkerPort } from '#app/worker-pool/worker-pool.ts'
import { BusyError } from '../http/busy-error.server.ts'
import { logFailure } from '../observability/logs.server.ts'
import { createDrawingQueue } from './drawing-queue.server.ts'

const PROGRAM = 'drawing-process.js'
/** Ten times what the largest screen takes on a slow machine. */
const TIMEOUT_MS = 60_000
/** It then ends and gives its memory back. */
const IDLE_MS = 60_000
const RETRY_AFTER_SECONDS = 30

export type Drawn =
  | { kind: 'drawn'; png: Uint8Array }
  /** The drawing code says so: of the same files nothing else would come another time. */
  | { kind: 'failed'; message: string }
/** @throws BusyError when it took too long or its process ended: another time it may be drawn. */
export type DrawInTurn = (job: Omit<DrawingJob, 'id' | 'format'>) => Promise<Drawn>

export type PictureDrawing = {
  /** One picture at a time: its files are read by `work`, when it is its turn. @throws BusyError when too many wait. */
  takeTurn<T>(scope: string, work: (draw: DrawInTurn) => Promise<T>): Promise<T>
  /** Changes with every change of the drawing code. */
  readVersion(): Promise<string>
  close(): void
}

/**
 * Draws in a process of its own, which starts with the first picture: neither the time that a picture takes nor a crash
 * over a damaged file reaches the server's requests. `bundle`: in development, where the program is not built yet.
 */
export function createPictureDrawing(bundle?: () => Promise<string>): PictureDrawing {
  let program: Promise<string> | undefined
  let version: Promise<string> | undefined
  let path = ''
  let idleTimer: NodeJS.Timeout | undefined
  const enter = createDrawingQueue()
  const findReplyId = (data: unknown) => (data as DrawingReply).id
  const pool = createWorkerPool(
    { size: 1, timeoutMs: TIMEOUT_MS, findReplyId },
    { createWorker: () => startProcess(path) },
  )

  const findProgram = () => {
    program ??= bundle === undefined ? Promise.resolve(findBuiltProgram()) : bundle()
    return program
  }

  const draw: DrawInTurn = async (job) => {
    path = await findProgram()
    clearTimeout(idleTimer)
    try {
      return readOutcome(await pool.run((id) => ({ ...job, id, format: 'png' }) satisfies DrawingJob))
    } finally {
      idleTimer = setTimeout(() => pool.cancel(), IDLE_MS)
      idleTimer.unref()
    }
  }

  return {
    takeTurn: (scope, work) => enter(scope, () => work(draw)),
    readVersion() {
      version ??= findProgram()
        .then((file) => readFile(file))
        .then((bytes) => createHash('sha256').update(bytes).digest('hex'))
      return version
    },
    close() {
      clearTimeout(idleTimer)
      pool.close()
    },
  }
}

type Outcome = Awaited<ReturnType<ReturnType<typeof createWorkerPool>['run']>>

function readOutcome(outcome: Outcome): Drawn {
  if (outcome.kind === 'done') {
    const reply = outcome.data as DrawingReply
    return reply.kind === 'failed' ? reply : { kind: 'drawn', png: reply.bytes }
  }
  const detail = outcome.kind === 'crashed' ? `: ${outcome.message}` : ''
  // Cancelled: the server stops.
  if (outcome.kind !== 'cancelled') logFailure(`The drawing process ${outcome.kind}${detail}.`, undefined)
  throw new BusyError(RETRY_AFTER_SECONDS)
}

/** Without the server's settings: a process that decodes what users upload knows no secret. */
function startProcess(path: string): WorkerPort {
  const { PATH, HOME, LANG } = process.env
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries({ PATH, HOME, LANG })) if (value !== undefined) env[name] = value
  // Below the server's own priority, so that sync comes first, and a server that stops does not wait for it.
  return startDrawingProcess(path, { env, isBackground: true })
}

/** This code is in build/server or a folder below; the program is beside or above it. */
function findBuiltProgram(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const found = ['.', '..'].map((up) => join(here, up, PROGRAM)).find((file) => existsSync(file))
  if (found === undefined) throw new Error(`The file ${PROGRAM} is missing; run "npm run build".`)
  return found
}
