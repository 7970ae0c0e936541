import * as z from 'zod/mini'
import { changeSchema, labelSchema } from '#app/document/changes/change.ts'

/**
 * The wire of /api/projects, parsed on both sides. `data` stays unknown here: `parseProject` checks it, so that a
 * document of a newer build is distinguished from a broken one.
 */
const revision = z.int().check(z.minimum(0))
const timestamp = z.iso.datetime({ offset: true })

/** The header that names the account of a client's edits; the server rejects another account's session (F34). */
export const ACCOUNT_HEADER = 'x-appframes-account'

export const listedProjectSchema = z.object({
  id: z.string(),
  name: z.string(),
  revision,
  updatedAt: timestamp,
  deletedAt: z.nullish(timestamp),
})
export type ListedProject = z.infer<typeof listedProjectSchema>

export const projectListSchema = z.object({ projects: z.array(listedProjectSchema) })

export const serverProjectSchema = z.extend(listedProjectSchema, {
  data: z.unknown(),
  createdAt: z.optional(timestamp),
})
export type ServerProject = z.infer<typeof serverProjectSchema>

// --- POST /api/sync and GET /api/events ---

export const SYNC_PROTOCOL = 1

const guid = z.guid()
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in hexadecimal'))
const pushNumber = z.int().check(z.minimum(1))

const pushBase = { n: pushNumber, projectId: guid, baseRevision: revision }

/** Field-level changes on `baseRevision`; `hash` is that of the content after them. */
const changesPushSchema = z.object({
  ...pushBase,
  changes: z.array(changeSchema).check(z.minLength(1)),
  hash,
})
/** The whole project: creation, resync, plain clients. */
const wholePushSchema = z.object({
  ...pushBase,
  name: z.string(),
  data: z.unknown(),
  hash: z.optional(hash),
  /** Its label in the history. */
  label: z.optional(labelSchema),
})
/**
 * The whole project as the canonical text (RFC 8785) of `{ data, name }`, from which `hash` was made: neither side
 * serialises it again. The view is not content and is sent beside it.
 */
const textPushSchema = z.object({
  ...pushBase,
  text: z.string(),
  hash,
  view: z.optional(z.unknown()),
  label: z.optional(labelSchema),
})
const deletionPushSchema = z.object({ ...pushBase, deleted: z.literal(true) })

const pushSchema = z.union([deletionPushSchema, changesPushSchema, textPushSchema, wholePushSchema])
export type Push = z.infer<typeof pushSchema>

/** The same, trying first what most pushes are. */
export function parsePushOfWire(raw: unknown): z.core.util.SafeParseResult<Push> {
  const isEdit = typeof raw === 'object' && raw !== null && 'changes' in raw && !('deleted' in raw)
  const edit = isEdit ? changesPushSchema.safeParse(raw) : undefined
  return edit?.success === true ? edit : pushSchema.safeParse(raw)
}

/** The most ops of all changes in one push: more than that and the project is sent whole. */
export const MAX_PUSH_OPS = 20_000

/** The most pushes one request may carry. */
export const MAX_PUSHES = 500

/** `pushes` stay unknown here: one bad push is rejected alone, under its own `n`. `cursor`: null at first. */
export const syncRequestSchema = z.object({
  protocol: z.int(),
  clientId: guid,
  cursor: z.nullable(revision),
  /** The epoch the pushes were made in, where a push does not imply it by its hash; another one here is a gap. */
  epoch: z.optional(z.string()),
  /** Whole projects may be sent as their canonical text. */
  texts: z.optional(z.literal(true)),
  pushes: z.array(z.looseObject({ n: pushNumber })).check(z.maxLength(MAX_PUSHES)),
})
export type SyncRequest = Omit<z.infer<typeof syncRequestSchema>, 'pushes'> & { pushes: readonly Push[] }

/** The fields of a row of the list, so that a project that comes as text need not be opened for it. */
export const listFactsSchema = z.object({
  schemaVersion: z.int(),
  screenCount: z.int().check(z.minimum(0)),
  canvasSizeIds: z.array(z.string()),
  locales: z.array(z.string()),
})

/**
 * The changes of a project since the cursor: changes that lead from `baseRevision` to `revision` (`hash`: the content
 * after them), the whole project, or its deletion.
 */
export const remoteItemSchema = z.object({
  projectId: guid,
  revision,
  seq: revision,
  updatedAt: timestamp,
  createdAt: z.optional(timestamp),
  /** The author of the newest revision, when it came as a numbered push. */
  by: z.optional(z.object({ clientId: guid, n: pushNumber })),
  baseRevision: z.optional(revision),
  changes: z.optional(z.array(changeSchema)),
  hash: z.optional(hash),
  name: z.optional(z.string()),
  data: z.optional(z.unknown()),
  /**
   * In place of `data`, where it was requested: the canonical text from which `hash` was made, and the view beside it.
   */
  text: z.optional(z.string()),
  view: z.optional(z.unknown()),
  facts: z.optional(listFactsSchema),
  deletedAt: z.nullish(timestamp),
})
export type RemoteItem = z.infer<typeof remoteItemSchema>

/**
 * `applied`: stored as `revision`. `duplicate`: this `n` was handled before; `revision` and `hash` are its result if it
 * was applied. `conflict`: not stored, `server` is the present document (null: none). `rejected`: never will be.
 */
export const ackSchema = z.object({
  n: pushNumber,
  projectId: z.optional(guid),
  status: z.enum(['applied', 'duplicate', 'conflict', 'rejected']),
  revision: z.optional(revision),
  hash: z.optional(hash),
  server: z.nullish(remoteItemSchema),
  error: z.optional(z.object({ code: z.string(), message: z.string() })),
})
export type Ack = z.infer<typeof ackSchema>

export const conflictPolicySchema = z.enum(['merge', 'client-wins', 'server-wins', 'ask'])
export type ConflictPolicy = z.infer<typeof conflictPolicySchema>

export const syncResponseSchema = z.object({
  epoch: z.string(),
  cursor: revision,
  /** The highest `n` of this client that the server has handled. */
  lastN: revision,
  acks: z.array(ackSchema),
  changes: z.array(remoteItemSchema),
  more: z.boolean(),
  /** The highest seq of the account's media rows: grown means that GET /api/media/assets?since= has news. */
  mediaSeq: z.optional(revision),
  conflictPolicy: z.optional(conflictPolicySchema),
})
export type SyncResponse = z.infer<typeof syncResponseSchema>

/** The body of a 409 to a whole request: its `n`s do not follow the server's last one of this client. */
export const syncGapSchema = z.object({ lastN: revision, epoch: z.string() })

/**
 * One event of /api/events. With `changes` it is everything in (`from`, `seq`]: a client whose cursor is `from` may apply it
 * as a page; any other takes it as a hint to pull.
 */
export const syncEventSchema = z.object({
  epoch: z.string(),
  from: revision,
  seq: revision,
  changes: z.optional(z.array(remoteItemSchema)),
  mediaSeq: z.optional(revision),
})
export type SyncEvent = z.infer<typeof syncEventSchema>
