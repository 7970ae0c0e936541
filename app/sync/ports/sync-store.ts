import type { ListSummary } from '#app/document/catalogue/list-summary.ts'
import type { Path } from '#app/document/changes/change.ts'
import type { MergeConflict } from '#app/document/changes/merge-projects.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { Push } from '../protocol/projects.ts'
import type { EditedTail } from './log.ts'
import type { ProjectRow } from './project-store.ts'

/**
 * The sync engine's store. `app/storage` implements it over IndexedDB and over memory; every method is one transaction.
 * Pending changes are never stored: they are the difference between `base` and `workingCopy`.
 */
export interface SyncStore {
  /** Mints a client id the first time. */
  readSyncState(): Promise<SyncState>
  /** Projects with pending changes that are not blocked, oldest first. */
  listWaiting(): Promise<readonly Waiting[]>
  /** In-flight pushes: with a number and no acknowledgement yet, by number. */
  listInFlight(): Promise<readonly InFlightPush[]>
  /** Pending pushes of this tab's cached projects, without reading the disk; there may be more. Oldest first. */
  recallWaiting(): readonly Waiting[]
  /**
   * A project from this tab's cache, without reading the disk; `undefined`: not cached. Other tabs may have edited it
   * since: it is enough to plan with, because `assignNumbers` and `applyResponse` compare with the disk.
   */
  recallForSync(projectId: ProjectId): SyncRead | undefined
  /** One consistent read of all of them, in their order; `undefined`: it is not on this device. */
  readForSync(
    projectIds: readonly ProjectId[],
    /** A whole document that lies there as its text, and has nothing to be compared with, is given as that. */
    options?: { asText?: boolean },
  ): Promise<readonly (SyncRead | undefined)[]>
  /**
   * Gives each plan the next number and writes it down, before it is ever sent. A plan whose project has a push in flight
   * already, or another base than it was made on, is left out.
   */
  assignNumbers(plans: readonly PushNumberPlan[], fence: number): Promise<readonly InFlightPush[] | Fenced>
  /**
   * The pending changes have no effect (an edit and its undo): nothing is sent, if no edit came since; nor is a
   * quarantined push left.
   */
  dropWaiting(seen: { projectId: ProjectId; generation: number }): Promise<void>
  /** Acknowledgements, remote updates and the cursor, in one transaction. */
  applyResponse(plan: ResponsePlan): Promise<Applied | Stale | Fenced>
  /**
   * The rows of the account's whole list, so that it is usable before the content has arrived. Returns rows without content that
   * the list does not name any more, as of a server that was restored [F27]; they are removed.
   */
  recordListed(rows: readonly ListedRow[], fence: number): Promise<readonly ProjectId[] | Fenced>
  /**
   * A new client id with numbers from 1, every push in flight released, the cursor back to the start; what is on disk stays. With `epoch`
   * (the server's history is another one) each base becomes `mustCompare` until its project was compared [F27].
   */
  restart(next: { clientId: string; epoch: string | undefined }, fence: number): Promise<undefined | Fenced>
  /** A new leader: the returned number is the fence of all its writes; older ones are rejected from now on. */
  becomeLeader(): Promise<number>
  /** Another tab leads: what only a push needs is no longer made beside each commit. */
  becomeFollower(): void
  recordSynced(atMs: number): Promise<void>

  listQuarantine(): Promise<readonly Quarantined[]>
  /** Out of the quarantine and pending again. */
  retryQuarantined(id: string): Promise<void>
  listConflicts(projectId?: ProjectId): Promise<readonly ConflictRecord[]>
  dismissConflicts(ids: readonly string[]): Promise<void>
  /** Reviewed one by one: these places leave the record, and the record goes with its last one. */
  dismissConflictEntries(id: string, paths: readonly Path[]): Promise<void>
  /** Ends a blocking `ask` conflict. `copyId`: the project for this device's version when both are kept. */
  decideConflict(decision: ConflictDecision): Promise<void>
}

export type SyncState = {
  clientId: string
  nextMutationId: number
  /** null: nothing was pulled yet. */
  cursor: number | null
  epoch: string | undefined
  lastSyncedAtMs: number | undefined
}

export type Waiting = { projectId: ProjectId; enqueuedAtMs: number; generation: number }

/** One consistent read of one project. */
export type SyncRead = {
  projectId: ProjectId
  /** Grows with every local commit. */
  generation: number
  isWaiting: boolean
  isBlocked: boolean
  /** Marked as deleted on this device. */
  isDeleted: boolean
  inFlight: InFlightPush | undefined
  base: Base
  /** `undefined`: only listed so far, or not readable by this build (`unreadable` says why). */
  workingCopy: { project: ProjectDocument; seq: number } | undefined
  unreadable?: string
  /** In place of `workingCopy`, where it was requested: the canonical text, its hash and the view stored beside it. */
  whole?: { text: string; hash: string; view: unknown; seq: number; snapshotId: string } | undefined
  /** Of the last local change: it names the push in the history. */
  label: string
}

/** `project` absent: the server has none (revision 0), a tombstone, or it must be fetched. */
export type Base = {
  revision: number
  project: ProjectDocument | undefined
  hash?: string
  mustCompare?: boolean
}

