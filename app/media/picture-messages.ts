import * as z from 'zod/mini'
import { fontFormats, imageFormats, type MediaType, videoFormats } from '#app/media-formats/media-format.ts'

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
  /** The original bytes, or the smaller copy named by `notice`. */
  blob: z.instanceof(Blob),
  mimeType: z.enum(listTypes(imageFormats)),
  fileName: z.string(),
  /** As seen, EXIF orientation applied. */
  width: z.int().check(z.minimum(1)),
  height: z.int().check(z.minimum(1)),
  /** SHA-256 of `blob`, hexadecimal. */
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  sizeBytes: z.int().check(z.minimum(1)),
  /** WebP, at most 256 px a side; absent where the browser alters pixels read from a canvas. */
  thumbnail: z.exactOptional(z.instanceof(Blob)),
  /** A sentence for the user: a smaller copy was stored instead of the original. */
  notice: z.exactOptional(z.string()),
})

/** A video, checked and hashed: workers cannot play it, so the page measures it and takes its poster. */
const videoSchema = z.extend(
  z.pick(importedSchema, { blob: true, fileName: true, sha256: true, sizeBytes: true }),
  { kind: z.literal('video'), mimeType: z.enum(listTypes(videoFormats)) },
)
export type CheckedVideo = z.infer<typeof videoSchema>

/** A font, checked: it has no size of its own. */
const fontSchema = z.extend(
  z.pick(importedSchema, { blob: true, fileName: true, sha256: true, sizeBytes: true, thumbnail: true }),
  { kind: z.literal('font'), mimeType: z.enum(listTypes(fontFormats)) },
)

const thumbnailSchema = z.object({
  kind: z.literal('thumbnail'),
  thumbnail: z.exactOptional(z.instanceof(Blob)),
})

const refusedSchema = z.object({ kind: z.literal('refused'), message: z.string() })

export const pictureReplySchema = z.object({
  id: z.int(),
  result: z.discriminatedUnion('kind', [
    importedSchema,
    videoSchema,
    fontSchema,
    thumbnailSchema,
    refusedSchema,
  ]),
})
export type WorkerResult = z.infer<typeof pictureReplySchema>['result']
export type CheckedFile =
  | (Omit<z.infer<typeof importedSchema>, 'mimeType'> & { fileType: MediaType; mimeType: string })
  | z.infer<typeof refusedSchema>
export type PictureResult = CheckedFile | { kind: 'cancelled' }
