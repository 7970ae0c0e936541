import { requireCanvasReads } from '#app/canvas/check-canvas-reads.ts'
import { keepsDrawing } from '#app/canvas/keeps-drawing.ts'
import { findFontMedia } from '#app/document/model/font-media.ts'
import type { MediaId } from '#app/document/model/ids.ts'
import { isFontType } from '#app/media-formats/media-format.ts'
import { listFontNeeds } from '#app/render/collect-media.ts'
import { createReadableLayer } from '#app/render/create-layer.ts'
import { createDecodedPictures } from '#app/render/decoded-pictures.ts'
import type { DrawAssets } from '#app/render/draw-assets.ts'
import { drawScreen } from '#app/render/draw-screen.ts'
import { isUserFont } from '#app/render/fonts.ts'
import { type FontSet, loadFonts } from '#app/render/load-fonts.ts'
import { hashBytes } from './hash-bytes.ts'
import type { DrawJob } from './messages.ts'
import { encodeForStore } from './png/encode-png.ts'
import type { Pixels } from './png/pixels.ts'
import { createPixelReader } from './read-pixels.ts'

export type DrawnFile = {
  file: Blob
  sha256: string
  pixels?: string
  replacedFonts: string[]
}

/** 160 MB: a background and some captures stay decoded from screen to screen. */
const maxCachedPixels = 40_000_000

/** Turns jobs into files, one after another, with the same drawing code as the stage. */
export function createJobDrawer(fontSet: FontSet) {
  const files = new Map<MediaId, { file: Blob; name: string | undefined }>()
  const pictures = createDecodedPictures(
    async (mediaId) => {
      const source = files.get(mediaId)
      return source ? decode(source.file, source.name) : undefined
    },
    { maxPixels: maxCachedPixels },
  )
  // One canvas for all: its memory is the largest piece of an export.
  let context: OffscreenCanvasRenderingContext2D | undefined
  const readPixels = createPixelReader()

  return async (job: DrawJob): Promise<DrawnFile> => {
    await requireCanvasReads()
    for (const { mediaId, name, file } of job.pictures) if (file) files.set(mediaId, { file, name })
    const [fontProblems, decoded] = await Promise.all([
      loadFonts(listFontNeeds(job.screen), fontSet, {
        findFile: async (mediaId) => files.get(mediaId)?.file,
      }),
      Promise.all(
        job.pictures.map(async ({ mediaId, file }) => {
          const isDecoded = file !== undefined && !isFontType(file.type)
          return [mediaId, isDecoded ? await pictures.get(mediaId) : undefined] as const
        }),
      ),
    ])
    const missing = fontProblems.find(({ reason }) => reason === 'failed')
    const nameById = new Map(job.pictures.map(({ mediaId, name }) => [mediaId, name]))
    const nameFont = (family: string) => nameById.get(findFontMedia(family) ?? ('' as MediaId)) ?? family
    if (missing) throw new Error(describeFailedFont(missing.family, nameFont(missing.family)))
    const pictureById = new Map(decoded)
    const assets: DrawAssets = {
      widthPx: job.widthPx,
      heightPx: job.heightPx,
      locale: job.locale,
      fallbackLocale: job.fallbackLocale,
      findPicture: (mediaId) => pictureById.get(mediaId),
      findName: (mediaId) => nameById.get(mediaId),
      createLayer: createReadableLayer,
      panorama: job.panorama,
    }
    const before = context
    // A canvas that could not be had is not used again.
    context = undefined
    context = prepareCanvas(before, job)
    drawScreen(context, job.screen, assets)
    const encoded = await encode(context, job, readPixels)
    return { ...encoded, replacedFonts: fontProblems.map(({ family }) => nameFont(family)) }
  }
}

async function encode(
  context: OffscreenCanvasRenderingContext2D,
  { widthPx, maxBytes, hasAlpha = false, format, quality, comparesPixels }: DrawJob,
  readPixels: ReturnType<typeof createPixelReader>,
): Promise<Omit<DrawnFile, 'replacedFonts'>> {
  if (format === 'jpeg') {
    const file = await context.canvas.convertToBlob({ type: 'image/jpeg', quality: quality / 100 })
    if (file.type !== 'image/jpeg') throw new Error('This browser cannot write JPEG files. Choose PNG.')
    return { file, sha256: await hashBytes(new Uint8Array(await file.arrayBuffer())) }
  }
  const picture = await readPixels(context)
  const bytes = await encodeForStore(picture, { maxBytes, hasAlpha })
  const file = new Blob([bytes], { type: 'image/png' })
  const hashed = { file, sha256: await hashBytes(bytes) }
  return comparesPixels ? { ...hashed, pixels: await hashPixels(widthPx, picture.rgba) } : hashed
}

/** What a file holds and, where it can be decoded, what it shows. */
export async function hashPicture(file: Blob): Promise<{ sha256: string; pixels?: string }> {
  await requireCanvasReads()
  const sha256 = await hashBytes(new Uint8Array(await file.arrayBuffer()))
  const bitmap = await createImageBitmap(file).catch(() => undefined)
  if (bitmap === undefined) return { sha256 }
  const { width, height } = bitmap
  const context = new OffscreenCanvas(width, height).getContext('2d', {
    alpha: false,
    willReadFrequently: true,
  })
  context?.drawImage(bitmap, 0, 0)
  bitmap.close()
  const data = context?.getImageData(0, 0, width, height).data
  return data === undefined ? { sha256 } : { sha256, pixels: await hashPixels(width, data) }
}

/** The width makes pictures of other sides differ. */
async function hashPixels(widthPx: number, rgba: Pixels['rgba']): Promise<string> {
  const bytes = new Uint8Array(rgba.buffer, rgba.byteOffset, rgba.byteLength)
  return `${widthPx}:${await hashBytes(bytes)}`
}

function prepareCanvas(
  context: OffscreenCanvasRenderingContext2D | undefined,
  { widthPx, heightPx }: DrawJob,
): OffscreenCanvasRenderingContext2D {
  if (context) {
    // Every pixel is drawn anew, so a canvas of the same size is reused uncleared.
    const isSame = context.canvas.width === widthPx && context.canvas.height === heightPx
    if (isSame) return context
    context.canvas.width = widthPx
    context.canvas.height = heightPx
    if (!keepsDrawing(context)) throw new Error(describeNoCanvas(widthPx, heightPx))
    return context
  }
  // In main memory, because every pixel is read back; the result then does not depend on the graphics card or its
  // driver.
  const created = new OffscreenCanvas(widthPx, heightPx).getContext('2d', {
    alpha: false,
    willReadFrequently: true,
  })
  if (created === null || !keepsDrawing(created)) throw new Error(describeNoCanvas(widthPx, heightPx))
  return created
}

/** Drawn without it, the picture would show letters of this device's own fonts. */
const describeFailedFont = (family: string, name: string): string =>
  isUserFont(family)
    ? `The font ${name} could not be read: the file is damaged. Add the original again.`
    : `The font ${name} is not on this device and could not be fetched. Connect to the network and export again; it is kept then.`

const describeNoCanvas = (widthPx: number, heightPx: number): string =>
  `This browser has no memory for a canvas of ${widthPx} × ${heightPx} pixels. Close other tabs and apps and try again, or export on a computer; your work is untouched.`

async function decode(file: Blob, name: string | undefined): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file)
  } catch (cause) {
    const what = name === undefined ? 'A capture' : `The capture ${name}`
    throw new Error(`${what} could not be read: the file is damaged. Replace it by the original.`, { cause })
  }
}
