import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { writeArchiveFile } from '#app/cli/archive-file.ts'
import type { MediaId, ProjectId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { sampleMedia } from '#app/document/sample/sample-media.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import { createCounter } from './generate-project.ts'

/** The sample project, the same at each call. */
export const createFixedSample = (): Project =>
  createSampleProject({
    id: '6f0d5a3e-7c1b-4c58-9a52-0b7f4e1d2cff' as ProjectId,
    mint: createCounter('sample'),
  })

type MoreMedia = {
  /** The ids of each capture. */
  listIds?: (mediaId: MediaId) => MediaId[]
  /** Of the user's own. */
  fonts?: readonly { id: MediaId; fileName: string; bytes: Uint8Array }[]
}

/** An archive of projects with the sample's captures; `createdAt` is fixed, so that equal projects give equal bytes. */
export async function writeSampleArchive(
  path: string,
  projects = [createFixedSample()],
  { listIds = (mediaId) => [mediaId], fonts = [] }: MoreMedia = {},
): Promise<void> {
  const files = fonts.map(({ id, fileName, bytes }) => ({
    ...{ id, fileName, mimeType: 'font/ttf', size: bytes.length, read: async () => bytes },
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }))
  const media = await Promise.all(
    sampleMedia.flatMap(({ mediaId, url, fileName, widthPx, heightPx }) =>
      listIds(mediaId).map(async (id) => {
        const bytes = await readFile(`public${url}`)
        return {
          id,
          sha256: createHash('sha256').update(bytes).digest('hex'),
          mimeType: 'image/webp',
          size: bytes.length,
          width: widthPx,
          height: heightPx,
          fileName,
          read: async () => bytes,
        }
      }),
    ),
  )
  await writeArchiveFile(path, {
    projects,
    media: [...media, ...files],
    createdAt: new Date('2026-12-01T10:00:00Z'),
  })
}
