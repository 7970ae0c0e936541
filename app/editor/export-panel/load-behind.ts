import { canReadCanvas } from '#app/canvas/check-canvas-reads.ts'
import type { MediaId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import {
  createBehindReader,
  listPicturesBehindTexts,
  type OpenBehind,
} from '#app/export/create-behind-reader.ts'
import type { ExportTarget } from '#app/export/export-target.ts'
import type { EditorMedia } from '../ports/session.ts'
import type { Slices } from './create-slices.ts'

/** Reads what lies behind texts, from thumbnails of the pictures there; `undefined` where the browser alters what is read. */
export async function loadBehind(
  project: Project,
  targets: readonly ExportTarget[],
  { media, slices }: { media: Pick<EditorMedia, 'loadSmallImage'>; slices: Slices },
): Promise<OpenBehind | undefined> {
  const wanted = new Set<MediaId>()
  for (const target of targets) {
    for (const mediaId of listPicturesBehindTexts(project, [target])) wanted.add(mediaId)
    await slices.rest()
  }
  if (wanted.size === 0 || !(await canReadCanvas())) return undefined
  const pictures = new Map<MediaId, ImageBitmap>()
  for (const mediaId of wanted) {
    const picture = await media.loadSmallImage(mediaId)
    if (picture !== undefined) pictures.set(mediaId, picture)
  }
  return createBehindReader({
    project,
    findPicture: (mediaId) => pictures.get(mediaId),
    createContext: (widthPx, heightPx) =>
      new OffscreenCanvas(widthPx, heightPx).getContext('2d', { willReadFrequently: true }),
  })
}
