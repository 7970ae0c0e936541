import { canReadCanvas } from '#app/canvas/check-canvas-reads.ts'
import {
  type FontFormat,
  findMediaFormat,
  type ImageFormat,
  isFontType,
  type VideoFormat,
} from '#app/media-formats/media-format.ts'
import { fontMaxBytes, imageMaxBytes, videoMaxBytes } from '#app/media-formats/media-limits.ts'
import { checkPicture, maxReadBytes } from './check-picture.ts'
import { describeCopy, describeRefusal, type Refusal } from './describe-refusal.ts'
import type { WorkerResult } from './picture-messages.ts'
import { copyQuality, planCopy, shrinkStep } from './plan-copy.ts'

const thumbnailSidePx = 256
const thumbnailQuality = 0.82

/** Checks, measures, hashes and thumbnails one file. Runs in the picture worker; bad files give a refusal, no error. */
export async function processPicture(fileName: string, file: Blob): Promise<WorkerResult> {
  const refuse = (refusal: Refusal): WorkerResult => ({
    kind: 'refused',
    message: describeRefusal(fileName, refusal),
  })
  if (file.size > maxReadBytes) return refuse({ kind: 'too-many-bytes', sizeBytes: file.size })
  const bytes = await readBytes(file)
  if (bytes === undefined) return refuse({ kind: 'unreadable' })
  const format = findMediaFormat(bytes)
  if (format?.type === 'video') return checkVideo({ fileName, bytes, mimeType: format.mimeType })
  if (format?.type === 'font') return checkFont({ fileName, bytes, mimeType: format.mimeType })
  const checked = checkPicture(fileName, bytes)
  if (checked.kind === 'refused') return checked
  if (checked.format.name === 'gif' && bytes.length > imageMaxBytes) {
    return refuse({ kind: 'heavy-animation', sizeBytes: bytes.length })
  }

  // The checked bytes are the ones that are stored: the file on disk may change meanwhile.
  const original = new Blob([bytes], { type: checked.format.mimeType })
  const bitmap = await decode(original)
  if (bitmap === undefined) return refuse({ kind: 'damaged' })
  try {
    return await keepPicture({ fileName, bytes, original, bitmap, format: checked.format })
  } finally {
    bitmap.close()
  }
}

type Decoded = {
  fileName: string
  bytes: Uint8Array<ArrayBuffer>
  original: Blob
  bitmap: ImageBitmap
  format: ImageFormat
}

/** The original unchanged, or the smaller copy that is stored in its place. */
async function keepPicture({ fileName, bytes, original, bitmap, format }: Decoded): Promise<WorkerResult> {
  const { width, height } = bitmap
  const sizeBytes = original.size
  const plan = planCopy({ format: format.name, sizeBytes, width, height })
  const drawn = await encodeThumbnail(bitmap)
  const thumbnail = drawn === undefined ? {} : { thumbnail: drawn }
  if (plan.kind === 'keep') {
    const sha256 = await hash(bytes)
    const { mimeType } = format
    return { kind: 'ok', blob: original, mimeType, fileName, width, height, sha256, sizeBytes, ...thumbnail }
  }
  if (!(await canReadCanvas())) {
    return { kind: 'refused', message: describeRefusal(fileName, { kind: 'altered-reads' }) }
  }
  const copy = await createCopy(bitmap, plan)
  const sha256 = await hash(await copy.blob.arrayBuffer())
  const kept = { width: copy.width, height: copy.height, sizeBytes: copy.blob.size }
  const notice = describeCopy(fileName, { sizeBytes, width, height }, kept)
  return {
    kind: 'ok',
    blob: copy.blob,
    mimeType: plan.mimeType,
    fileName,
    ...kept,
    sha256,
    ...thumbnail,
    notice,
  }
}

type Video = { fileName: string; bytes: Uint8Array<ArrayBuffer>; mimeType: VideoFormat['mimeType'] }

