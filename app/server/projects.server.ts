import type { ProjectData } from '#app/document/schema.ts'
import { hashContent } from './content-hash.server.ts'
import {
  markProjectDeleted,
  type ProjectSummary,
  pruneRevisions,
  type RevisionSummary,
  selectProject,
  selectProjectSummaries,
  selectRevision,
  selectRevisions,
  upsertProject,
} from './project-queries.server.ts'
import { getDatabase } from './runtime.server.ts'

// The rules of an account's projects, for the API, the forms and (later) sync alike. They know no Request or Response.

export type StoredProject = {
  id: string
  name: string
  data: unknown
  revision: number
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | undefined
}

export type ProjectWritten = {
  kind: 'written'
  isNew: boolean
  project: { id: string; revision: number; updatedAt: Date }
}
export type ProjectNotFound = { kind: 'not-found' }
/** `server`: what is stored instead; undefined when nothing is. */
export type ProjectConflict = { kind: 'conflict'; server: StoredProject | undefined }
export type ProjectDeleted = { kind: 'deleted'; id: string; revision: number; deletedAt: Date }

/** Two devices racing for one project are settled in one or two rounds; more means something is wrong. */
const MAX_ROUNDS = 20
const PRUNE_EVERY_REVISIONS = 20

/** Newest first. `cursor` is the account's position in its stream of writes at that moment. */
export function listProjects(
  accountId: string,
  options: { includeDeleted?: boolean } = {},
): Promise<{ projects: ProjectSummary[]; cursor: number }> {
  return selectProjectSummaries(getDatabase(), accountId, { includeDeleted: options.includeDeleted ?? false })
}

/** Also a deleted one, with its `deletedAt`; undefined when this account never had it. */
export async function findProject(accountId: string, id: string): Promise<StoredProject | undefined> {
  const row = await selectProject(getDatabase(), accountId, id)
  if (!row) return undefined
  const { name, data, revision, createdAt, updatedAt, deletedAt } = row
  return { id, name, data, revision, createdAt, updatedAt, deletedAt: deletedAt ?? undefined }
}

/** Stores a whole project if nobody stored another one since `baseRevision` (0: it is new). Undeletes a deleted one. */
export async function putProject(
  accountId: string,
  project: { id: string; name: string; data: ProjectData; baseRevision: number },
): Promise<ProjectWritten | ProjectConflict> {
  const db = getDatabase()
  const { id, name, data, baseRevision } = project
  const key = { userId: accountId, id, baseRevision }
  const written = await upsertProject(db, key, { name, data, contentHash: hashContent({ name, data }) })
  if (!written) return { kind: 'conflict', server: await findProject(accountId, id) }
  if (written.revision % PRUNE_EVERY_REVISIONS === 0) await pruneRevisions(db, accountId, id)
  const { revision, updatedAt } = written
  return { kind: 'written', isNew: revision === 1, project: { id, revision, updatedAt } }
}

export async function renameProject(
  accountId: string,
  { id, name }: { id: string; name: string },
): Promise<ProjectWritten | ProjectNotFound> {
  return rewriteProject(accountId, id, (stored) => (stored.deletedAt ? undefined : { ...stored, name }))
}

export async function duplicateProject(
  accountId: string,
  { id, newId, name }: { id: string; newId: string; name: string },
): Promise<ProjectWritten | ProjectConflict | ProjectNotFound> {
  const stored = await findProject(accountId, id)
  if (!stored || stored.deletedAt) return { kind: 'not-found' }
  return putProject(accountId, { id: newId, name, data: asProjectData(stored.data), baseRevision: 0 })
}

/** Deleting again is no error; with `baseRevision` a project that changed since is left alone. */
export async function deleteProject(
  accountId: string,
  { id, baseRevision }: { id: string; baseRevision?: number | undefined },
): Promise<ProjectDeleted | ProjectConflict | ProjectNotFound> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const stored = await findProject(accountId, id)
    if (!stored) return { kind: 'not-found' }
    const { revision, deletedAt } = stored
    if (deletedAt) return { kind: 'deleted', id, revision, deletedAt }
    if (baseRevision !== undefined && baseRevision !== revision) return { kind: 'conflict', server: stored }
    const marked = await markProjectDeleted(getDatabase(), { userId: accountId, id, baseRevision })
    if (marked?.deletedAt) {
      return { kind: 'deleted', id, revision: marked.revision, deletedAt: marked.deletedAt }
    }
  }
  throw new Error(`The project ${id} changed ${MAX_ROUNDS} times while it was being deleted.`)
}

/** Brings a deleted project back as it was; a live one stays as it is. */
export async function restoreProject(
  accountId: string,
  { id }: { id: string },
): Promise<ProjectWritten | ProjectNotFound> {
  return rewriteProject(accountId, id, (stored) => stored)
}

/** Newest first; undefined when this account never had the project. */
export async function findRevisions(accountId: string, id: string): Promise<RevisionSummary[] | undefined> {
  const revisions = await selectRevisions(getDatabase(), accountId, id)
  return revisions.length > 0 ? revisions : undefined
}

/** Makes an old revision's content the newest revision; what it replaces stays in the history. */
export async function restoreRevision(
  accountId: string,
  { id, revision }: { id: string; revision: number },
): Promise<ProjectWritten | ProjectNotFound> {
  const old = await selectRevision(getDatabase(), { userId: accountId, projectId: id, revision })
  if (!old || old.data === null) return { kind: 'not-found' }
  return rewriteProject(accountId, id, () => old)
}

/** Writes what `rewrite` makes of the newest stored version, and again if another write came first. */
async function rewriteProject(
  accountId: string,
  id: string,
  rewrite: (stored: StoredProject) => { name: string; data: unknown } | undefined,
): Promise<ProjectWritten | ProjectNotFound> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const stored = await findProject(accountId, id)
    const next = stored && rewrite(stored)
    if (!next) return { kind: 'not-found' }
    const content = { id, name: next.name, data: asProjectData(next.data) }
    const result = await putProject(accountId, { ...content, baseRevision: stored.revision })
    if (result.kind === 'written') return result
  }
  throw new Error(`The project ${id} changed ${MAX_ROUNDS} times while it was being written.`)
}

/** Everything in the table was parsed on its way in, possibly by a newer version: it is passed on as it is. */
const asProjectData = (data: unknown) => data as ProjectData
