import type { ProjectSummary } from './project-queries.server.ts'
import type { RevisionSummary, StoredProject, StoredRevision } from './projects.server.ts'

// The shapes of the HTTP contract: times as ISO 8601 in UTC, absent instead of null.

const toJsonDeletedAt = (deletedAt: Date | null | undefined) =>
  deletedAt ? { deletedAt: deletedAt.toISOString() } : {}

export const toJsonSummary = ({ id, name, revision, updatedAt, deletedAt }: ProjectSummary) => ({
  id,
  name,
  revision,
  updatedAt: updatedAt.toISOString(),
  ...toJsonDeletedAt(deletedAt),
})

export const toJsonProject = (project: StoredProject) => ({
  id: project.id,
  name: project.name,
  data: project.data,
  revision: project.revision,
  updatedAt: project.updatedAt.toISOString(),
  createdAt: project.createdAt.toISOString(),
  ...toJsonDeletedAt(project.deletedAt),
})

/** The server's copy in a 409, without `createdAt`. */
export function toJsonServerCopy(project: StoredProject) {
  const { createdAt: _, ...copy } = toJsonProject(project)
  return copy
}

export const toJsonRevision = ({ revision, name, label, createdAt, isDeletion }: RevisionSummary) => ({
  revision,
  name,
  label,
  createdAt: createdAt.toISOString(),
  ...(isDeletion && { deletedAt: createdAt.toISOString() }),
})

/** One version as it was, for a preview. */
export const toJsonRevisionContent = ({ data, ...revision }: StoredRevision) => ({
  ...toJsonRevision(revision),
  data,
})
