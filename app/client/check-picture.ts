import type { CheckPicture } from './client-media.ts'

const accepted = new Set(['image/png', 'image/jpeg', 'image/webp'])

/** Decodes, measures and hashes a picture. */
export const checkPicture: CheckPicture = async (file) => {
  const refuse = (reason: string) => ({
    kind: 'refused' as const,
    fileName: file.name,
    message: `“${file.name}” was not added: ${reason}`,
  })
  if (!accepted.has(file.type)) return refuse('only PNG, JPEG and WebP pictures can be used.')
  const bytes = await file.arrayBuffer()
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined)
  if (image === undefined) return refuse('it cannot be read as a picture.')
  const { width, height } = image
  image.close()
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  const sha256 = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
  const nowMs = Date.now()
  return {
    kind: 'picture',
    file,
    thumbnail: undefined,
    asset: {
      fileName: file.name,
      fileType: 'image',
      mimeType: file.type,
      size: file.size,
      width,
      height,
      sha256,
      createdAt: nowMs,
      updatedAt: nowMs,
      syncStatus: 'pending',
    },
  }
}
