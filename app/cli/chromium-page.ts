import type { MediaId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { exportScreens } from '#app/export/export-screens.ts'
import type { PlannedFile } from '#app/export/planned-file.ts'

/** The page that `--engine chromium` opens: the browser's own export, with files from the command line and back to it. */

export type DrawingInput = {
  project: Project
  files: readonly PlannedFile[]
  names: readonly { mediaId: MediaId; name: string | undefined }[]
  quality: number
}

/** `index`: of the files that were to be drawn. */
export type DrawingReport = { failures: readonly { index: number; message: string }[] }

async function draw({ project, files, names, quality }: DrawingInput): Promise<DrawingReport> {
  const nameById = new Map(names.map(({ mediaId, name }) => [mediaId, name]))
  const media = new Map<MediaId, Promise<Blob | undefined>>()
  const fetchMedia = async (mediaId: MediaId) => {
    const response = await fetch(`/media/${encodeURIComponent(mediaId)}`)
    return response.ok ? response.blob() : undefined
  }
  const indexByPath = new Map(files.map(({ path }, index) => [path, index]))
  const result = await exportScreens({
    project,
    files: files.map((file) => ({ ...file, key: file.path })),
    quality,
    media: {
      findName: (mediaId) => nameById.get(mediaId),
      findFile(mediaId) {
        const file = media.get(mediaId) ?? fetchMedia(mediaId)
        media.set(mediaId, file)
        return file
      },
    },
    keeper: {
      find: async () => undefined,
      async put({ path, key }, { blob, sha256 }) {
        const response = await fetch(`/files/${indexByPath.get(path)}`, { method: 'PUT', body: blob })
        if (!response.ok) throw new Error('The command line did not take the file.')
        return { key, sha256, blob, isFound: false }
      },
    },
  })
  if (result.kind !== 'incomplete') return { failures: [] }
  const findIndex = (target: (typeof files)[number]['target']) =>
    files.findIndex((file) => JSON.stringify(file.target) === JSON.stringify(target))
  return {
    failures: result.failures.map(({ target, message }) => ({ index: findIndex(target), message })),
  }
}

declare global {
  var appframesPage: { draw: typeof draw }
}

globalThis.appframesPage = { draw }
