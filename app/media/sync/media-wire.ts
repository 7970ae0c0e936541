import { z } from 'zod'

/** What the server says about media: read here and nowhere else. */
const timestamp = z.iso.datetime({ offset: true })

export const cloudAssetSchema = z.object({
  id: z.string().min(1),
  userId: z.string().nullish(),
  fileName: z.string(),
  fileType: z.string(),
  mimeType: z.string(),
  size: z.number().nonnegative(),
  width: z.number().positive().nullish(),
  height: z.number().positive().nullish(),
  sha256: z.string().nullish(),
  /** Signed, valid one hour; absent for a deleted asset. */
  cloudUrl: z.string().nullish(),
  createdAt: timestamp,
  updatedAt: timestamp,
  deletedAt: timestamp.nullish(),
})
export type CloudAsset = z.infer<typeof cloudAssetSchema>

export const cloudListSchema = z.object({
  assets: z.array(cloudAssetSchema),
  cursor: z.number().int().nonnegative(),
  more: z.boolean().optional(),
  usage: z.object({ usedBytes: z.number(), quotaBytes: z.number() }).optional(),
})
export type CloudList = z.infer<typeof cloudListSchema>

/** One file in one request, or in numbered parts (from 1), each to its own signed address. */
export const uploadTicketSchema = z.object({
  uploadId: z.string(),
  partSizeBytes: z.number().int().positive(),
  /** Parts the storage has already: an upload that was cut goes on behind them. */
  doneParts: z.array(z.object({ partNumber: z.int().min(1), etag: z.string() })),
  parts: z.array(z.object({ partNumber: z.int().min(1), url: z.string() })),
})
export type UploadTicket = z.infer<typeof uploadTicketSchema>

export const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) })
