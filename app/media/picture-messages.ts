import { z } from 'zod'
import { imageFormats, videoFormats } from '#app/media-formats/media-format.ts'

const listTypes = <Type extends string>(formats: Readonly<Record<string, { mimeType: Type }>>): Type[] =>
  Object.values(formats).map(({ mimeType }) => mimeType)

/** Messages between the page and the picture worker. */
export const pictureRequestSchema = z.object({
  id: z.int(),
  fileName: z.string(),
  file: z.instanceof(Blob),
  /** `thumbnail`: a file that was checked at its import; only its thumbnail is requested. */
  task: z.enum(['import', 'thumbnail']),
})
export type PictureRequest = z.infer<typeof pictureRequestSchema>

const importedSchema = z.object({
  kind: z.literal('ok'),
  /** The original bytes, or the smaller copy named by `note`. */
  blob: z.instanceof(Blob),
  mimeType: z.enum(listTypes(imageFormats)),
  fileName: z.string(),
  /** As seen, EXIF orientation applied. */
  width: z.int().min(1),
  height: z.int().min(1),
  /** SHA-256 of `blob`, hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sizeBytes: z.int().min(1),
  /** WebP, at most 256 px a side; absent where the browser alters pixels read from a canvas. */
  thumbnail: z.instanceof(Blob).exactOptional(),
  /** A sentence for the user: a smaller copy was stored instead of the original. */
  note: z.string().exactOptional(),
})

/** A video, checked and hashed: workers cannot play it, so the page measures it and takes its poster. */
const videoSchema = importedSchema
  .pick({ blob: true, fileName: true, sha256: true, sizeBytes: true })
  .extend({ kind: z.literal('video'), mimeType: z.enum(listTypes(videoFormats)) })
export type CheckedVideo = z.infer<typeof videoSchema>

const thumbnailSchema = z.object({
  kind: z.literal('thumbnail'),
  thumbnail: z.instanceof(Blob).exactOptional(),
})

const refusedSchema = z.object({ kind: z.literal('refused'), message: z.string() })

export const pictureReplySchema = z.object({
  id: z.int(),
  result: z.discriminatedUnion('kind', [importedSchema, videoSchema, thumbnailSchema, refusedSchema]),
})
export type WorkerResult = z.infer<typeof pictureReplySchema>['result']
export type CheckedFile =
  | (Omit<z.infer<typeof importedSchema>, 'mimeType'> & { fileType: 'image' | 'video'; mimeType: string })
  | z.infer<typeof refusedSchema>
export type PictureResult = CheckedFile | { kind: 'cancelled' }
