import { canReadCanvas } from '#app/canvas/check-canvas-reads.ts'
import { readVideoType, type VideoType } from '#app/media-formats/read-video-type.ts'
import { sniffLengthBytes, sniffPicture } from '#app/media-formats/sniff-picture.ts'
import { checkPicture, maxReadBytes, type StillFormat } from './check-picture.ts'
import { describeCopy, describeRefusal, type Refusal } from './describe-refusal.ts'
import type { WorkerResult } from './picture-messages.ts'
import { copyQuality, maxStoredBytes, planCopy, shrinkStep } from './plan-copy.ts'

const thumbnailSidePx = 256
const thumbnailQuality = 0.82
/** The cloud's limit for a video. */
const maxVideoBytes = 100_000_000

type MimeType = Extract<WorkerResult, { kind: 'ok' }>['mimeType']
const mimeTypes: Readonly<Record<StillFormat, MimeType>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
}

/** Checks, measures, hashes and thumbnails one file. Runs in the picture worker; bad files are refused, not thrown. */
export async function processPicture(fileName: string, file: Blob): Promise<WorkerResult> {
  const refuse = (refusal: Refusal): WorkerResult => ({
    kind: 'refused',
    message: describeRefusal(fileName, refusal),
  })
  if (file.size > maxReadBytes) return refuse({ kind: 'too-many-bytes', sizeBytes: file.size })
  const bytes = await readBytes(file)
  if (bytes === undefined) return refuse({ kind: 'unreadable' })
  const videoType =
    sniffPicture(bytes.subarray(0, sniffLengthBytes)) === 'video' ? readVideoType(bytes) : undefined
  if (videoType !== undefined) return checkVideo({ fileName, bytes, mimeType: videoType })
  const checked = checkPicture(fileName, bytes)
  if (checked.kind === 'refused') return checked
  if (checked.format === 'gif' && bytes.length > maxStoredBytes) {
    return refuse({ kind: 'heavy-animation', sizeBytes: bytes.length })
  }

  // The bytes that were checked are the ones that are kept: the file on disk may change meanwhile.
  const original = new Blob([bytes], { type: mimeTypes[checked.format] })
  const bitmap = await decode(original)
  if (bitmap === undefined) return refuse({ kind: 'damaged' })
  try {
    const { width, height } = bitmap
    const plan = planCopy({ format: checked.format, sizeBytes: original.size, width, height })
    const drawn = await encodeThumbnail(bitmap)
    const thumbnail = drawn === undefined ? {} : { thumbnail: drawn }
    if (plan.kind === 'keep') {
      const sha256 = await hash(bytes)
      const mimeType = mimeTypes[checked.format]
      const sizeBytes = original.size
      return {
        kind: 'ok',
        blob: original,
        mimeType,
        fileName,
        width,
        height,
        sha256,
        sizeBytes,
        ...thumbnail,
      }
    }
    if (!(await canReadCanvas())) return refuse({ kind: 'altered-reads' })
    const copy = await createCopy(bitmap, plan)
    const sha256 = await hash(await copy.blob.arrayBuffer())
    const kept = { width: copy.width, height: copy.height, sizeBytes: copy.blob.size }
    const note = describeCopy(fileName, { sizeBytes: original.size, width, height }, kept)
    const mimeType: MimeType = checked.format === 'jpeg' ? 'image/jpeg' : 'image/webp'
    return { kind: 'ok', blob: copy.blob, mimeType, fileName, ...kept, sha256, ...thumbnail, note }
  } finally {
    bitmap.close()
  }
}

type Video = { fileName: string; bytes: Uint8Array<ArrayBuffer>; mimeType: VideoType }

async function checkVideo({ fileName, bytes, mimeType }: Video): Promise<WorkerResult> {
  if (bytes.length > maxVideoBytes) {
    const message = describeRefusal(fileName, { kind: 'heavy-video', sizeBytes: bytes.length })
    return { kind: 'refused', message }
  }
  const blob = new Blob([bytes], { type: mimeType })
  return { kind: 'video', blob, mimeType, fileName, sha256: await hash(bytes), sizeBytes: bytes.length }
}

/** Only the small picture, of a file that is known to be good. */
export async function drawThumbnail(fileName: string, file: Blob): Promise<WorkerResult> {
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

/** `undefined` where the browser alters what is read: no small picture is better than a wrong one. */
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
    if (blob.size <= maxStoredBytes) return { ...size, blob }
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
