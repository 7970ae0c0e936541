import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DrawingJob, DrawingReply } from '#app/skia/drawing-messages.ts'
import { createWorkerPool, type WorkerPort } from '#app/worker-pool/worker-pool.ts'

const PROGRAM = 'drawing-process.js'
/** Ten times what the largest screen takes on a slow machine. */
const TIMEOUT_MS = 60_000
/** It then ends and gives its memory back. */
const IDLE_MS = 60_000
/** Below the server's own, so that sync comes first. */
const PRIORITY = 10

export type PictureDrawing = {
  /** One picture at a time. @throws When it cannot be drawn. */
  draw(job: Omit<DrawingJob, 'id'>): Promise<Uint8Array>
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
  let drawing = 0
  const findReplyId = (data: unknown) => (data as DrawingReply).id
  const pool = createWorkerPool(
    { size: 1, timeoutMs: TIMEOUT_MS, findReplyId },
    { createWorker: () => startProcess(path) },
  )

  const findProgram = () => {
    program ??= bundle === undefined ? Promise.resolve(findBuiltProgram()) : bundle()
    return program
  }

  function endWhenIdle(): void {
    if (drawing > 0) return
    idleTimer = setTimeout(() => pool.cancel(), IDLE_MS)
    idleTimer.unref()
  }

  return {
    async draw(job) {
      path = await findProgram()
      clearTimeout(idleTimer)
      drawing += 1
      try {
        return readOutcome(await pool.run((id) => ({ ...job, id }) satisfies DrawingJob))
      } finally {
        drawing -= 1
        endWhenIdle()
      }
    },
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

function readOutcome(outcome: Outcome): Uint8Array {
  if (outcome.kind !== 'done') {
    const detail = outcome.kind === 'crashed' ? `: ${outcome.message}` : ''
    throw new Error(`The drawing process ${outcome.kind}${detail}.`)
  }
  const reply = outcome.data as DrawingReply
  if (reply.kind === 'failed') throw new Error(`A picture could not be drawn: ${reply.message}`)
  return reply.png
}

/** Without the server's settings: a process that decodes what users upload knows no secret. */
function startProcess(path: string): WorkerPort {
  const { PATH, HOME, LANG } = process.env
  const env = Object.fromEntries(
    Object.entries({ PATH, HOME, LANG }).filter(([, value]) => value !== undefined),
  )
  const child = fork(path, { env, serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  if (child.pid !== undefined) lowerPriority(child.pid)
  // A server that stops does not wait for it.
  child.unref()
  child.channel?.unref()
  const listeners: { type: string; listener: (event: never) => void }[] = []
  const emit = (type: string, event: unknown) => {
    for (const each of listeners) if (each.type === type) each.listener(event as never)
  }
  const crash = (message: string) => emit('error', { message, preventDefault: () => undefined })
  child.on('message', (data) => emit('message', { data }))
  child.on('error', (error) => crash(error.message))
  child.on('exit', (code, signal) => crash(`it ended with ${signal ?? code}`))
  return {
    postMessage: (message) => void child.send(message as object),
    addEventListener: (type: string, listener: (event: never) => void) =>
      void listeners.push({ type, listener }),
    terminate: () => void child.kill('SIGKILL'),
  }
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, PRIORITY)
  } catch {
    // It has ended already, or the system does not allow it: it then draws at the usual one.
  }
}

/** This code is in build/server or a folder below; the program is beside or above it. */
function findBuiltProgram(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const found = ['.', '..'].map((up) => join(here, up, PROGRAM)).find((file) => existsSync(file))
  if (found === undefined) throw new Error(`The file ${PROGRAM} is missing; run "npm run build".`)
  return found
}
