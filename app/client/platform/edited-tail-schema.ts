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

/** What one tab tells another of a log: rows with where they belong. One that does not parse is read from the disk instead. */
export const editedTailSchema: z.ZodType<EditedTail> = z.object({
  projectId: projectIdSchema,
  bodyId: z.string(),
  fromSeq: z.int(),
  rows: z.array(logRowSchema).min(1),
})
