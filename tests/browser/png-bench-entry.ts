import { getCanvasPx } from '#app/document/catalogue/canvas-sizes.ts'
import type { CanvasSizeId, Locale, MediaId, ProjectId } from '#app/document/model/ids.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import { listScreens } from '#app/export/export-target.ts'
import { listFontNeeds } from '#app/render/collect-media.ts'
import { createReadableLayer } from '#app/render/create-layer.ts'
import { drawScreen } from '#app/render/draw-screen.ts'
import { loadFonts } from '#app/render/load-fonts.ts'
import type { WriteReply, WriterName } from './png-bench.worker.ts'

/** The sample's screens of 1320 × 2868, and one that is noise like a photo, written as PNG in a worker. */

const canvasSizeId = 'iphone-69' as CanvasSizeId
const locale = 'en-US' as Locale
const bitmaps = new Map<MediaId, ImageBitmap>()
const worker = new Worker(new URL('./png-bench.worker.ts', import.meta.url), { type: 'module' })
let pictures: ImageData[] = []
let lastId = 0

const tools = {
  async addPicture(mediaId: MediaId, base64: string) {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
    bitmaps.set(mediaId, await createImageBitmap(new Blob([bytes], { type: 'image/webp' })))
  },

  async draw(): Promise<number> {
    let count = 0
    const id = '3b4c5a7e-1a9b-4a39-8a6a-92f1f8d3c611' as ProjectId
    const project = createSampleProject({ id, mint: () => `id-${++count}` })
    const screens = listScreens(project, canvasSizeId).map(({ item }) => item)
    pictures = [...(await Promise.all(screens.map(drawPixels))), createGrain()]
    return pictures.length
  },

  /** Milliseconds in the worker; bytes of the file; its colour type; whether it decodes to the same pixels. */
  async write(writer: WriterName, index: number, isChecked: boolean) {
    const picture = pictures[index]
    if (picture === undefined) throw new Error('There is no such picture.')
    const { width, height } = picture
    const id = ++lastId
    const { tookMs, file } = await new Promise<WriteReply>((resolve) => {
      const onMessage = ({ data }: MessageEvent<WriteReply>) => {
        if (data.id !== id) return
        worker.removeEventListener('message', onMessage)
        resolve(data)
      }
      worker.addEventListener('message', onMessage)
      const rgba = picture.data.slice()
      worker.postMessage({ id, writer, width, height, rgba }, [rgba.buffer])
    })
    const isSame = isChecked && (await hasPixels(file, picture))
    return { tookMs, sizeBytes: file.length, colourType: file[25], isSame }
  },
}

async function drawPixels(screen: Screen): Promise<ImageData> {
  const { widthPx, heightPx } = getCanvasPx(canvasSizeId, screen.orientation)
  const context = createContext(widthPx, heightPx)
  await loadFonts(listFontNeeds(screen), document.fonts)
  drawScreen(context, screen, {
    widthPx,
    heightPx,
    locale,
    fallbackLocale: locale,
    findPicture: (mediaId) => bitmaps.get(mediaId),
    findName: () => undefined,
    createLayer: createReadableLayer,
  })
  return context.getImageData(0, 0, widthPx, heightPx)
}

/** Slow waves with grain of a few levels: nothing in it repeats. */
function createGrain(): ImageData {
  const { widthPx, heightPx } = getCanvasPx(canvasSizeId, 'portrait')
  const data = new Uint8ClampedArray(widthPx * heightPx * 4)
  let seed = 1
  for (let at = 0; at < data.length; at += 4) {
    const x = (at >> 2) % widthPx
    const y = Math.floor((at >> 2) / widthPx)
    for (let channel = 0; channel < 3; channel++) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
      const wave = Math.sin(x / (90 + 40 * channel)) + Math.sin(y / (130 - 30 * channel))
      data[at + channel] = 128 + 55 * wave + (seed >>> 29)
    }
    data[at + 3] = 255
  }
  return new ImageData(data, widthPx, heightPx)
}

async function hasPixels(
  file: Uint8Array<ArrayBuffer>,
  { width, height, data }: ImageData,
): Promise<boolean> {
  const bitmap = await createImageBitmap(new Blob([file], { type: 'image/png' }))
  if (bitmap.width !== width || bitmap.height !== height) return false
  const context = createContext(width, height)
  context.drawImage(bitmap, 0, 0)
  const decoded = context.getImageData(0, 0, width, height).data
  return decoded.every((value, at) => value === data[at])
}

function createContext(widthPx: number, heightPx: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d', {
    alpha: false,
    willReadFrequently: true,
  })
  if (context === null) throw new Error('no 2D context')
  return context
}

declare global {
  var pngBench: PngBench
}
type PngBench = typeof tools
globalThis.pngBench = tools
