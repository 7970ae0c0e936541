import * as z from 'zod/mini'
import { backgroundSchema } from '#app/document/model/background-schema.ts'
import { localeSchema, mediaIdSchema } from '#app/document/model/ids.ts'
import { screenSchema } from '#app/document/model/schema.ts'

/** Messages between the page and a worker of the export. */

const blobSchema = z.custom<Blob>((value) => value instanceof Blob)

const drawJobSchema = z.object({
  kind: z.literal('draw'),
  id: z.int(),
  screen: screenSchema,
  panorama: z.optional(z.object({ background: backgroundSchema, index: z.int(), count: z.int() })),
  widthPx: z.int().check(z.positive()),
  heightPx: z.int().check(z.positive()),
  locale: localeSchema,
  fallbackLocale: localeSchema,
  /** Draws placeholders for pictures without a file, by the caller's decision. */
  pictures: z.array(
    z.object({ mediaId: mediaIdSchema, name: z.optional(z.string()), file: z.optional(blobSchema) }),
  ),
  /** Above this size, the file is encoded again, smaller and slower. */
  maxBytes: z.number().check(z.positive()),
  /** Of a PNG: 32 bits. */
  hasAlpha: z.optional(z.boolean()),
  format: z.enum(['png', 'jpeg']),
  /** Of a JPEG, in percent. */
  quality: z.number(),
  /** The pixels are hashed as well, to be compared with files of other writers. */
  comparesPixels: z.boolean(),
})
export type DrawJob = z.infer<typeof drawJobSchema>

/** A file of another export, to be compared with. */
const hashJobSchema = z.object({ kind: z.literal('hash'), id: z.int(), file: blobSchema })

export const exportJobSchema = z.discriminatedUnion('kind', [drawJobSchema, hashJobSchema])
export type ExportJob = z.infer<typeof exportJobSchema>

const hashes = { sha256: z.string(), pixels: z.optional(z.string()) }

export const exportReplySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('drawn'),
    id: z.int(),
    file: blobSchema,
    ...hashes,
    /** Families that could not be loaded and were replaced by Inter. */
    replacedFonts: z.array(z.string()),
  }),
  z.object({ kind: z.literal('hashed'), id: z.int(), ...hashes }),
  z.object({ kind: z.literal('failed'), id: z.int(), message: z.string() }),
])
export type ExportReply = z.infer<typeof exportReplySchema>
