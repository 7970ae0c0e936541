import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { FILE_MODE, FOLDER_MODE, isMissing, orMissing, writeWhole } from './disk-files.server.ts'
import type { MediaStorage, Multipart, StoredPart } from './media-storage.server.ts'

const PART_NAME = /^[1-9]\d{0,4}$/
const UPLOAD_ID = /^[0-9a-f-]{36}$/
const startSchema = z.object({ key: z.string(), startedAtMs: z.number() })

type DiskMultiparts = Pick<
  MediaStorage,
  'startMultipart' | 'listParts' | 'abortMultipart' | 'listMultiparts' | 'completeMultipart'
> & {
  /** False when there is no such upload (any more). */
  putPart(
    part: Multipart & { number: number; sizeBytes: number },
    body: AsyncIterable<Uint8Array>,
  ): Promise<boolean>
}

/** A folder per upload, a file per part; put together they are written once more, as the object. */
export function createDiskMultiparts(options: {
  folder: string
  temporaryFolder: string
  putObject(key: string, body: AsyncIterable<Uint8Array>): Promise<void>
}): DiskMultiparts {
  const { folder, temporaryFolder } = options

  async function findStart(uploadId: string) {
    if (!UPLOAD_ID.test(uploadId)) return undefined
    const text = await orMissing(() => readFile(join(folder, uploadId, 'start.json'), 'utf8'))
    return text === undefined ? undefined : startSchema.parse(JSON.parse(text))
  }

  async function listParts({ key, uploadId }: Multipart): Promise<StoredPart[] | undefined> {
    const start = await findStart(uploadId)
    if (start?.key !== key) return undefined
    const names = (await readdir(join(folder, uploadId))).filter((name) => PART_NAME.test(name))
    const parts = await Promise.all(
      names.map(async (name) => ({
        number: Number(name),
        sizeBytes: (await stat(join(folder, uploadId, name))).size,
      })),
    )
    return parts.sort((a, b) => a.number - b.number)
  }

  async function* readParts(uploadId: string, parts: StoredPart[]) {
    for (const { number } of parts) yield* createReadStream(join(folder, uploadId, String(number)))
  }

  const remove = (uploadId: string) => rm(join(folder, uploadId), { recursive: true, force: true })

  return {
    async startMultipart(key) {
      const uploadId = randomUUID()
      await mkdir(join(folder, uploadId), { recursive: true, mode: FOLDER_MODE })
      await writeFile(
        join(folder, uploadId, 'start.json'),
        JSON.stringify({ key, startedAtMs: Date.now() } satisfies z.input<typeof startSchema>),
        { mode: FILE_MODE },
      )
      return uploadId
    },
    listParts,
    async putPart({ key, uploadId, number, sizeBytes }, body) {
      if ((await listParts({ key, uploadId })) === undefined) return false
      await writeWhole(join(folder, uploadId, String(number)), body, { temporaryFolder, sizeBytes })
      // Aborted meanwhile: writing has made the folder again.
      if ((await findStart(uploadId)) !== undefined) return true
      await remove(uploadId)
      return false
    },
    async completeMultipart({ key, uploadId }) {
      const parts = await listParts({ key, uploadId })
      if (parts === undefined) return { kind: 'gone' }
      await options.putObject(key, readParts(uploadId, parts))
      await remove(uploadId)
      return { kind: 'completed' }
    },
    async abortMultipart({ key, uploadId }) {
      if ((await listParts({ key, uploadId })) !== undefined) await remove(uploadId)
    },
    async *listMultiparts() {
      for (const uploadId of await listFolder(folder)) {
        const start = await findStart(uploadId)
        if (start) yield { uploadId, key: start.key, startedAt: new Date(start.startedAtMs) }
      }
    },
  }
}

async function listFolder(path: string): Promise<string[]> {
  try {
    return await readdir(path)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}
