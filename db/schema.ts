import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  customType,
  foreignKey,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { AccountId } from './account-id.ts'

type ConflictPolicy = 'merge' | 'client-wins' | 'server-wins' | 'ask'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
const createdAt = () => moment('created_at').notNull().defaultNow()
const updatedAt = () => moment('updated_at').notNull().defaultNow()

// --- Better Auth's tables. The property names are Better Auth's field names; it is the only writer. ---

export const user = pgTable('user', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
})

const ownerId = () =>
  text('user_id')
    .$type<AccountId>()
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' })

export const session = pgTable(
  'session',
  {
    id: text('id').primaryKey(),
    token: text('token').notNull().unique(),
    userId: ownerId(),
    expiresAt: moment('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index('session_user_id_idx').on(table.userId)],
)

/** Sessions that ended early, recorded by a trigger on `session`; pruned by it after 90 days. */
export const endedSessions = pgTable(
  'ended_sessions',
  {
    /** SHA-256 in hex: the token itself would still be a secret. */
    tokenHash: text('token_hash').primaryKey(),
    endedAt: moment('ended_at').notNull().defaultNow(),
    /** It ended with its account, which nobody can sign in to again. */
    accountDeleted: boolean('account_deleted').notNull().default(false),
  },
  (table) => [index('ended_sessions_ended_at_idx').on(table.endedAt)],
)

export const account = pgTable(
  'account',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: ownerId(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: moment('access_token_expires_at'),
    refreshTokenExpiresAt: moment('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    // Two simultaneous first sign-ins through one provider must not make two accounts.
    uniqueIndex('account_provider_id_account_id_idx').on(table.providerId, table.accountId),
    index('account_user_id_idx').on(table.userId),
  ],
)

export const verification = pgTable(
  'verification',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: moment('expires_at').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index('verification_identifier_idx').on(table.identifier)],
)

export const passkey = pgTable(
  'passkey',
  {
    id: text('id').primaryKey(),
    name: text('name'),
    publicKey: text('public_key').notNull(),
    userId: ownerId(),
    credentialID: text('credential_id').notNull(),
    counter: integer('counter').notNull(),
    deviceType: text('device_type').notNull(),
    backedUp: boolean('backed_up').notNull(),
    transports: text('transports'),
    createdAt: createdAt(),
    aaguid: text('aaguid'),
  },
  (table) => [
    // A sign-in finds its account by the credential alone, so no two accounts may have the same.
    uniqueIndex('passkey_credential_id_idx').on(table.credentialID),
    index('passkey_user_id_idx').on(table.userId),
  ],
)

export const rateLimit = pgTable('rate_limit', {
  id: text('id').primaryKey(),
  key: text('key').notNull().unique(),
  count: integer('count').notNull(),
  lastRequest: bigint('last_request', { mode: 'number' }).notNull(),
})

// --- Ours ---

/**
 * Tokens taken from each rate limit in its present window. UNLOGGED (see its migration); rows of the past are deleted.
 */
export const limitCounts = pgTable('limit_counts', {
  key: text('key').primaryKey(),
  count: integer('count').notNull(),
  endsAt: moment('ends_at').notNull(),
})

/**
 * The per-account write counter. Every accepted write raises `seq` under this row's lock, inside its own transaction,
 * so commit order is number order and `seq > cursor` never misses a row. `epoch` changes when the history is no longer
 * continuous (a restored backup); clients then compare instead of trusting their cursor.
 */
export const syncAccounts = pgTable('sync_accounts', {
  userId: ownerId().primaryKey(),
  seq: bigint('seq', { mode: 'number' }).notNull().default(0),
  epoch: uuid('epoch').notNull().default(sql`gen_random_uuid()`),
  /** The account's policy for conflicts between its devices. */
  conflictPolicy: text('conflict_policy').$type<ConflictPolicy>().notNull().default('merge'),
  /**
   * Usage: live projects and their documents; then everything stored, deleted projects and versions too. Written under
   * this row's lock.
   */
  projectCount: integer('project_count').notNull().default(0),
  projectBytes: bigint('project_bytes', { mode: 'number' }).notNull().default(0),
  keptCount: integer('kept_count').notNull().default(0),
  keptBytes: bigint('kept_bytes', { mode: 'number' }).notNull().default(0),
})

/** The high-water mark of each device's pushes, stored with their effects: a repeated push is recognised. */
export const syncClients = pgTable(
  'sync_clients',
  {
    userId: ownerId(),
    clientId: uuid('client_id').notNull(),
    lastMutationId: bigint('last_n', { mode: 'number' }).notNull().default(0),
    lastHash: text('last_hash'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.clientId] })],
)

