import { browserPorts, createPictureImporter } from '#app/media/import-picture.ts'
import type { PictureResult } from '#app/media/picture-messages.ts'

type Report = Omit<Extract<PictureResult, { kind: 'ok' }>, 'blob' | 'thumbnail'> & {
  sameBytes: boolean
  thumbnail: { width: number; height: number; type: string }
  /** The stored picture, decoded: red, green and blue of its top left pixel. */
  topLeft: readonly number[]
}
type Refused = Exclude<PictureResult, { kind: 'ok' }>

/** Imports real files; bytes arrive as arrays from the test, pictures are made here. */
async function importBytes(name: string, bytes: readonly number[]): Promise<Report | Refused> {
  return importFile(new File([Uint8Array.from(bytes)], name))
}

async function importFile(file: File): Promise<Report | Refused> {
  const importer = createPictureImporter()
  try {
    const result = await importer.importPicture(file)
    if (result.kind !== 'ok') return result
    const { blob, thumbnail, ...rest } = result
    if (thumbnail === undefined) throw new Error('This browser alters what is read from a canvas.')
    const [kept, small] = await Promise.all([
      createImageBitmap(blob, { imageOrientation: 'from-image' }),
      createImageBitmap(thumbnail),
    ])
    return {
      ...rest,
      sameBytes: await equalBytes(blob, file),
      thumbnail: { width: small.width, height: small.height, type: thumbnail.type },
      topLeft: readTopLeft(kept),
    }
  } finally {
    importer.close()
  }
}

/** A picture whose top left quarter is red and whose rest is blue; `noise` makes it heavy. */
async function draw(
  width: number,
  height: number,
  options: { type: string; noise?: boolean },
): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('No canvas.')
  context.fillStyle = '#0000ff'
  context.fillRect(0, 0, width, height)
  if (options.noise) drawNoise(context, width, height)
  context.fillStyle = '#ff0000'
  context.fillRect(0, 0, width / 2, height / 2)
  return canvas.convertToBlob({ type: options.type, quality: 1 })
}

function drawNoise(context: OffscreenCanvasRenderingContext2D, width: number, height: number): void {
  const tile = context.createImageData(512, 512)
  for (let at = 0; at < tile.data.length; at += 65_536 / 4) {
    crypto.getRandomValues(tile.data.subarray(at, at + 65_536 / 4))
  }
  for (let at = 3; at < tile.data.length; at += 4) tile.data[at] = 255
  for (let y = 0; y < height; y += 512) for (let x = 0; x < width; x += 512) context.putImageData(tile, x, y)
}

async function importDrawn(
  name: string,
  size: { width: number; height: number },
  options: { type: string; noise?: boolean; exif?: readonly number[]; keepBytes?: number },
): Promise<{ sizeBytes: number; result: Report | Refused }> {
  const drawn = await draw(size.width, size.height, options)
  const bytes = new Uint8Array(await drawn.arrayBuffer())
  const exif = Uint8Array.from(options.exif ?? [])
  const parts = exif.length === 0 ? [bytes] : [bytes.slice(0, 2), exif, bytes.slice(2)]
  const file = new File([new Blob(parts).slice(0, options.keepBytes)], name)
  return { sizeBytes: file.size, result: await importFile(file) }
}

/** The first worker crashes on its first file. */
async function importWithCrash(): Promise<readonly string[]> {
  let made = 0
  const importer = createPictureImporter({
    ...browserPorts,
    createWorker: () => {
      made += 1
      if (made > 1) return browserPorts.createWorker()
      const dying = new Blob(['onmessage = () => { throw new Error("made to crash") }'])
      return new Worker(URL.createObjectURL(dying))
    },
  })
  const blob = await draw(200, 400, { type: 'image/png' })
  const files = ['first.png', 'second.png', 'third.png'].map((name) => new File([blob], name))
  const results = await Promise.all(files.map((file) => importer.importPicture(file)))
  importer.close()
  return results.map((result) => (result.kind === 'refused' ? result.message : result.kind))
}

/** The longest task of this thread while heavy pictures are imported, in ms; `stallMs` stalls it deliberately. */
async function measureLongestTask(stallMs: number): Promise<number> {
  const blobs = await Promise.all(
    [1, 2, 3, 4].map(() => draw(2064, 2752, { type: 'image/png', noise: true })),
  )
  const files = blobs.map((blob, index) => new File([blob], `${index}.png`))
  const importer = createPictureImporter()
  const durations: number[] = []
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) durations.push(entry.duration)
  })
  observer.observe({ type: 'longtask' })
  const results = await Promise.all(files.map((file) => importer.importPicture(file)))
  await new Promise<void>((resolve) =>
    setTimeout(() => {
      const endMs = performance.now() + stallMs
      while (performance.now() < endMs);
      setTimeout(resolve)
    }),
  )
  for (const entry of observer.takeRecords()) durations.push(entry.duration)
  observer.disconnect()
  importer.close()
  if (results.some((result) => result.kind !== 'ok')) throw new Error(JSON.stringify(results))
  return Math.max(0, ...durations)
}

async function equalBytes(a: Blob, b: Blob): Promise<boolean> {
  if (a.size !== b.size) return false
  const [left, right] = [new Uint8Array(await a.arrayBuffer()), new Uint8Array(await b.arrayBuffer())]
  return left.every((byte, index) => byte === right[index])
}

function readTopLeft(bitmap: ImageBitmap): readonly number[] {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
  context?.drawImage(bitmap, 0, 0)
  return [...(context?.getImageData(2, 2, 1, 1).data ?? [])].slice(0, 3)
}

const offered = { importBytes, importDrawn, importWithCrash, measureLongestTask }
export type PictureImportPage = typeof offered
Object.assign(globalThis, { pictures: offered })
