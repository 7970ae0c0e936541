import { applyChanges } from '#app/document/changes/apply-change.ts'
import { toCanonicalParts } from '#app/document/changes/canonical-text.ts'
import { toProjectData } from '#app/document/model/project-data.ts'
import type { ProjectData, ProjectDocument } from '#app/document/model/schema.ts'
import type { AccountId } from '#db/account-id.ts'
import type { Services } from '../services.server.ts'

import { announce } from '../sync/announce.server.ts'

import { hashText } from '../sync/hash-text.server.ts'
import { labelWhole, storeDeletion, storeDocument } from '../sync/store-project.server.ts'
import { measureParts, toStoredDocument } from '../sync/stored-document.server.ts'
import type {
  AccountView,
  LockedAccount,
  RepositoryProject,
  RevisionHead,
} from '../sync/sync-repository.server.ts'
import { type ProjectSummary, selectProjectSummaries } from './project-queries.server.ts'

// The rules of an account's projects for the API and the forms. They know no Request or Response, and store by the same
// rules as sync, so that every write takes the account's next number and is sent to every device.

export type StoredProject = {
  id: string
  name: string
  data: unknown
  revision: number
  /** SHA-256 of the document; empty when it was never computed. */
  contentHash: string
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | undefined
}

export type ProjectWritten = {
  kind: 'written'
  isNew: boolean
  project: { id: string; revision: number; updatedAt: Date }
}
/** The account's projects would be too many or too large; the sentence gives the remedy. */
export type ProjectOverQuota = { kind: 'over-quota'; message: string }
export type ProjectNotFound = { kind: 'not-found' }
/** `server`: what is stored instead; undefined when nothing is. */
export type ProjectConflict = { kind: 'conflict'; server: StoredProject | undefined }
export type ProjectDeleted = { kind: 'deleted'; id: string; revision: number; deletedAt: Date }

export type RevisionSummary = {
  revision: number
  name: string
  label: string
  createdAt: Date
  isDeletion: boolean
}
export type StoredRevision = RevisionSummary & { data: unknown }

/** Newest first. `cursor` is the account's position in its stream of writes at that moment. */
export function listProjects(
  services: Services,
  accountId: AccountId,
  options: { includeDeleted?: boolean } = {},
): Promise<{ projects: ProjectSummary[]; cursor: number }> {
  return selectProjectSummaries(services.database.db, accountId, {
    includeDeleted: options.includeDeleted ?? false,
  })
}

/** Also a deleted one, with its `deletedAt`; undefined when this account never had it. */
export function findProject(
  services: Services,
  accountId: AccountId,
  id: string,
): Promise<StoredProject | undefined> {
  return services.repository.read(accountId, async (account) => {
    const project = await findRow(account, id)
    return project && toStoredProject(project, await readDocument(account, project))
  })
}

/** Stores a whole project if there was no other write since `baseRevision` (0: it is new). Undeletes a deleted one. */
export function putProject(
  services: Services,
  accountId: AccountId,
  { id, name, data, baseRevision }: { id: string; name: string; data: ProjectData; baseRevision: number },
): Promise<ProjectWritten | ProjectOverQuota | ProjectConflict> {
  return transact(services, accountId, async (account) => {
    const before = await findRow(account, id)
    if ((before?.revision ?? 0) !== baseRevision) {
      const server = before && toStoredProject(before, await readDocument(account, before))
      return { kind: 'conflict', server }
    }
    const document = toStoredDocument({ id, name, data })
    return store(services, account, { before, document, label: labelWhole(before) })
  })
}

export function renameProject(
  services: Services,
  accountId: AccountId,
  { id, name }: { id: string; name: string },
): Promise<ProjectWritten | ProjectOverQuota | ProjectNotFound> {
  return transact(services, accountId, async (account) => {
    const before = await findRow(account, id)
    if (!before || before.deletedAt) return { kind: 'not-found' }
    const document = { ...(await readDocument(account, before)), name }
    return store(services, account, { before, document, label: 'Rename project' })
  })
}

export function duplicateProject(
  services: Services,
  accountId: AccountId,
  { id, newId, name }: { id: string; newId: string; name: string },
): Promise<ProjectWritten | ProjectOverQuota | ProjectConflict | ProjectNotFound> {
  return transact(services, accountId, async (account) => {
    const original = await findRow(account, id)
    if (!original || original.deletedAt) return { kind: 'not-found' }
    const taken = await findRow(account, newId)
    if (taken) return { kind: 'conflict', server: toStoredProject(taken, await readDocument(account, taken)) }
    const document = { ...(await readDocument(account, original)), id: newId as ProjectDocument['id'], name }
    return store(services, account, { before: undefined, document, label: 'Duplicate project' })
  })
}

