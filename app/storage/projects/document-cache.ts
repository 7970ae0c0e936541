import type { ProjectId } from '#app/document/model/ids.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { StoredRow } from './project-row.ts'

/** A document at a number of its log. */
export type DocumentAt = { seq: number; project: ProjectDocument }

type Known = {
  bodyId: string
  points: readonly DocumentAt[]
  base: { key: string; project: ProjectDocument } | undefined
}

const maxProjects = 12
const maxPoints = 4

/**
 * The last documents of this tab, so that an edit of a large project is pushed and pulled by reading only the new rows.
 * A document at a number of its log never changes, so entries are never wrong; they become invalid when the log is
 * restarted.
 */
export interface DocumentCache {
  /** The newest cached document not after `atSeq` from which the log can be followed. */
  find(row: StoredRow, atSeq?: number): DocumentAt | undefined
  keep(row: Pick<StoredRow, 'id' | 'sync'>, document: DocumentAt): void
  findBase(row: StoredRow): ProjectDocument | undefined
  keepBase(row: StoredRow, project: ProjectDocument): void
  forget(projectId: ProjectId): void
}

export function createDocumentCache(): DocumentCache {
  const known = new Map<ProjectId, Known>()

  function findKnown(row: Pick<StoredRow, 'id' | 'sync'>): Known | undefined {
    const found = known.get(row.id)
    return found?.bodyId === row.sync.bodyId ? found : undefined
  }

  function keep(row: Pick<StoredRow, 'id' | 'sync'>, change: Partial<Known>): void {
    const before = findKnown(row) ?? { bodyId: row.sync.bodyId, points: [], base: undefined }
    known.delete(row.id)
    known.set(row.id, { ...before, ...change })
    const [oldest] = known.keys()
    if (known.size > maxProjects && oldest !== undefined) known.delete(oldest)
  }

  return {
    find(row, atSeq = Number.POSITIVE_INFINITY) {
      const point = findKnown(row)?.points.findLast(({ seq }) => seq <= atSeq)
      return point !== undefined && (point.seq === atSeq || point.seq >= row.sync.prunedSeq)
        ? point
        : undefined
    },
    keep(row, document) {
      const points = findKnown(row)?.points ?? []
      const others = points.filter(({ seq }) => seq !== document.seq)
      keep(row, { points: [...others, document].sort((a, b) => a.seq - b.seq).slice(-maxPoints) })
    },
    findBase(row) {
      const base = findKnown(row)?.base
      return base?.key === baseKey(row) ? base.project : undefined
    },
    keepBase: (row, project) => keep(row, { base: { key: baseKey(row), project } }),
    forget: (projectId) => void known.delete(projectId),
  }
}

const baseKey = ({ baseRevision, sync }: StoredRow): string => `${baseRevision} ${sync.base.hash ?? ''}`
