import * as z from 'zod/mini'
import { type ListSummary, readListSummary } from '#app/document/catalogue/list-summary.ts'
import { type Change, labelSchema, type Op } from '#app/document/changes/change.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import { type ProjectDocument, type View, viewSchema } from '#app/document/model/schema.ts'
import type { OutboxEntry, ProjectRow } from '#app/sync/ports/project-store.ts'
import { optionalField } from '../database/optional-field.ts'

/** `pending` is not a field on disk: an outbox row for the project, or a push in quarantine, makes it pending. */
export type StoredRow = Omit<ProjectRow, 'pending' | 'isBlocked' | 'isArriving'> & {
  /** Grows with every commit. */
  generation: number
  sync: SyncFields
}

/** The fields that sync needs without opening the document. */
export type SyncFields = {
  /** Replaced whenever the document is restarted: cached documents of an older one are invalid. */
  bodyId: string
  /** Rows of the log up to this number may be gone: readers at an older number must read the snapshot. */
  prunedSeq: number
  base: BaseMark
  /** Of the last local change. */
  label?: string | undefined
  /** The number of the in-flight push. */
  sealedN?: number | undefined
  /** The snapshot includes changes that the in-flight push does not. */
  isSealedFolded?: boolean | undefined
  /** The `ask` conflict that the user must decide before anything is pushed. */
  heldBy?: string | undefined
  /** The quarantined push that blocks the pending changes. */
  quarantinedAs?: string | undefined
  /** The schema version of the build that wrote the server's document, which this build cannot read. */
  unreadableBy?: number | undefined
  /** In the list only: the document has not been downloaded. */
  isListedOnly?: boolean | undefined
  /**
   * Grows with a write to the log or the outbox that changes nothing else here: a row that is as remembered means that
   * those are as remembered too.
   */
  touches?: number | undefined
}

/**
 * `at`: the number of the log at which the working copy was the base, or that it is stored whole; absent: there is no document.
 */
export type BaseMark = {
  at?: number | 'whole' | undefined
  hash?: string | undefined
  mustCompare?: boolean | undefined
  /** The view sent with it, which the log does not contain. */
  view?: View | undefined
}

/** Placeholder name of an unreadable row; the next edit or compaction restores the real one. */
const damagedName = 'Damaged project'

/**
 * Every field falls back to a harmless default on its own, because a damaged row must still be listed: the project
 * behind it may be whole, and `load` and the next commit write the row anew.
 */
const storedRowSchema = z.object({
  name: z.catch(z.string().check(z.minLength(1)), damagedName),
  createdAtMs: z.catch(z.number(), 0),
  updatedAtMs: z.catch(z.number(), 0),
  deletedAtMs: optionalField(z.number()),
  screenCount: z.catch(z.int().check(z.minimum(0)), 0),
  canvasSizeIds: z.catch(z.array(z.string()), []),
  locales: z.catch(z.array(z.string()), []),
  baseRevision: z.catch(z.int().check(z.minimum(0)), 0),
  syncError: optionalField(z.string()),
  generation: z.catch(z.int().check(z.minimum(0)), 0),
  sync: optionalField(
    z.object({
      bodyId: z.string(),
      prunedSeq: z.int(),
      base: z.object({
        at: z.optional(z.union([z.int(), z.literal('whole')])),
        hash: z.optional(z.string()),
        mustCompare: z.optional(z.boolean()),
        view: optionalField(viewSchema),
      }),
      label: optionalField(labelSchema),
      sealedN: z.optional(z.int()),
      isSealedFolded: z.optional(z.boolean()),
      heldBy: z.optional(z.string()),
      quarantinedAs: z.optional(z.string()),
      unreadableBy: z.optional(z.int()),
      isListedOnly: z.optional(z.boolean()),
      touches: optionalField(z.int()),
    }),
  ),
})

