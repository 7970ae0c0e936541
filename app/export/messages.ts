import { z } from 'zod'
import { localeSchema, mediaIdSchema } from '#app/document/model/ids.ts'
import { backgroundSchema, screenSchema } from '#app/document/model/schema.ts'

/** Messages between the page and a worker of the export. */

export const exportJobSchema = z.object({
  id: z.number().int(),
  screen: screenSchema,
  panorama: z
    .object({ background: backgroundSchema, index: z.number().int(), count: z.number().int() })
    .optional(),
  widthPx: z.number().int().positive(),
  heightPx: z.number().int().positive(),
  locale: localeSchema,
  fallbackLocale: localeSchema,
  /** Draws placeholders for pictures without a file, by the caller's decision. */
  pictures: z.array(
    z.object({
      mediaId: mediaIdSchema,
      name: z.string().optional(),
      file: z.custom<Blob>((value) => value instanceof Blob).optional(),
    }),
  ),
  /** Above this size, the file is encoded again, smaller and slower. */
  maxBytes: z.number().positive(),
})
export type ExportJob = z.infer<typeof exportJobSchema>

export const exportReplySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('drawn'),
    id: z.number().int(),
    png: z.custom<Blob>((value) => value instanceof Blob),
    /** Families that could not be loaded and were replaced by Inter. */
    replacedFonts: z.array(z.string()),
  }),
  z.object({ kind: z.literal('failed'), id: z.number().int(), message: z.string() }),
])
export type ExportReply = z.infer<typeof exportReplySchema>
