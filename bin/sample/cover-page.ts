// Runs in a browser for make-cover.mjs: the sample's screens side by side, by the editor's own drawing code.
import { getCanvasHeight } from '#app/document/catalogue/canvas-sizes.ts'
import type { CanvasSizeId, Locale, MediaId, ProjectId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import { sampleMedia } from '#app/document/sample/sample-media.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import { drawScreen } from '#app/render/draw-screen.ts'
import { loadFonts } from '#app/render/load-fonts.ts'

const canvasSizeId = 'iphone-69' as CanvasSizeId
const locale = 'en-US' as Locale
const screenWidthPx = 416
const gapPx = 40
const cornerPx = 28

/** `captures`: the files of public/sample by media id. Resolves with the bytes of a WebP with transparent gaps. */
async function drawCover(captures: Record<string, Blob>): Promise<Blob> {
  let count = 0
  const project = createSampleProject({ id: crypto.randomUUID() as ProjectId, mint: () => `id-${count++}` })
  const screens = listOrdered(project.screensByCanvasSize[canvasSizeId] ?? {})
  await loadFonts([], document.fonts)
  const pictures = new Map<MediaId, ImageBitmap>()
  for (const { mediaId } of sampleMedia) {
    const capture = captures[mediaId]
    if (capture) pictures.set(mediaId, await createImageBitmap(capture))
  }

  const heightPx = Math.round(screenWidthPx * getCanvasHeight(canvasSizeId, 'portrait'))
  const cover = new OffscreenCanvas(screens.length * (screenWidthPx + gapPx) - gapPx, heightPx)
  const context = cover.getContext('2d')
  if (context === null) throw new Error('This browser gives no 2D context.')
  for (const [index, { item }] of screens.entries()) {
    context.save()
    context.translate(index * (screenWidthPx + gapPx), 0)
    context.beginPath()
    context.roundRect(0, 0, screenWidthPx, heightPx, cornerPx)
    context.clip()
    drawScreen(context, item, {
      widthPx: screenWidthPx,
      heightPx,
      locale,
      fallbackLocale: locale,
      findPicture: (mediaId) => pictures.get(mediaId),
      findName: () => undefined,
    })
    context.restore()
  }
  return cover.convertToBlob({ type: 'image/webp', quality: 0.8 })
}

Object.assign(globalThis, { drawCover, sampleMedia })
