import { sanitiseFileName } from '#app/media-formats/sanitise-file-name.ts'
import { createWorkerPool, type PoolPorts } from '#app/worker-pool/worker-pool.ts'
import { describeRefusal } from './describe-refusal.ts'
import { type PictureResult, pictureReplySchema, type WorkerResult } from './picture-messages.ts'
import { readVideo } from './read-video.ts'

/** Two pictures at a time: each may need 400 MB to decode. */
const workers = 2
/** Timeout of a job: a 100-megapixel photo takes seconds. */
const timeoutMs = 60_000

export interface PictureImporter {
  /** One result per file; never throws for a bad file. `cancelled` once the signal has aborted or the importer closed. */
  importPicture(file: File, signal?: AbortSignal): Promise<PictureResult>
  /**
   * The thumbnail of a file that was checked before, such as a download from the account; `undefined` where none can be
   * made.
   */
  createThumbnail(file: Blob): Promise<Blob | undefined>
  close(): void
}

/** Checks, measures, hashes and thumbnails pictures in workers, so that the page stays free. */
export function createPictureImporter(ports: PoolPorts = browserPorts): PictureImporter {
  const pool = createWorkerPool({ size: workers, timeoutMs, findReplyId }, ports)
  return {
    close: () => pool.close(),
    async importPicture(file, signal) {
      const fileName = sanitiseFileName(file.name)
      const outcome = await pool.run((id) => ({ id, fileName, file, task: 'import' }), signal)
      switch (outcome.kind) {
        case 'done':
          return finish(pictureReplySchema.parse(outcome.data).result)
        case 'cancelled':
          return outcome
        default:
          return { kind: 'refused', message: describeRefusal(fileName, { kind: outcome.kind }) }
      }
    },
    async createThumbnail(file) {
      if (file.type.startsWith('video/')) return (await readVideo(file))?.thumbnail
      const outcome = await pool.run((id) => ({ id, fileName: '', file, task: 'thumbnail' }))
      if (outcome.kind !== 'done') return undefined
      const { result } = pictureReplySchema.parse(outcome.data)
      return result.kind === 'thumbnail' ? result.thumbnail : undefined
    },
  }
}

async function finish(result: WorkerResult): Promise<PictureResult> {
  switch (result.kind) {
    case 'ok':
      return { ...result, fileType: 'image' }
    case 'video': {
      const video = await readVideo(result.blob)
      if (video === undefined) {
        return { kind: 'refused', message: describeRefusal(result.fileName, { kind: 'unplayable' }) }
      }
      const { width, height, thumbnail } = video
      const small = thumbnail === undefined ? {} : { thumbnail }
      return { ...result, kind: 'ok', fileType: 'video', width, height, ...small }
    }
    case 'font':
      return { ...result, kind: 'ok', fileType: 'font', width: 1, height: 1 }
    case 'thumbnail':
      throw new Error('A thumbnail came where an import was asked for.')
    case 'refused':
      return result
  }
}

function findReplyId(data: unknown): number | undefined {
  const parsed = pictureReplySchema.safeParse(data)
  return parsed.success ? parsed.data.id : undefined
}

export const browserPorts: PoolPorts = {
  createWorker: () =>
    new Worker(new URL('./picture-worker.ts', import.meta.url), { type: 'module', name: 'picture' }),
}
