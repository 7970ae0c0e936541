import type { Archive } from '#app/archive/read-archive.ts'
import type { MediaId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { MediaFiles } from '#app/skia/screen-drawer.ts'

/** The media of an archive by their ids. */
export function createMediaFiles(
  archive: Archive,
  project: Project,
): MediaFiles & {
  has(mediaId: MediaId): boolean
  sizeOf(mediaId: MediaId): { width: number; height: number } | undefined
} {
  const entries = new Map(archive.manifest.media.map((entry) => [entry.id, entry]))
  return {
    has: (mediaId) => entries.has(mediaId),
    findName: (mediaId) => entries.get(mediaId)?.fileName ?? project.mediaNames?.[mediaId],
    sizeOf(mediaId) {
      const { width, height } = entries.get(mediaId) ?? {}
      return width === undefined || height === undefined ? undefined : { width, height }
    },
    async read(mediaId) {
      const entry = entries.get(mediaId)
      return entry && { bytes: await archive.readMedia(entry), mimeType: entry.mimeType }
    },
  }
}