export function parseStoredRow(raw: { id: string }): StoredRow {
  const { deletedAtMs, syncError, sync, ...fields } = storedRowSchema.parse(raw)
  return {
    id: raw.id as ProjectId,
    ...fields,
    // The base is unknown: it must be compared before anything is pushed on it.
    sync: sync ?? { bodyId: '', prunedSeq: 0, base: fields.baseRevision > 0 ? { mustCompare: true } : {} },
    ...(deletedAtMs === undefined ? {} : { deletedAtMs }),
    ...(syncError === undefined ? {} : { syncError }),
  }
}

/** On disk the generation is the row's: a commit to a project that is pending already leaves the entry as it is. */
export type StoredEntry = Omit<OutboxEntry, 'generation'>

/** A damaged entry still marks pending changes; dropping it would lose the push. */
const outboxSchema = z.object({
  enqueuedAtMs: z.catch(z.number(), 0),
  deleted: z.catch(z.boolean(), false),
})

export function parseOutboxEntry(raw: { projectId: string }): StoredEntry {
  return { projectId: raw.projectId as ProjectId, ...outboxSchema.parse(raw) }
}

export function createProjectRow(stored: StoredRow, isWaiting: boolean): ProjectRow {
  const { generation: _own, sync, ...row } = stored
  return {
    ...row,
    pending: isWaiting || sync.quarantinedAs !== undefined,
    ...(sync.heldBy === undefined ? {} : { isBlocked: true }),
    ...(sync.isListedOnly === true ? { isArriving: true } : {}),
  }
}

export const isDamaged = (row: StoredRow): boolean => row.name === damagedName

export function withSync(row: StoredRow, sync: Partial<SyncFields>): StoredRow {
  return { ...row, sync: { ...row.sync, ...sync } }
}

export const touch = (row: StoredRow): StoredRow => withSync(row, { touches: (row.sync.touches ?? 0) + 1 })

export type Summary = ListSummary & { name: string }

export const summarise = (project: ProjectDocument): Summary => ({
  name: project.name,
  ...readListSummary(project),
})

/** The first row of a project. Generations start at the clock, so that a reused id never repeats one. */
export const planNewRow = (project: ProjectDocument, atMs: number, bodyId: string): StoredRow =>
  planRowOf({ id: project.id, ...summarise(project) }, atMs, bodyId)

/** The same for a project that was not opened. */
export function planRowOf(known: Summary & { id: ProjectId }, atMs: number, bodyId: string): StoredRow {
  return {
    ...known,
    createdAtMs: atMs,
    updatedAtMs: atMs,
    baseRevision: 0,
    generation: Math.max(1, Math.trunc(atMs)),
    sync: { bodyId, prunedSeq: 0, base: {} },
  }
}

/**
 * The row after a commit. Only the fields touched by the changes are taken from `project`: another tab may have renamed
 * the project meanwhile, and this tab's name must not undo that. An edit restores a deleted project.
 */
export function planRowAfterCommit(
  row: StoredRow,
  commit: { changes: readonly Change[]; project: ProjectDocument; atMs: number },
): StoredRow {
  const { deletedAtMs: _back, ...kept } = row
  const ops = commit.changes.flatMap((change) => change.ops)
  const summary = summarise(commit.project)
  const { name, ...shape } = summary
  return {
    ...kept,
    ...(ops.some((op) => op.path[0] === 'name') || isDamaged(row) ? { name } : {}),
    ...(ops.some(changesShape) ? shape : {}),
    updatedAtMs: commit.atMs,
    generation: row.generation + 1,
    sync: { ...row.sync, label: commit.changes.at(-1)?.label ?? row.sync.label },
  }
}

function changesShape(op: Op): boolean {
  return op.path[0] === 'locales' || (op.path[0] === 'screensByCanvasSize' && op.path.length <= 3)
}

/** `enqueuedAtMs` stays that of the oldest pending edit: the app warns when edits have waited for days [F22]. */
export function planOutboxEntry(
  row: StoredRow,
  waiting: StoredEntry | undefined,
  push: { atMs: number; deleted: boolean },
): StoredEntry {
  return {
    projectId: row.id,
    enqueuedAtMs: waiting?.enqueuedAtMs ?? push.atMs,
    deleted: push.deleted,
  }
}
