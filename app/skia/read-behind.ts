import { type Canvas, createCanvas, loadImage } from '@napi-rs/canvas'
import type { MediaId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import {
  createBehindReader,
  listPicturesBehindTexts,
  type OpenBehind,
} from '#app/export/create-behind-reader.ts'
import type { ExportTarget } from '#app/export/export-target.ts'
import type { DrawContext, Picture } from '#app/render/draw-assets.ts'
import type { MediaFiles } from './screen-drawer.ts'

/** Of each picture a small copy is kept: enough for its colours. */
const copyWidthPx = 240

/** What lies behind texts, by Skia. A picture that cannot be decoded counts as not there: the export names it. */
export async function readBehind(
  project: Project,
  targets: readonly ExportTarget[],
  media: Pick<MediaFiles, 'read'>,
): Promise<OpenBehind> {
  const copies = new Map<MediaId, Canvas>()
  for (const mediaId of listPicturesBehindTexts(project, targets)) {
    const copy = await copySmall(media, mediaId).catch(() => undefined)
    if (copy !== undefined) copies.set(mediaId, copy)
  }
  return createBehindReader({
    project,
    findPicture: (mediaId) => copies.get(mediaId) as unknown as Picture | undefined,
    createContext: (widthPx, heightPx) =>
      createCanvas(widthPx, heightPx).getContext('2d') as unknown as DrawContext,
  })
}

async function copySmall(media: Pick<MediaFiles, 'read'>, mediaId: MediaId): Promise<Canvas | undefined> {
  const file = await media.read(mediaId)
  if (file === undefined || file.mimeType.startsWith('video/')) return undefined
  const image = await loadImage(Buffer.from(file.bytes))
  const scale = Math.min(1, copyWidthPx / image.width)
  const copy = createCanvas(
    Math.max(1, Math.round(image.width * scale)),
    Math.max(1, Math.round(image.height * scale)),
  )
  const context = copy.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, 0, 0, copy.width, copy.height)
  return copy
}
