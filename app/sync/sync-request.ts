import { z } from 'zod'
import { changeSchema } from '#app/document/change.ts'
import { guid, hash, MAX_PUSHES, pushNumber, revision } from './protocol.ts'

/** The body of POST /api/sync. The engine writes it by its types; the server reads it. */

const pushBase = { n: pushNumber, projectId: guid, baseRevision: revision }

/** Field-level changes on `baseRevision`; `hash` is that of the content after them. */
const changesPushSchema = z.object({
  ...pushBase,
  changes: z.array(changeSchema).min(1),
  hash,
})
/** The whole project: creation, healing, plain clients. */
const wholePushSchema = z.object({
  ...pushBase,
  name: z.string(),
  data: z.unknown(),
  hash: hash.optional(),
  /** Names it in the history. */
  label: z.string().max(200).optional(),
})
const deletionPushSchema = z.object({ ...pushBase, deleted: z.literal(true) })

export const pushSchema = z.union([deletionPushSchema, changesPushSchema, wholePushSchema])
export type Push = z.infer<typeof pushSchema>

/** `pushes` stay unknown here: one bad push is refused by itself, under its own `n`. `cursor`: null at first. */
export const syncRequestSchema = z.object({
  protocol: z.int(),
  clientId: guid,
  cursor: revision.nullable(),
  /** The history the pushes were made on, where a push does not say so by its hash; another one here is a gap. */
  epoch: z.string().optional(),
  pushes: z.array(z.object({ n: pushNumber }).loose()).max(MAX_PUSHES),
})
export type SyncRequest = Omit<z.infer<typeof syncRequestSchema>, 'pushes'> & { pushes: readonly Push[] }
