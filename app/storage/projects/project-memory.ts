import type { ProjectId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { OutboxEntry } from '#app/sync/ports/project-store.ts'
import { parseStoredRow, type StoredRow } from './project-row.ts'

/** A whole project at one moment: as a finished transaction of this tab found or left it. */
export type Seen = {
  row: StoredRow
  outbox: OutboxEntry | undefined
  /** The view row as it lies on the disk. */
  rawView: unknown
  /** The newest number of its log, and the document there. */
  seq: number
  project: Project
  /** The document the account has; `undefined` with `row.sync.base.at` set: not known here. */
  base: Project | undefined
  /** The document of the push on its way: the base when it is acknowledged. */
  sent?: { n: number; project: Project } | undefined
}

/**
 * The last projects this tab had to do with. Other tabs write too, so what is here may be old: it is enough to plan with, and
 * whatever is written is checked against the disk in the transaction that writes it.
 */
export interface ProjectMemory {
  find(projectId: ProjectId): Seen | undefined
  /** The same if the row that was just read is still that one. */
  findCurrent(row: StoredRow): Seen | undefined
  keep(seen: Seen): void
  forget(projectId: ProjectId): void
  clear(): void
  list(): readonly Seen[]
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

/** The same text for rows that are the same on the disk, in whatever order their fields were set. */
const writeRow = (row: StoredRow): string => JSON.stringify(parseStoredRow(row))
