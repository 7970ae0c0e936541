import { planDrawing } from '#app/export/plan-drawing.ts'
import type { PlannedFile } from '#app/export/planned-file.ts'
import type { DrawingFile, DrawingJob, DrawingReply } from '#app/skia/drawing-messages.ts'
import { createWorkerPool, type PoolOutcome, type WorkerPort } from '#app/worker-pool/worker-pool.ts'
import type { EngineInput, MadeFile, MakeFiles } from './drawing-engine.ts'
import { createVideoCheck } from './video-check.ts'

type Processes = { size: number; start: () => WorkerPort }

/**
 * Draws in several processes. One that ends costs the file that it was drawing. Memory holds the captures and the picture of one
 * file for each process, and of one more that is being written.
 */
export function drawInProcesses(input: EngineInput, { size, start }: Processes): MakeFiles {
  const findVideo = createVideoCheck(input)
  const findReplyId = (data: unknown) => (data as DrawingReply).id
  return async (files, onMade) => {
    const pool = createWorkerPool({ size, findReplyId }, { createWorker: start })
    pool.start()
    const waiting = files.values()
    try {
      await Promise.all(Array.from({ length: size }, runLane))
    } finally {
      pool.close()
    }

    /** The process draws the next file while the one before is written. */
    async function runLane(): Promise<void> {
      let writing = Promise.resolve()
      for (const file of waiting) {
        const [made] = await Promise.all([makeOne(file), writing])
        writing = onMade(file, made)
      }
      await writing
    }

    async function makeOne(file: PlannedFile): Promise<MadeFile> {
      const video = findVideo(file)
      if (video !== undefined) return { kind: 'failed', message: video }
      try {
        const job = await planJob(input, file)
        return readOutcome(await pool.run((id) => ({ ...job, id }) satisfies DrawingJob))
      } catch (error) {
        return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
      }
    }
  }
}

async function planJob(
  { project, media, quality }: EngineInput,
  { target, format }: PlannedFile,
): Promise<Omit<DrawingJob, 'id'>> {
  const drawing = planDrawing(project, target)
  const files = new Map<(typeof drawing.mediaIds)[number], DrawingFile>()
  for (const mediaId of drawing.mediaIds) {
    const file = await media.read(mediaId)
    if (file !== undefined) files.set(mediaId, { ...file, name: media.findName(mediaId) ?? mediaId })
  }
  return { scope: project.id, drawing, files, format, quality }
}

function readOutcome(outcome: PoolOutcome): MadeFile {
  if (outcome.kind === 'done') {
    const reply = outcome.data as DrawingReply
    return reply.kind === 'drawn'
      ? { kind: 'made', bytes: reply.bytes }
      : { kind: 'failed', message: reply.message }
  }
  const reason = outcome.kind === 'crashed' && outcome.message !== undefined ? `: ${outcome.message}` : ''
  return {
    kind: 'failed',
    message: `The process that drew it stopped${reason}. A capture may be damaged, or memory too little.`,
  }
}