export type PushNumberPlan = {
  projectId: ProjectId
  /** The commits it covers. */
  generation: number
  /** The last row of the log it covers. */
  throughSeq: number
  baseRevision: number
  /** The push but for its number. */
  push: WithoutNumber<Push>
  /** About how much JSON it is. */
  characters: number
  /** The push is the text of this snapshot, which stays where it is. */
  snapshotId?: string
}
type WithoutNumber<P> = P extends unknown ? Omit<P, 'n'> : never

export type InFlightPush = Omit<PushNumberPlan, 'push'> & { mutationId: number; push: Push }

export type ResponsePlan = {
  fence: number
  /**
   * The cursor that the response continues; another one on disk makes the plan stale. `undefined`: the cursor stays.
   */
  cursorBefore?: number | null
  cursor?: number
  epoch?: string
  atMs: number
  matched: readonly Matched[]
  /** What the leader remembers of the pushes that are matched; one that is not among them is read from the disk. */
  inFlight?: readonly InFlightPush[]
  updates: readonly RemoteUpdate[]
  /** With it everything the account had at that time is here. */
  syncedAtMs?: number
  /** The pending pushes on the disk afterwards are requested. */
  listsWaiting?: true
  /** Pure; runs inside the transaction on the rows on disk at that moment. */
  rebase: (input: RebaseInput) => Rebased
}

/** What became of a push in flight. `released`: nothing is known or it was refused for its base: waiting again. */
export type Matched =
  | { mutationId: number; kind: 'applied'; revision: number; hash?: string }
  | { mutationId: number; kind: 'released' }
  | { mutationId: number; kind: 'rejected'; code: string; message: string }

/**
 * The server's present document, whole, already reconstructed and checked. One that is not newer than the base has no
 * effect, unless the base `mustCompare`, the content is not here yet, or it is a resync (`resyncs`).
 */
export type RemoteUpdate = {
  projectId: ProjectId
  revision: number
  /** The base has this number but differs from the server's document under it. */
  resyncs?: true
  updatedAtMs: number
  createdAtMs?: number
  hash?: string
} & (
  | { kind: 'project'; baseRevision?: number; project: ProjectDocument; label: string }
  /** Not opened: its text has the account's hash, and this device has at most the project's name. */
  | {
      kind: 'text'
      text: string
      hash: string
      name: string
      view: unknown
      facts: ListSummary & { schemaVersion: number }
      label: string
    }
  /** Written by a newer build or damaged: kept as it is, so that it can be listed and exported. */
  | { kind: 'unreadable'; name: string; data: unknown }
  | { kind: 'deleted'; deletedAtMs: number; last?: LastContent }
)

/** What a deleted project was in the end; null: the account does not have it any more. Absent: not asked for. */
export type LastContent = ProjectDocument | null

export type RebaseInput = {
  projectId: ProjectId
  base: Base
  workingCopy: ProjectDocument
  isWaiting: boolean
  isDeleted: boolean
  theirs: { revision: number; project: ProjectDocument | undefined; last?: LastContent | undefined }
  atMs: number
}

/**
 * The new working copy (the same object: nothing changed), whether changes are still pending, the conflicts to record.
 */
export type Rebased = {
  workingCopy: ProjectDocument
  isDeleted: boolean
  isWaiting: boolean
  label: string
  conflicts: readonly NewConflict[]
  /** `ask`: base and working copy stay, the project is blocked until the user decides. */
  hold?: boolean
  /** The last version of a deleted project must be requested first: the whole plan is stale. */
  isStale?: true
}

export type NewConflict =
  | { kind: 'fields'; entries: readonly MergeConflict[] }
  /** One side deleted, the other edited: it was restored. */
  | { kind: 'restored'; deletedHere: boolean }
  | { kind: 'ask'; entries: readonly MergeConflict[] }

export type ConflictRecord = NewConflict & {
  id: string
  projectId: ProjectId
  atMs: number
  /** The server's revision that met the local edits. */
  revision: number
  /** Kept whole for `ask`, so that the two can be shown side by side. */
  theirs?: ProjectDocument
}

export type ConflictDecision = { id: string; atMs: number } & (
  | { keep: 'mine' }
  | { keep: 'theirs' }
  | { keep: 'both'; copyId: ProjectId; copyName: string }
)

export type Quarantined = {
  id: string
  projectId: ProjectId
  projectName: string
  atMs: number
  code: string
  message: string
  push: Push
}

export type ListedRow = { projectId: ProjectId; name: string; revision: number; updatedAtMs: number }

export type Applied = {
  kind: 'applied'
  /** Projects whose content or list row changed. */
  changed: readonly ProjectId[]
  /** Their list rows after that; a project that is gone has none. */
  rows: readonly ProjectRow[]
  /** Of those, the ones other tabs must follow in an open editor. */
  edited: readonly ProjectId[]
  /** What was added to the logs of those, where it is all that was added. */
  tails: readonly EditedTail[]
  conflicts: readonly ConflictRecord[]
  /** Projects with pending changes that are not blocked, oldest first; only when requested. */
  waiting?: readonly Waiting[]
}

export type Stale = { kind: 'stale' }
/** Another tab is the leader: stop. */
export type Fenced = { kind: 'fenced' }
