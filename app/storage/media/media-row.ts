import { z } from 'zod'
import type { MediaAsset } from '#app/sync/ports/project-store.ts'

/**
 * A damaged row still leads to its file: every field falls back to a default on its own, and the picture is not
 * dropped.
 */
const mediaRowSchema = z.object({
  userId: z.string().optional().catch(undefined),
  handleName: z.string().min(1).optional().catch(undefined),
  cloudUrl: z.string().optional().catch(undefined),
  fileName: z.string().catch('Damaged entry'),
  fileType: z.enum(['image', 'video']).catch('image'),
  mimeType: z.string().catch('application/octet-stream'),
  size: z.number().catch(0),
  width: z.number().positive().catch(1),
  height: z.number().positive().catch(1),
  sha256: z.string().catch(''),
  createdAt: z.number().catch(0),
  updatedAt: z.number().catch(0),
  syncedAt: z.number().optional().catch(undefined),
  syncStatus: z.enum(['pending', 'syncing', 'synced', 'error']).catch('pending'),
  syncError: z.string().optional().catch(undefined),
  cloudCreatedAt: z.string().optional().catch(undefined),
  isRemote: z.literal(true).optional().catch(undefined),
  hasCloudThumbnail: z.literal(true).optional().catch(undefined),
  isRenamed: z.literal(true).optional().catch(undefined),
  deletedAt: z.number().optional().catch(undefined),
  isDeletionForced: z.literal(true).optional().catch(undefined),
})

export function parseMediaRow(raw: { cloudId: string }): MediaAsset {
  const { handleName, ...fields } = mediaRowSchema.parse(raw)
  // Absent and undefined must be the same: rows are compared and written back.
  const present = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  return { ...present, cloudId: raw.cloudId, handleName: handleName ?? raw.cloudId } as MediaAsset
}
