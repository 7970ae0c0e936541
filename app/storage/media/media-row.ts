import * as z from 'zod/mini'
import type { MediaAsset } from '#app/sync/ports/project-store.ts'
import { optionalField } from '../database/optional-field.ts'

/**
 * A damaged row still leads to its file: every field falls back to a default on its own, and the picture is not
 * dropped.
 */
const mediaRowSchema = z.object({
  userId: optionalField(z.string()),
  handleName: optionalField(z.string().check(z.minLength(1))),
  cloudUrl: optionalField(z.string()),
  fileName: z.catch(z.string(), 'Damaged entry'),
  fileType: z.catch(z.enum(['image', 'video', 'font']), 'image'),
  mimeType: z.catch(z.string(), 'application/octet-stream'),
  size: z.catch(z.number(), 0),
  width: z.catch(z.number().check(z.positive()), 1),
  height: z.catch(z.number().check(z.positive()), 1),
  sha256: z.catch(z.string(), ''),
  createdAt: z.catch(z.number(), 0),
  updatedAt: z.catch(z.number(), 0),
  syncedAt: optionalField(z.number()),
  syncStatus: z.catch(z.enum(['pending', 'syncing', 'synced', 'error']), 'pending'),
  syncError: optionalField(z.string()),
  lacksRoom: optionalField(z.literal(true)),
  cloudCreatedAt: optionalField(z.string()),
  isRemote: optionalField(z.literal(true)),
  hasCloudThumbnail: optionalField(z.literal(true)),
  isRenamed: optionalField(z.literal(true)),
  deletedAt: optionalField(z.number()),
  isDeletionForced: optionalField(z.literal(true)),
})

export function parseMediaRow(raw: { cloudId: string }): MediaAsset {
  const { handleName, ...fields } = mediaRowSchema.parse(raw)
  // Absent and undefined must be the same: rows are compared and written back.
  const present = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  return { ...present, cloudId: raw.cloudId, handleName: handleName ?? raw.cloudId } as MediaAsset
}