/** The author: the client's id and the number of its push; absent for a write without one. */
const writtenBy = () => ({
  clientId: uuid('client_id'),
  mutationId: bigint('client_n', { mode: 'number' }),
})

/**
 * The key includes the owner: another account's use of the same uuid is another project. `data` is the document at
 * `snapshot_revision`; later changes are in `project_revisions.changes`, so a small edit writes a small row.
 */
export const projects = pgTable(
  'projects',
  {
    userId: ownerId(),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    /** As it was sent: the data of the canonical text, followed by the view. */
    data: json('data').$type<unknown>().notNull(),
    /** Fields of the project list; absent in rows older than this column. */
    listFacts: json('list_facts').$type<unknown>(),
    revision: bigint('revision', { mode: 'number' }).notNull(),
    snapshotRevision: bigint('snapshot_revision', { mode: 'number' }).notNull(),
    /** Size of the changes after the snapshot. */
    tailBytes: integer('tail_bytes').notNull().default(0),
    sizeBytes: integer('size_bytes').notNull().default(0),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    contentHash: text('content_hash').notNull(),
    ...writtenBy(),
    deletedAt: moment('deleted_at'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.id] }),
    index('projects_user_id_seq_idx').on(table.userId, table.seq),
  ],
)

/**
 * One row for each accepted write: its changes (`changes`), or a whole document (neither, or `data`), or a deletion
 * (`deleted_at`). The newest whole document is in `projects.data`; when another replaces it, it moves into `data` here.
 * So every version can be reconstructed: from the last whole one before it, and the changes since.
 */
export const projectRevisions = pgTable(
  'project_revisions',
  {
    userId: text('user_id').$type<AccountId>().notNull(),
    projectId: uuid('project_id').notNull(),
    revision: bigint('revision', { mode: 'number' }).notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull().default(0),
    name: text('name').notNull(),
    /** The label of the history panel, for example "Move headline". */
    label: text('label').notNull().default(''),
    data: json('data').$type<unknown>(),
    changes: jsonb('changes').$type<unknown>(),
    changeBytes: integer('change_bytes').notNull().default(0),
    /** The view of the whole document, where this version stores one (the newest of them is in `projects`). */
    dataBytes: integer('data_bytes').notNull().default(0),
    contentHash: text('content_hash').notNull(),
    ...writtenBy(),
    deletedAt: moment('deleted_at'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.projectId, table.revision] }),
    foreignKey({
      name: 'project_revisions_project_fk',
      columns: [table.userId, table.projectId],
      foreignColumns: [projects.userId, projects.id],
    }).onDelete('cascade'),
  ],
)

/**
 * Links under which people without an account see pictures of a project and comment on them (decision 0031). They show the
 * project as it is now; of a deleted project they show nothing.
 */
export const reviews = pgTable(
  'reviews',
  {
    id: uuid('id').primaryKey(),
    userId: text('user_id').$type<AccountId>().notNull(),
    projectId: uuid('project_id').notNull(),
    /** SHA-256 in hex: links are found by it. */
    tokenHash: text('token_hash').notNull(),
    /** The token for its owner to copy again, encrypted with the servers' secret. */
    encryptedToken: text('encrypted_token').notNull(),
    /** Null: every size and language of the project, also later ones. */
    canvasSizeIds: jsonb('canvas_size_ids').$type<string[]>(),
    locales: jsonb('locales').$type<string[]>(),
    /** Null: the link is enough. */
    passwordHash: text('password_hash'),
    expiresAt: moment('expires_at').notNull(),
    revokedAt: moment('revoked_at'),
    /** Comments until then were on the screen of the owner. */
    seenAt: moment('seen_at').notNull().defaultNow(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('reviews_token_hash_idx').on(table.tokenHash),
    index('reviews_user_id_project_id_idx').on(table.userId, table.projectId),
    foreignKey({
      name: 'reviews_project_fk',
      columns: [table.userId, table.projectId],
      foreignColumns: [projects.userId, projects.id],
    }).onDelete('cascade'),
  ],
)

type ReviewVerdict = 'approved' | 'changes-requested'

/** Comments and verdicts of reviewers. `x`, `y`: fractions of the picture's width and height. */
export const reviewComments = pgTable(
  'review_comments',
  {
    id: uuid('id').primaryKey(),
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reviews.id, { onDelete: 'cascade' }),
    /** Counted within the link: what pins show. */
    number: integer('number').notNull(),
    canvasSizeId: text('canvas_size_id').notNull(),
    locale: text('locale').notNull(),
    /** Null: about the whole set. */
    screenId: text('screen_id'),
    x: real('x'),
    y: real('y'),
    name: text('name').notNull(),
    text: text('text').notNull(),
    verdict: text('verdict').$type<ReviewVerdict>(),
    /** The pictures it is about, by the hash of all that they are drawn from: they may change later. */
    pictureHash: text('picture_hash').notNull(),
    resolvedAt: moment('resolved_at'),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex('review_comments_review_id_number_idx').on(table.reviewId, table.number)],
)

