import { applyChanges } from '#app/document/changes/apply-change.ts'
import { hasSameContent } from '#app/document/changes/canonical-text.ts'
import type { Change } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { makeRoom, pruneHistory, type QuotaLimits } from './project-quota.server.ts'
import { measureJson, stripChanges } from './stored-document.server.ts'
import type { LockedAccount, RepositoryProject } from './sync-repository.server.ts'

// The one path into the tables for every accepted write: sync, PUT, DELETE, forms and restoring.

/** SHA-256 of the canonical text, which comes in parts. */
export type HashText = (parts: readonly string[]) => string | Promise<string>

/** The author, and its label in the history. */
export type Authorship = { label: string; by?: { clientId: string; mutationId: number } | undefined }

export type NextDocument = {
  document: ProjectDocument
  /** Its canonical text and what comes of it. */
  sizeBytes: number
  hash: string
  /** When it is at hand in one piece. */
  text?: string | undefined
  /** What leads from the present document to it, if that is known. */
  changes?: readonly Change[]
}

const COMPACT_AFTER_REVISIONS = 50
const PRUNE_EVERY_REVISIONS = 20
/** A tail this small is never worth a new whole document before its fifty revisions are full. */
const TAIL_FREE_BYTES = 16_000
/** Changes that are nearly as long as the document are no gain. */
const WHOLE_SHARE = 0.5

/** What the history calls a project that was sent whole. */
export const labelWhole = (before: RepositoryProject | undefined): string =>
  before === undefined ? 'Create project' : before.deletedAt ? 'Bring project back' : 'Change project'

export type ToStore = { before: RepositoryProject | undefined; next: NextDocument; authorship: Authorship }

export type StoreOutcome =
  | { kind: 'stored'; project: RepositoryProject }
  /** The account has no space for it; the sentence gives the remedy. */
  | { kind: 'over-quota'; message: string }

/** Stores the next revision, if the account has space: as changes where they are small, else whole. */
export async function storeDocument(
  account: LockedAccount,
  { before, next, authorship }: ToStore,
  limits: QuotaLimits,
): Promise<StoreOutcome> {
  const message = await makeRoom(account, { before, sizeBytes: next.sizeBytes }, limits)
  if (message !== undefined) return { kind: 'over-quota', message }
  return { kind: 'stored', project: await storeNext(account, { before, next, authorship }) }
}

async function storeNext(
  account: LockedAccount,
  { before, next, authorship }: ToStore,
): Promise<RepositoryProject> {
  const changes = before && (next.changes ?? (await planChanges(account, before, next, authorship.label)))
  const kept = changes && stripChanges(changes)
  const keptBytes = kept ? measureJson(kept) : 0
  const isWhole = kept === undefined || keptBytes > next.sizeBytes * WHOLE_SHARE
  const revision = (before?.revision ?? 0) + 1
  const tailBytes = (before?.tailBytes ?? 0) + keptBytes
  const isSnapshot = isWhole || isDue({ revision, tailBytes, before, sizeBytes: next.sizeBytes })
  const project: RepositoryProject = {
    id: next.document.id,
    name: next.document.name,
    revision,
    seq: account.takeSeq(),
    contentHash: next.hash,
    sizeBytes: next.sizeBytes,
    snapshotRevision: isSnapshot ? revision : (before?.snapshotRevision ?? revision),
    tailBytes: isSnapshot ? 0 : tailBytes,
    by: authorship.by,
    createdAt: before?.createdAt ?? account.now,
    updatedAt: account.now,
    deletedAt: undefined,
  }
  const { document } = next
  await account.write({
    before,
    project,
    document,
    text: next.text,
    changes: isWhole ? undefined : kept,
    changeBytes: isWhole ? 0 : keptBytes,
    dataBytes: isSnapshot ? next.sizeBytes + measureView(document) : 0,
    label: authorship.label,
  })
  await pruneWhenDue(account, project)
  return project
}

async function pruneWhenDue(account: LockedAccount, { id, revision }: RepositoryProject): Promise<void> {
  if (revision % PRUNE_EVERY_REVISIONS === 0) await pruneHistory(account, id)
}

/** It lies with the document and is not in its size. */
const measureView = ({ view }: ProjectDocument): number => (view === undefined ? 0 : measureJson(view))

/** Marks as deleted; the last document stays, so that it can be brought back. */
export async function storeDeletion(
  account: LockedAccount,
  { before, document }: { before: RepositoryProject; document: ProjectDocument },
  authorship: Authorship,
): Promise<RepositoryProject> {
  const project: RepositoryProject = {
    ...before,
    revision: before.revision + 1,
    seq: account.takeSeq(),
    by: authorship.by,
    updatedAt: account.now,
    deletedAt: account.now,
  }
  const sizes = { changeBytes: 0, dataBytes: 0 }
  await account.write({ before, project, document, changes: undefined, ...sizes, label: authorship.label })
  await pruneWhenDue(account, project)
  return project
}

/** A whole document that differs little from the present one is kept as that difference: small rows, small pulls. */
async function planChanges(
  account: LockedAccount,
  before: RepositoryProject,
  next: NextDocument,
  label: string,
): Promise<readonly Change[] | undefined> {
  const present = (await account.readDocuments([before])).get(before.id)
  if (present === undefined) return undefined
  const change = diffProjects(present, next.document, label)
  const applied = applyChanges(present, [change])
  return hasSameContent(applied, next.document) ? [change] : undefined
}

function isDue({
  revision,
  tailBytes,
  before,
  sizeBytes,
}: {
  revision: number
  tailBytes: number
  before: RepositoryProject | undefined
  sizeBytes: number
}): boolean {
  if (before === undefined) return true
  if (revision - before.snapshotRevision >= COMPACT_AFTER_REVISIONS) return true
  return tailBytes > Math.max(TAIL_FREE_BYTES, sizeBytes / 2)
}