async function checkVideo({ fileName, bytes, mimeType }: Video): Promise<WorkerResult> {
  if (bytes.length > videoMaxBytes) {
    const message = describeRefusal(fileName, { kind: 'heavy-video', sizeBytes: bytes.length })
    return { kind: 'refused', message }
  }
  const blob = new Blob([bytes], { type: mimeType })
  return { kind: 'video', blob, mimeType, fileName, sha256: await hash(bytes), sizeBytes: bytes.length }
}

type Font = { fileName: string; bytes: Uint8Array<ArrayBuffer>; mimeType: FontFormat['mimeType'] }

async function checkFont({ fileName, bytes, mimeType }: Font): Promise<WorkerResult> {
  const refuse = (refusal: Refusal): WorkerResult => ({
    kind: 'refused',
    message: describeRefusal(fileName, refusal),
  })
  if (bytes.length > fontMaxBytes) return refuse({ kind: 'heavy-font', sizeBytes: bytes.length })
  const { drawFont, isUsableFont } = await import('./process-font.ts')
  if (!(await isUsableFont(bytes))) return refuse({ kind: 'damaged-font' })
  const drawn = await drawFont(bytes)
  const thumbnail = drawn === undefined ? {} : { thumbnail: drawn }
  const blob = new Blob([bytes], { type: mimeType })
  const sha256 = await hash(bytes)
  return { kind: 'font', blob, mimeType, fileName, sha256, sizeBytes: bytes.length, ...thumbnail }
}

/** Only the thumbnail, of a file that was checked before. */
export async function drawThumbnail(fileName: string, file: Blob): Promise<WorkerResult> {
  if (isFontType(file.type)) {
    const { drawFont } = await import('./process-font.ts')
    const drawn = await drawFont(new Uint8Array(await file.arrayBuffer()))
    return { kind: 'thumbnail', ...(drawn === undefined ? {} : { thumbnail: drawn }) }
  }
  const bitmap = await decode(file)
  if (bitmap === undefined) {
    return { kind: 'refused', message: describeRefusal(fileName, { kind: 'damaged' }) }
  }
  try {
    const thumbnail = await encodeThumbnail(bitmap)
    return { kind: 'thumbnail', ...(thumbnail === undefined ? {} : { thumbnail }) }
  } finally {
    bitmap.close()
  }
}

async function readBytes(file: Blob): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await file.arrayBuffer())
  } catch (error) {
    console.warn('A dropped file could not be read.', error)
    return undefined
  }
}

async function decode(picture: Blob): Promise<ImageBitmap | undefined> {
  try {
    return await createImageBitmap(picture, { imageOrientation: 'from-image' })
  } catch (error) {
    console.warn('A dropped picture could not be decoded.', error)
    return undefined
  }
}

type SizePx = { width: number; height: number }

function fitThumbnail({ width, height }: SizePx): SizePx {
  const scale = Math.min(1, thumbnailSidePx / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** `undefined` where the browser alters pixels read from a canvas: no thumbnail is better than a wrong one. */
async function encodeThumbnail(bitmap: ImageBitmap): Promise<Blob | undefined> {
  if (!(await canReadCanvas())) return undefined
  return encode(bitmap, fitThumbnail(bitmap), { type: 'image/webp', quality: thumbnailQuality })
}

async function createCopy(
  bitmap: ImageBitmap,
  plan: SizePx & { mimeType: string },
): Promise<SizePx & { blob: Blob }> {
  let size: SizePx = { width: plan.width, height: plan.height }
  for (;;) {
    const blob = await encode(bitmap, size, { type: plan.mimeType, quality: copyQuality })
    if (blob.size <= imageMaxBytes) return { ...size, blob }
    size = {
      width: Math.max(1, Math.round(size.width * shrinkStep)),
      height: Math.max(1, Math.round(size.height * shrinkStep)),
    }
  }
}

async function encode(
  bitmap: ImageBitmap,
  { width, height }: SizePx,
  options: ImageEncodeOptions,
): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('The browser gave no canvas to draw the picture on.')
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, width, height)
  return canvas.convertToBlob(options)
}

async function hash(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
