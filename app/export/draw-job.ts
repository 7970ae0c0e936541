import { requireCanvasReads } from '#app/canvas/check-canvas-reads.ts'
import { keepsDrawing } from '#app/canvas/keeps-drawing.ts'
import type { MediaId } from '#app/document/model/ids.ts'
import { listFontFamilies } from '#app/render/collect-media.ts'
import { createReadableLayer } from '#app/render/create-layer.ts'
import { createPictureCache } from '#app/render/decoded-pictures.ts'
import type { DrawAssets } from '#app/render/draw-assets.ts'
import { drawScreen } from '#app/render/draw-screen.ts'
import { type FontSet, loadFonts } from '#app/render/load-fonts.ts'
import type { ExportJob } from './messages.ts'
import { encodePng, encodeSmallerPng } from './png/encode-png.ts'

/** 160 MB: a background and some captures stay decoded from screen to screen. */
const maxCachedPixels = 40_000_000

/** Turns jobs into PNG files, one after another, with the same drawing code as the stage. */
export function createJobDrawer(fontSet: FontSet) {
  const files = new Map<MediaId, { file: Blob; name: string | undefined }>()
  const pictures = createPictureCache(
    async (mediaId) => {
      const source = files.get(mediaId)
      return source ? decode(source.file, source.name) : undefined
    },
    { maxPixels: maxCachedPixels },
  )
  // One canvas for all: its memory is the largest piece of an export.
  let context: OffscreenCanvasRenderingContext2D | undefined

  return async (job: ExportJob): Promise<{ png: Blob; replacedFonts: string[] }> => {
    await requireCanvasReads()
    for (const { mediaId, name, file } of job.pictures) if (file) files.set(mediaId, { file, name })
    const [fontProblems, decoded] = await Promise.all([
      loadFonts(listFontFamilies(job.screen), fontSet),
      Promise.all(
        job.pictures.map(async ({ mediaId, file }) => {
          return [mediaId, file ? await pictures.get(mediaId) : undefined] as const
        }),
      ),
    ])
    const pictureById = new Map(decoded)
    const nameById = new Map(job.pictures.map(({ mediaId, name }) => [mediaId, name]))
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
    const { data: rgba } = context.getImageData(0, 0, job.widthPx, job.heightPx)
    const pixels = { width: job.widthPx, height: job.heightPx, rgba }
    const quick = encodePng(pixels)
    const file = quick.length <= job.maxBytes ? quick : await encodeSmallerPng(pixels)
    return {
      png: new Blob([file], { type: 'image/png' }),
      replacedFonts: fontProblems.map(({ family }) => family),
    }
  }
}

function prepareCanvas(
  context: OffscreenCanvasRenderingContext2D | undefined,
  { widthPx, heightPx }: ExportJob,
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
