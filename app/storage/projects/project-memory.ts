import type { ProjectId } from '#app/document/model/ids.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { parseStoredRow, type StoredEntry, type StoredRow } from './project-row.ts'

/** A whole project at one moment, before or after a completed transaction of this tab. */
export type Seen = {
  row: StoredRow
  outbox: StoredEntry | undefined
  /** The view row on disk. */
  rawView: unknown
  /** The newest number of its log, and the document there. */
  seq: number
  project: ProjectDocument
  /** The account's document; `undefined` with `row.sync.base.at` set: not cached. */
  base: ProjectDocument | undefined
  /** The document of the in-flight push: the base once it is acknowledged. */
  sent?: { mutationId: number; project: ProjectDocument } | undefined
}

/**
 * A cache of the projects this tab used last. Other tabs write too, so entries may be stale: they are enough to plan
 * with, and every write is checked against the disk in its own transaction.
 */
export interface ProjectMemory {
  find(projectId: ProjectId): Seen | undefined
  /** The entry, if the row just read equals its own. */
  findCurrent(row: StoredRow): Seen | undefined
  keep(seen: Seen): void
  forget(projectId: ProjectId): void
  clear(): void
  list(): readonly Seen[]
  /** What a push of a new document will need is made while its commit is written; only where this tab syncs. */
  prepare?: ((project: ProjectDocument) => void) | undefined
}

const maxProjects = 12

export function createProjectMemory(): ProjectMemory {
  const known = new Map<ProjectId, Seen>()

  return {
    find: (projectId) => known.get(projectId),
    findCurrent(row) {
      const seen = known.get(row.id)
      return seen !== undefined && writeRow(seen.row) === writeRow(row) ? seen : undefined
    },
    keep(seen) {
      known.delete(seen.row.id)
      known.set(seen.row.id, seen)
      const [oldest] = known.keys()
      if (known.size > maxProjects && oldest !== undefined) known.delete(oldest)
    },
    forget: (projectId) => void known.delete(projectId),
    clear: () => known.clear(),
    list: () => [...known.values()],
  }
}

/**
 * Whether a row just read is the one remembered. The text of both is compared first: mostly this tab wrote the row, and
 * its fields are in the same order.
 */
export const isRowOf = (raw: { id: string }, { row }: Seen): boolean =>
  JSON.stringify(raw) === JSON.stringify(row) || writeRow(parseStoredRow(raw)) === writeRow(row)

/** Equal for rows that are equal on disk, whatever the order of their fields. */
const writeRow = (row: StoredRow): string => JSON.stringify(parseStoredRow(row))
