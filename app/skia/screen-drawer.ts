import { createCanvas, type Image, loadImage } from '@napi-rs/canvas'
import type { MediaId } from '#app/document/model/ids.ts'
import type { Drawing } from '#app/export/plan-drawing.ts'
import { listFontMedia, listFontNeeds } from '#app/render/collect-media.ts'
import type { DrawContext, Picture } from '#app/render/draw-assets.ts'
import { drawScreen } from '#app/render/draw-screen.ts'
import { describeVideo } from './describe-video.ts'
import { registerFonts, registerOwnFonts } from './register-fonts.ts'

/** The media of a project, for drawing. */
export type MediaFiles = {
  findName(mediaId: MediaId): string | undefined
  /** `undefined`: not there; a placeholder is drawn. */
  read(mediaId: MediaId): Promise<{ bytes: Uint8Array; mimeType: string } | undefined>
}

export type DrawnScreen = { width: number; height: number; rgba: Uint8ClampedArray }

/** Decoded pictures kept from screen to screen, as in a worker of the browser's export. */
const maxCachedPixels = 40_000_000

/** Draws by the editor's own drawing code on a canvas of Skia. */
export function createDrawer(media: MediaFiles) {
  const decoded = createPictures(media)
  let context: DrawContext | undefined
  return async (drawing: Drawing): Promise<DrawnScreen> => {
    const { screen, widthPx, heightPx, locale, fallbackLocale, panorama, mediaIds } = drawing
    const needs = listFontNeeds(screen)
    await registerOwnFonts(
      needs.map(({ family }) => family),
      { owner: media, media },
    )
    await registerFonts(needs)
    const fonts = listFontMedia(screen)
    const pictures = new Map<MediaId, Picture>()
    for (const mediaId of mediaIds) {
      if (fonts.has(mediaId)) continue
      const picture = await decoded.get(mediaId)
      if (picture !== undefined) pictures.set(mediaId, picture)
    }
    if (context?.canvas.width !== widthPx || context.canvas.height !== heightPx)
      context = createContext(widthPx, heightPx)
    drawScreen(context, screen, {
      widthPx,
      heightPx,
      locale,
      fallbackLocale,
      findPicture: (mediaId) => pictures.get(mediaId),
      findName: media.findName,
      createLayer: createContext,
      panorama,
    })
    return { width: widthPx, height: heightPx, rgba: context.getImageData(0, 0, widthPx, heightPx).data }
  }
}

export const createContext = (widthPx: number, heightPx: number): DrawContext =>
  createCanvas(Math.max(1, widthPx), Math.max(1, heightPx)).getContext('2d') as unknown as DrawContext

/** The last used pictures, decoded. */
function createPictures(media: MediaFiles) {
  const kept = new Map<MediaId, Picture>()
  return {
    async get(mediaId: MediaId): Promise<Picture | undefined> {
      const known = kept.get(mediaId)
      const picture = known ?? (await decode(media, mediaId))
      if (picture === undefined) return undefined
      kept.delete(mediaId)
      kept.set(mediaId, picture)
      let pixels = 0
      for (const { width, height } of kept.values()) pixels += width * height
      for (const [oldest, { width, height }] of kept) {
        if (pixels <= maxCachedPixels || oldest === mediaId) break
        kept.delete(oldest)
        pixels -= width * height
      }
      return picture
    },
  }
}

async function decode(media: MediaFiles, mediaId: MediaId): Promise<Picture | undefined> {
  const file = await media.read(mediaId)
  if (file === undefined) return undefined
  const name = media.findName(mediaId) ?? mediaId
  if (file.mimeType.startsWith('video/')) throw new Error(describeVideo(name))
  try {
    const image: Image = await loadImage(Buffer.from(file.bytes))
    return image as unknown as Picture
  } catch (cause) {
    throw new Error(`“${name}” cannot be decoded: the file is damaged. Replace it by the original.`, {
      cause,
    })
  }
}
