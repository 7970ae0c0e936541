import * as z from 'zod/mini'
import { type Change, changeSchema } from '#app/document/changes/change.ts'
import { projectIdSchema } from '#app/document/model/ids.ts'
import type { EditedTail, LogRow } from '#app/sync/ports/log.ts'

const textOrNone = z.union([z.string(), z.undefined()])
const logRowSchema: z.ZodMiniType<LogRow> = z.object({
  seq: z.int(),
  commitId: z.string(),
  atMs: z.number(),
  origin: z.enum(['local', 'remote']),
  tabId: textOrNone,
  kind: z.enum(['edit', 'undo', 'redo']),
  of: textOrNone,
  change: changeSchema as z.ZodMiniType<Change>,
})

/**
 * A log's new rows as broadcast to other tabs: rows with their numbers. An invalid message is ignored, and the rows are
 * read from the disk.
 */
export const editedTailSchema: z.ZodMiniType<EditedTail> = z.object({
  projectId: projectIdSchema,
  bodyId: z.string(),
  fromSeq: z.int(),
  rows: z.array(logRowSchema).check(z.minLength(1)),
})
