import { imageMaxBytes } from '#app/media-formats/media-limits.ts'
import type { PictureFormat } from '#app/media-formats/sniff-picture.ts'

/** Photos larger than this gain nothing: no store accepts a screenshot with a longer side than 5,244 px. */
export const maxPhotoSidePx = 4096
/** A copy that is still too large is scaled by this factor, again and again. */
export const shrinkStep = 0.8
export const copyQuality = 0.92

export type CopyPlan =
  | { kind: 'keep' }
  | { kind: 'copy'; width: number; height: number; mimeType: 'image/jpeg' | 'image/webp' }

/**
 * Originals are kept byte for byte. A picture that could not be synced, and a photo (JPEG) with more pixels than anything
 * can show, is re-encoded. Copies of PNG and WebP are WebP, because they may be transparent.
 */
export function planCopy(picture: {
  format: PictureFormat
  sizeBytes: number
  width: number
  height: number
}): CopyPlan {
  const { format, sizeBytes, width, height } = picture
  const longSide = Math.max(width, height)
  const isHugePhoto = format === 'jpeg' && longSide > maxPhotoSidePx
  if (sizeBytes <= imageMaxBytes && !isHugePhoto) return { kind: 'keep' }
  const scale = Math.min(1, maxPhotoSidePx / longSide)
  return {
    kind: 'copy',
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
    mimeType: format === 'jpeg' ? 'image/jpeg' : 'image/webp',
  }
}
