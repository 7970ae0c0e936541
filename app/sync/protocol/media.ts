import * as z from 'zod/mini'

/** The server's media responses: parsed here and nowhere else. */
const timestamp = z.iso.datetime({ offset: true })

export const cloudAssetSchema = z.object({
  id: z.string().check(z.minLength(1)),
  userId: z.nullish(z.string()),
  fileName: z.string(),
  fileType: z.string(),
  mimeType: z.string(),
  size: z.number().check(z.nonnegative()),
  width: z.nullish(z.number().check(z.positive())),
  height: z.nullish(z.number().check(z.positive())),
  sha256: z.nullish(z.string()),
  /** The account has its thumbnail. */
  hasThumbnail: z.nullish(z.boolean()),
  /** Signed, valid one hour; absent for a deleted asset. */
  cloudUrl: z.nullish(z.string()),
  createdAt: timestamp,
  updatedAt: timestamp,
  deletedAt: z.nullish(timestamp),
})
export type CloudAsset = z.infer<typeof cloudAssetSchema>

export const cloudListSchema = z.object({
  assets: z.array(cloudAssetSchema),
  cursor: z.int().check(z.nonnegative()),
  more: z.optional(z.boolean()),
  /** Of the account: another one means that the cursor of before means nothing. Absent from older servers. */
  epoch: z.optional(z.string()),
})
export type CloudList = z.infer<typeof cloudListSchema>

export const usageSchema = z.object({ usedBytes: z.number(), quotaBytes: z.number() })
export type CloudUsage = z.infer<typeof usageSchema>

/** Slices of the file, each to its own signed address, in any order; those that have arrived are done. */
const uploadSchema = z.object({
  id: z.string().check(z.minLength(1)),
  parts: z.array(
    z.object({
      number: z.int(),
      offset: z.int().check(z.nonnegative()),
      size: z.int().check(z.nonnegative()),
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
