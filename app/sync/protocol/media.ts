import { z } from 'zod'

/** The server's media responses: parsed here and nowhere else. */
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
  /** The account has its thumbnail. */
  hasThumbnail: z.boolean().nullish(),
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
})
export type CloudList = z.infer<typeof cloudListSchema>

export const usageSchema = z.object({ usedBytes: z.number(), quotaBytes: z.number() })
export type CloudUsage = z.infer<typeof usageSchema>

/** Slices of the file, each to its own signed address, in any order; those that have arrived are done. */
const uploadSchema = z.object({
  id: z.string().min(1),
  parts: z.array(
    z.object({
      number: z.int(),
      offset: z.int().nonnegative(),
      size: z.int().nonnegative(),
      url: z.string(),
      headers: z.record(z.string(), z.string()),
      isDone: z.boolean(),
    }),
  ),
})
export type CloudUpload = z.infer<typeof uploadSchema>
export type UploadPart = CloudUpload['parts'][number]

/** An upload to resume, or the asset when there is nothing to send. */
export const uploadStartSchema = z.union([
  z.object({ upload: uploadSchema }),
  z.object({ asset: cloudAssetSchema }),
])
export type UploadStart = z.infer<typeof uploadStartSchema>
