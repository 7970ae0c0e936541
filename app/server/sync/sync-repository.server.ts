import type { ListSummary } from '#app/document/catalogue/list-summary.ts'
import type { Change } from '#app/document/changes/change.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { ConflictPolicy } from '#app/sync/protocol/projects.ts'
import type { AccountId } from '#db/account-id.ts'
import type { SessionProof } from '../auth/session-proof.server.ts'

/**
 * The database port of the rules of sync. One contract suite proves both implementations: Postgres, and memory for the
 * simulation.
 */
export interface SyncRepository {
  /**
   * One transaction with the account's row locked: an account's writers follow each other, so commit order is the order
   * of `seq`. When `work`, or anything else before the commit, throws, nothing of it stays. The rows named by `prefetch`
   * are fetched together with the lock.
   */
  transact<T>(
    accountId: AccountId,
    work: (account: LockedAccount) => Promise<T>,
    prefetch?: Prefetch,
  ): Promise<T>
  /**
   * The same for a request whose session was not read yet: it is checked by the statement that takes the lock.
   * `undefined`: it does not stand any more, or the account has no row; nothing was done.
   */
  transactProven<T>(
    accountId: AccountId,
    work: (account: LockedAccount) => Promise<T>,
    prefetch: Prefetch & { proof: SessionProof },
  ): Promise<{ result: T } | undefined>
  /** One consistent read, without a lock: everything read in `work` is of one moment. */
  read<T>(accountId: AccountId, work: (account: AccountView) => Promise<T>, options?: ReadOptions): Promise<T>
}

/**
 * `link`: it is for a visitor of this review link. Visitors wait for each other, never the account for them; and what one
 * has read is kept for the next.
 */
export type ReadOptions = { link?: string }

/** The rows that the work will need in any case. */
export type Prefetch = {
  clientId: string
  projectIds: readonly string[]
  /** The work is expected to be one small edit: it may share a transaction with those of other accounts. */
  isEdit?: boolean
}

/** What one transaction wrote, when it is on disk. */
export type Committed = {
  accountId: AccountId
  epoch: string
  mediaSeq: number
  /** The account's number before and after it. */
  from: number
  seq: number
  writes: readonly ProjectWrite[]
}

export interface AccountView {
  /** The number of the newest write; in `transact` it grows with `takeSeq`. */
  readonly seq: number
  /** Changes when the history is no longer continuous: a backup was restored. */
  readonly epoch: string
  readonly conflictPolicy: ConflictPolicy
  /** The highest `seq` among the account's media rows. */
  readonly mediaSeq: number
  /** In `transact` it grows with `write`. */
  readonly usage: ProjectUsage
  /** `undefined`: this client never pushed anything. */
  findLastMutationId(clientId: string): Promise<number | undefined>
  /** Of the ids asked for, those that this account has; deleted ones too. In any order. */
  findProjects(ids: readonly string[]): Promise<readonly RepositoryProject[]>
  /** Those whose newest write is later than `seq`, oldest write first, at most `limit`. */
  listProjectsAfter(seq: number, limit: number): Promise<readonly RepositoryProject[]>
  /** The present documents, by project id. A deleted project still has its last one. */
  readDocuments(projects: readonly RepositoryProject[]): Promise<ReadonlyMap<string, ProjectDocument>>
  /**
   * The present documents as text, by project id, of those stored so: a whole document as it was sent, without changes
   * since. The texts were compared with the project's hash.
   */
  readTexts(projects: readonly RepositoryProject[]): Promise<ReadonlyMap<string, StoredText>>
  /** Which revision a numbered push became, if it was applied and its revision is still kept. */
  findPushed(push: PushName): Promise<{ revision: number; hash: string } | undefined>
  /**
   * For each project: the revision that somebody at `cursor` has (if it is still kept) and every later one, oldest first.
   */
  listHeadsSince(projectIds: readonly string[], cursor: number): Promise<readonly RevisionHead[]>
  /** Every kept revision of the project from `revision` on, oldest first. */
  listHeadsFrom(projectId: string, revision: number): Promise<readonly RevisionHead[]>
  /** The changes of the revisions after `after` up to `through`, oldest first. */
  readChanges(range: RevisionRange): Promise<readonly Change[]>
  /** The newest kept whole document that is not later than `revision`. */
  findSnapshot(projectId: string, revision: number): Promise<Snapshot | undefined>
}

export interface LockedAccount extends AccountView {
  /** The time of this transaction: for display, never for ordering. */
  readonly now: Date
  takeSeq(): number
  write(write: ProjectWrite): Promise<void>
  saveLastMutationId(clientId: string, lastMutationId: number): Promise<void>
  renewEpoch(): Promise<void>
  pruneRevisions(projectId: string, heads: readonly RevisionHead[]): Promise<void>
  /** Of the clients that ever pushed, only the last so many are stored: anybody can invent new ones. */
  forgetClients(keep: number): Promise<void>
}

/** The canonical text of a document, its view, and its fields in the list. */
export type StoredText = {
  text: string
  view: unknown
  facts: ListSummary & { schemaVersion: number }
}

/** The account's stored projects; written under its row's lock together with their counts. */
export type ProjectUsage = {
  /** Live projects and their documents: the numbers on the account page. */
  projects: number
  projectBytes: number
  /** Deleted ones too: their tombstones stay for good. */
  keptProjects: number
  /** Of every kept version, of deleted projects too: whole documents, changes and what a row takes. */
  keptBytes: number
}

export type PushName = { projectId: string; clientId: string; mutationId: number }
export type RevisionRange = { projectId: string; after: number; through: number }

export type RepositoryProject = {
  id: string
  name: string
  revision: number
  seq: number
  /** SHA-256 of the canonical text; empty when it was never computed. */
  contentHash: string
  /** Length of the canonical text in UTF-8. */
  sizeBytes: number
  /** The revision of the whole document that is stored with the project; later ones are kept as changes. */
  snapshotRevision: number
  /** Of the JSON of all changes after the snapshot. */
  tailBytes: number
  /** The numbered push that wrote the newest revision. */
  by: { clientId: string; mutationId: number } | undefined
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | undefined
}

export type RevisionHead = {
  projectId: string
  revision: number
  seq: number
  name: string
  label: string
  contentHash: string
  /** `whole`: not sent as changes; `deletion`: a tombstone. */
  kind: 'whole' | 'changes' | 'deletion'
  /** Whether the whole document of this revision is kept. */
  isSnapshot: boolean
  /** Of the JSON of its changes. */
  changeBytes: number
  /** Of the whole document that is kept of it, with where somebody looked; 0 where none is. */
  dataBytes: number
  createdAt: Date
}

export type Snapshot = { revision: number; document: ProjectDocument }

export type ProjectWrite = {
  /** As it was; `undefined`: it is new. */
  before: RepositoryProject | undefined
  /** As it is from now on. With another `snapshotRevision` than before, `document` becomes the stored whole. */
  project: RepositoryProject
  document: ProjectDocument
  /** The canonical text of `document`, when it is at hand. */
  text?: string | undefined
  /** `undefined`: the revision is a whole document or a deletion. */
  changes: readonly Change[] | undefined
  /** Of the JSON of `changes`, and of the document where it becomes the stored whole. */
  changeBytes: number
  dataBytes: number
  label: string
}
