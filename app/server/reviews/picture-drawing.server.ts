import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DrawingJob, DrawingReply } from '#app/skia/drawing-messages.ts'
import { startDrawingProcess } from '#app/skia/start-drawing-process.ts'
import { createWorkerPool, type WorkerPort } from '#app/worker-pool/worker-pool.ts'

const PROGRAM = 'drawing-process.js'
/** Ten times what the largest screen takes on a slow machine. */
const TIMEOUT_MS = 60_000
/** It then ends and gives its memory back. */
const IDLE_MS = 60_000

export type PictureDrawing = {
  /** One picture at a time. @throws When it cannot be drawn. */
  draw(job: Omit<DrawingJob, 'id' | 'format'>): Promise<Uint8Array>
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
        return readOutcome(await pool.run((id) => ({ ...job, id, format: 'png' }) satisfies DrawingJob))
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
  return reply.bytes
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
