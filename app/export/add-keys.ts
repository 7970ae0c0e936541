import type { MediaId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { describeInputs } from './describe-inputs.ts'
import { drawingVersion } from './export-pool.ts'
import type { KeyedFile } from './file-keeper.ts'
import type { FileSource } from './file-source.ts'
import { hashBytes } from './hash-bytes.ts'
import { listTargetMedia } from './missing-media.ts'
import type { PlannedFile } from './planned-file.ts'

type Input = {
  project: Project
  media: Pick<FileSource, 'findFile'>
  quality: number
  allowPlaceholders: boolean
}

/** With the hash of everything each file is made of: what has not changed since need not be drawn again. */
export async function addKeys(
  files: readonly PlannedFile[],
  { project, media, quality, allowPlaceholders }: Input,
): Promise<KeyedFile[]> {
  const ids = new Set(files.flatMap(({ target }) => listTargetMedia(project, target)))
  const sizes = new Map<MediaId, number>()
  for (const mediaId of ids) {
    const file = await media.findFile(mediaId)
    // An id keeps its bytes for good; the size tells a picture that is here from one that is not.
    if (file !== undefined) sizes.set(mediaId, file.size)
  }
  const findHash = (mediaId: MediaId) => sizes.get(mediaId)?.toString()
  return Promise.all(
    files.map(async (planned) => {
      const options = {
        format: planned.format,
        quality,
        findHash,
        version: drawingVersion,
        allowPlaceholders,
      }
      const text = describeInputs(project, planned.target, options)
      return { ...planned, key: await hashBytes(new TextEncoder().encode(text)) }
    }),
  )
}