/** Deleting again is no error; with `baseRevision` a project that changed since is left alone. */
export function deleteProject(
  services: Services,
  accountId: AccountId,
  { id, baseRevision }: { id: string; baseRevision?: number | undefined },
): Promise<ProjectDeleted | ProjectConflict | ProjectNotFound> {
  return transact(services, accountId, async (account) => {
    const before = await findRow(account, id)
    if (!before) return { kind: 'not-found' }
    if (before.deletedAt) {
      return { kind: 'deleted', id, revision: before.revision, deletedAt: before.deletedAt }
    }
    const document = await readDocument(account, before)
    if (baseRevision !== undefined && baseRevision !== before.revision) {
      return { kind: 'conflict', server: toStoredProject(before, document) }
    }
    const { revision } = await storeDeletion(account, { before, document }, { label: 'Delete project' })
    return { kind: 'deleted', id, revision, deletedAt: account.now }
  })
}

/** Restores a deleted project as it was; a live one stays as it is. */
export function restoreProject(
  services: Services,
  accountId: AccountId,
  { id }: { id: string },
): Promise<ProjectWritten | ProjectOverQuota | ProjectNotFound> {
  return transact(services, accountId, async (account) => {
    const before = await findRow(account, id)
    if (!before) return { kind: 'not-found' }
    if (!before.deletedAt) return { kind: 'written', isNew: false, project: before }
    return store(services, account, {
      before,
      document: await readDocument(account, before),
      label: 'Bring project back',
    })
  })
}

/** Newest first; undefined when this account never had the project. */
export function findRevisions(
  services: Services,
  accountId: AccountId,
  id: string,
): Promise<RevisionSummary[] | undefined> {
  return services.repository.read(accountId, async (account) => {
    const heads = await account.listHeadsFrom(id, 0)
    return heads.length > 0 ? heads.map(toSummary).reverse() : undefined
  })
}

/** One version as it was; undefined when it is not kept, or is a deletion. */
export function findRevision(
  services: Services,
  accountId: AccountId,
  { id, revision }: { id: string; revision: number },
): Promise<StoredRevision | undefined> {
  return services.repository.read(accountId, async (account) => {
    const found = await readRevision(account, id, revision)
    return found && { ...toSummary(found.head), data: toProjectData(found.document) }
  })
}

/** Makes an old revision's content the newest revision; the replaced one stays in the history. */
export function restoreRevision(
  services: Services,
  accountId: AccountId,
  { id, revision }: { id: string; revision: number },
): Promise<ProjectWritten | ProjectOverQuota | ProjectNotFound> {
  return transact(services, accountId, async (account) => {
    const before = await findRow(account, id)
    const old = before && (await readRevision(account, id, revision))
    if (!old) return { kind: 'not-found' }
    return store(services, account, { before, document: old.document, label: `Restore version ${revision}` })
  })
}

async function readRevision(
  account: AccountView,
  id: string,
  revision: number,
): Promise<{ head: RevisionHead; document: ProjectDocument } | undefined> {
  const [head] = await account.listHeadsFrom(id, revision)
  if (head?.revision !== revision || head.kind === 'deletion') return undefined
  const snapshot = await account.findSnapshot(id, revision)
  if (snapshot === undefined) return undefined
  const changes = await account.readChanges({ projectId: id, after: snapshot.revision, through: revision })
  return { head, document: applyChanges(snapshot.document, changes) }
}

type ToStore = { before: RepositoryProject | undefined; document: ProjectDocument; label: string }

async function store(
  services: Services,
  account: LockedAccount,
  { before, document, label }: ToStore,
): Promise<ProjectWritten | ProjectOverQuota> {
  const parts = toCanonicalParts(document)
  const next = { document, sizeBytes: measureParts(parts), hash: hashText(parts) }
  const stored = await storeDocument(
    account,
    { before, next, authorship: { label } },
    services.environment.limits,
  )
  if (stored.kind === 'over-quota') return stored
  const { id, revision, updatedAt } = stored.project
  return { kind: 'written', isNew: before === undefined, project: { id, revision, updatedAt } }
}

async function transact<T>(
  services: Services,
  accountId: AccountId,
  work: (account: LockedAccount) => Promise<T>,
): Promise<T> {
  const { result, seq, hasWritten } = await services.repository.transact(accountId, async (account) => {
    const seqBefore = account.seq
    return { result: await work(account), seq: account.seq, hasWritten: account.seq > seqBefore }
  })
  if (hasWritten) announce(services, accountId, seq)
  return result
}

async function findRow(account: AccountView, id: string): Promise<RepositoryProject | undefined> {
  const [project] = await account.findProjects([id])
  return project
}

async function readDocument(account: AccountView, project: RepositoryProject): Promise<ProjectDocument> {
  const document = (await account.readDocuments([project])).get(project.id)
  if (document === undefined) throw new Error(`The project ${project.id} has no document.`)
  return document
}

function toStoredProject(project: RepositoryProject, document: ProjectDocument): StoredProject {
  const { id, name, revision, contentHash, createdAt, updatedAt, deletedAt } = project
  return { id, name, data: toProjectData(document), revision, contentHash, createdAt, updatedAt, deletedAt }
}

const toSummary = ({ revision, name, label, createdAt, kind }: RevisionHead): RevisionSummary => ({
  revision,
  name,
  label,
  createdAt,
  isDeletion: kind === 'deletion',
})