/** The owner's answers to comments. */
export const reviewAnswers = pgTable(
  'review_answers',
  {
    id: uuid('id').primaryKey(),
    commentId: uuid('comment_id')
      .notNull()
      .references(() => reviewComments.id, { onDelete: 'cascade' }),
    text: text('text').notNull(),
    createdAt: createdAt(),
  },
  (table) => [index('review_answers_comment_id_created_at_idx').on(table.commentId, table.createdAt)],
)

/** Pictures and videos. The id is minted by the client at import, so a retried upload is the same asset. */
export const mediaAssets = pgTable(
  'media_assets',
  {
    userId: ownerId(),
    id: uuid('id').notNull(),
    fileName: text('file_name').notNull(),
    fileType: text('file_type').notNull(),
    mimeType: text('mime_type').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    width: integer('width'),
    height: integer('height'),
    sha256: text('sha256').notNull(),
    objectKey: text('object_key').notNull().unique(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    /** When the name was last changed, by the clock of this server: the later rename wins. */
    renamedAt: moment('renamed_at'),
    deletedAt: moment('deleted_at'),
    /** The row outlives its object: devices that were away for long must still learn of the deletion. */
    objectDeletedAt: moment('object_deleted_at'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.id] }),
    index('media_assets_user_id_seq_idx').on(table.userId, table.seq),
    index('media_assets_user_id_created_at_idx').on(table.userId, table.createdAt),
  ],
)

/**
 * A thumbnail of each file, for a device that has not downloaded the original: made by a device that has it. The bytes
 * are few enough for a row, so they are sent with it. A file's bytes never change; `sha256` names the bytes it was made
 * from.
 */
export const mediaThumbnails = pgTable(
  'media_thumbnails',
  {
    userId: text('user_id').$type<AccountId>().notNull(),
    assetId: uuid('asset_id').notNull(),
    sha256: text('sha256').notNull(),
    mimeType: text('mime_type').notNull(),
    bytes: bytea('bytes').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.assetId] }),
    foreignKey({
      name: 'media_thumbnails_asset_fk',
      columns: [table.userId, table.assetId],
      foreignColumns: [mediaAssets.userId, mediaAssets.id],
    }).onDelete('cascade'),
  ],
)

/**
 * Uploads that devices announced and have not completed. One at a time for each asset: a second request continues it.
 */
export const mediaUploads = pgTable(
  'media_uploads',
  {
    userId: ownerId(),
    id: uuid('id').notNull(),
    assetId: uuid('asset_id').notNull(),
    fileName: text('file_name').notNull(),
    mimeType: text('mime_type').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    width: integer('width'),
    height: integer('height'),
    sha256: text('sha256').notNull(),
    /** The object that receives the bytes until they are checked. */
    objectKey: text('object_key').notNull(),
    /** The storage's own id of an upload in parts. */
    multipartId: text('multipart_id'),
    /** A check is running: two at once would assemble it twice. */
    completingAt: moment('completing_at'),
    expiresAt: moment('expires_at').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.id] }),
    uniqueIndex('media_uploads_user_id_asset_id_idx').on(table.userId, table.assetId),
  ],
)

/**
 * Objects that were unreferenced at the last check; they are deleted if that is still so after the days of grace. The
 * row is locked while its object is deleted, and an upload to the same key first deletes the row.
 */
export const mediaGarbage = pgTable('media_garbage', {
  objectKey: text('object_key').primaryKey(),
  markedAt: moment('marked_at').notNull().defaultNow(),
})
