import { z } from 'zod'
import { sortCanvasSizeIds } from '#app/document/canvas-sizes.ts'
import type { Change, Op } from '#app/document/change.ts'
import type { ProjectId } from '#app/document/ids.ts'
import { listOrdered } from '#app/document/ordered.ts'
import type { Project } from '#app/document/schema.ts'
import type { OutboxEntry, ProjectRow } from '#app/sync/ports.ts'

/** On disk `pending` is not a field: an outbox row for the project is what makes it pending. */
export type StoredRow = Omit<ProjectRow, 'pending'> & {
  /** Grows with every commit; the outbox entry carries the value of the last one. */
  generation: number
}

/**
 * Every field heals to a harmless value on its own, because a damaged row must still be listed: the project behind it
 * may be whole, and `load` and the next commit write the row anew.
 */
const storedRowSchema = z.object({
  name: z.string().min(1).catch('Damaged project'),
  createdAtMs: z.number().catch(0),
  updatedAtMs: z.number().catch(0),
  deletedAtMs: z.number().optional().catch(undefined),
  screenCount: z.int().min(0).catch(0),
  canvasSizeIds: z.array(z.string()).catch([]),
  locales: z.array(z.string()).catch([]),
  baseRevision: z.int().min(0).catch(0),
  syncError: z.string().optional().catch(undefined),
  generation: z.int().min(0).catch(0),
})

export function parseStoredRow(raw: { id: string }): StoredRow {
  const { deletedAtMs, syncError, ...fields } = storedRowSchema.parse(raw)
  return {
    id: raw.id as ProjectId,
    ...fields,
    ...(deletedAtMs === undefined ? {} : { deletedAtMs }),
    ...(syncError === undefined ? {} : { syncError }),
  }
}

/** A damaged entry still says that something waits; losing it would lose the push. */
const outboxSchema = z.object({
  generation: z.int().catch(0),
  enqueuedAtMs: z.number().catch(0),
  deleted: z.boolean().catch(false),
})

export function parseOutboxEntry(raw: { projectId: string }): OutboxEntry {
  return { projectId: raw.projectId as ProjectId, ...outboxSchema.parse(raw) }
}

export function createProjectRow({ generation: _own, ...row }: StoredRow, pending: boolean): ProjectRow {
  return { ...row, pending }
}

export type Summary = Pick<StoredRow, 'name' | 'screenCount' | 'canvasSizeIds' | 'locales'>

export function summarise(project: Project): Summary {
  const sizes = Object.values(project.screensByCanvasSize)
  return {
    name: project.name,
    screenCount: sizes.reduce((count, screens) => count + Object.keys(screens).length, 0),
    canvasSizeIds: [...sortCanvasSizeIds(Object.keys(project.screensByCanvasSize))],
    locales: listOrdered(project.locales).map(({ id }) => id),
  }
}

/** The first row of a project. Generations start at the clock, so that an id used again never repeats one. */
export function planNewRow(project: Project, atMs: number): StoredRow {
  return {
    id: project.id,
    ...summarise(project),
    createdAtMs: atMs,
    updatedAtMs: atMs,
    baseRevision: 0,
    generation: Math.max(1, Math.trunc(atMs)),
  }
}

/**
 * The row after a commit. Only what the changes touch is taken from `project`: another tab may have renamed the project
 * meanwhile, and this tab's idea of the name must not undo that. An edit brings a deleted project back.
 */
export function planRowAfterCommit(
  row: StoredRow,
  commit: { changes: readonly Change[]; project: Project; atMs: number },
): StoredRow {
  const { deletedAtMs: _back, ...kept } = row
  const ops = commit.changes.flatMap((change) => change.ops)
  const summary = summarise(commit.project)
  const { name, ...shape } = summary
  return {
    ...kept,
    ...(ops.some((op) => op.path[0] === 'name') || row.name === 'Damaged project' ? { name } : {}),
    ...(ops.some(changesShape) ? shape : {}),
    updatedAtMs: commit.atMs,
    generation: row.generation + 1,
  }
}

function changesShape(op: Op): boolean {
  return op.path[0] === 'locales' || (op.path[0] === 'screensByCanvasSize' && op.path.length <= 3)
}

/** `enqueuedAtMs` stays that of the oldest waiting edit: the app warns when work has waited for days [F22]. */
export function planOutboxEntry(
  row: StoredRow,
  waiting: OutboxEntry | undefined,
  push: { atMs: number; deleted: boolean },
): OutboxEntry {
  return {
    projectId: row.id,
    generation: row.generation,
    enqueuedAtMs: waiting?.enqueuedAtMs ?? push.atMs,
    deleted: push.deleted,
  }
}
