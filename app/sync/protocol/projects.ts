import { z } from 'zod'
import { changeSchema } from '#app/document/changes/change.ts'

/**
 * The wire of /api/projects, read on both sides. `data` stays unknown here: `parseProject` judges it, so that a document
 * of a newer build is told from a broken one.
 */
const revision = z.int().min(0)
const timestamp = z.iso.datetime({ offset: true })

/** The header that names the account a client believes it works for; the server refuses another's session (F34). */
export const ACCOUNT_HEADER = 'x-appframes-account'

export const listedProjectSchema = z.object({
  id: z.string(),
  name: z.string(),
  revision,
  updatedAt: timestamp,
  deletedAt: timestamp.nullish(),
})
export type ListedProject = z.infer<typeof listedProjectSchema>

export const projectListSchema = z.object({ projects: z.array(listedProjectSchema) })

export const serverProjectSchema = listedProjectSchema.extend({
  data: z.unknown(),
  createdAt: timestamp.optional(),
})
export type ServerProject = z.infer<typeof serverProjectSchema>

// --- POST /api/sync and GET /api/events ---

export const SYNC_PROTOCOL = 1

const guid = z.guid()
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in hexadecimal')
const pushNumber = z.int().min(1)

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
/**
 * The whole project as the canonical text (RFC 8785) of `{ data, name }`, which `hash` was made of: neither side writes it anew.
 * Where somebody looks is no content and goes beside it.
 */
const textPushSchema = z.object({
  ...pushBase,
  text: z.string(),
  hash,
  view: z.unknown().optional(),
  label: z.string().max(200).optional(),
})
const deletionPushSchema = z.object({ ...pushBase, deleted: z.literal(true) })

export const pushSchema = z.union([deletionPushSchema, changesPushSchema, textPushSchema, wholePushSchema])
export type Push = z.infer<typeof pushSchema>

/** The most ops of all changes in one push: more than that and the project is sent whole. */
export const MAX_PUSH_OPS = 20_000

/** The most pushes one request may carry. */
export const MAX_PUSHES = 500

/** `pushes` stay unknown here: one bad push is refused by itself, under its own `n`. `cursor`: null at first. */
export const syncRequestSchema = z.object({
  protocol: z.int(),
  clientId: guid,
  cursor: revision.nullable(),
  /** The history the pushes were made on, where a push does not say so by its hash; another one here is a gap. */
  epoch: z.string().optional(),
  /** Whole projects may be answered as their canonical text. */
  texts: z.literal(true).optional(),
  pushes: z.array(z.object({ n: pushNumber }).loose()).max(MAX_PUSHES),
})
export type SyncRequest = Omit<z.infer<typeof syncRequestSchema>, 'pushes'> & { pushes: readonly Push[] }

/** What a row of the list shows, so that a project that comes as text need not be opened for it. */
export const listFactsSchema = z.object({
  schemaVersion: z.int(),
  screenCount: z.int().min(0),
  canvasSizeIds: z.array(z.string()),
  locales: z.array(z.string()),
})

/**
 * What happened to a project since the cursor: changes that lead from `baseRevision` to `revision` (`hash`: the content
 * after them), the whole project, or its deletion.
 */
export const remoteItemSchema = z.object({
  projectId: guid,
  revision,
  seq: revision,
  updatedAt: timestamp,
  createdAt: timestamp.optional(),
  /** Who wrote the newest revision, when it came as a numbered push. */
  by: z.object({ clientId: guid, n: pushNumber }).optional(),
  baseRevision: revision.optional(),
  changes: z.array(changeSchema).optional(),
  hash: hash.optional(),
  name: z.string().optional(),
  data: z.unknown().optional(),
  /** In place of `data`, where it was asked for: the canonical text that `hash` was made of, and what lies beside it. */
  text: z.string().optional(),
  view: z.unknown().optional(),
  facts: listFactsSchema.optional(),
  deletedAt: timestamp.nullish(),
})
export type RemoteItem = z.infer<typeof remoteItemSchema>

/**
 * `applied`: stored as `revision`. `duplicate`: this `n` was answered before; `revision` and `hash` say what it became if it
 * was applied. `conflict`: not stored, `server` is what is there instead (null: nothing). `rejected`: never will be.
 */
export const ackSchema = z.object({
  n: pushNumber,
  projectId: guid.optional(),
  status: z.enum(['applied', 'duplicate', 'conflict', 'rejected']),
  revision: revision.optional(),
  hash: hash.optional(),
  server: remoteItemSchema.nullish(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
})
export type Ack = z.infer<typeof ackSchema>

export const conflictPolicySchema = z.enum(['merge', 'client-wins', 'server-wins', 'ask'])
export type ConflictPolicy = z.infer<typeof conflictPolicySchema>

export const syncResponseSchema = z.object({
  epoch: z.string(),
  cursor: revision,
  /** The highest `n` of this client that the server has answered. */
  lastN: revision,
  acks: z.array(ackSchema),
  changes: z.array(remoteItemSchema),
  more: z.boolean(),
  /** The highest seq of the account's media rows: grown means that GET /api/media/assets?since= has news. */
  mediaSeq: revision.optional(),
  conflictPolicy: conflictPolicySchema.optional(),
})
export type SyncResponse = z.infer<typeof syncResponseSchema>

/** The body of a 409 to a whole request: its `n`s do not follow what the server has of this client. */
export const syncGapSchema = z.object({ lastN: revision, epoch: z.string() })

/**
 * One event of /api/events. With `changes` it is everything in (`from`, `seq`]: a client whose cursor is `from` may apply it
 * as a page; any other takes it as a hint to pull.
 */
export const syncEventSchema = z.object({
  epoch: z.string(),
  from: revision,
  seq: revision,
  changes: z.array(remoteItemSchema).optional(),
  mediaSeq: revision.optional(),
})
export type SyncEvent = z.infer<typeof syncEventSchema>
