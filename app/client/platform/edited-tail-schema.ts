import { z } from 'zod'
import { type Change, changeSchema } from '#app/document/changes/change.ts'
import { projectIdSchema } from '#app/document/model/ids.ts'
import type { EditedTail, LogRow } from '#app/sync/ports/log.ts'

const logRowSchema: z.ZodType<LogRow> = z.object({
  seq: z.int(),
  commitId: z.string(),
  atMs: z.number(),
  origin: z.enum(['local', 'remote']),
  tabId: z.union([z.string(), z.undefined()]),
  kind: z.enum(['edit', 'undo', 'redo']),
  of: z.union([z.string(), z.undefined()]),
  change: changeSchema.transform((change) => change as Change),
})

/**
 * A log's new rows as broadcast to other tabs: rows with their numbers. An invalid message is ignored, and the rows are
 * read from the disk.
 */
export const editedTailSchema: z.ZodType<EditedTail> = z.object({
  projectId: projectIdSchema,
  bodyId: z.string(),
  fromSeq: z.int(),
  rows: z.array(logRowSchema).min(1),
})
