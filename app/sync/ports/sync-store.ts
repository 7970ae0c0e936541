import type { ListSummary } from '#app/document/catalogue/list-summary.ts'
import type { Path } from '#app/document/changes/change.ts'
import type { MergeConflict } from '#app/document/changes/merge-projects.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { Push } from '../protocol/projects.ts'
import type { EditedTail } from './log.ts'
import type { ProjectRow } from './project-store.ts'

/**
 * What the sync engine needs of the disk. `app/local` implements it over IndexedDB and over memory; every method is one
 * transaction. What is waiting to be pushed is never stored: it is the difference between `base` and `view`.
 */
export interface SyncStore {
  /** Mints a client id the first time. */
  readSyncState(): Promise<SyncState>
  /** Projects with something to push and not held, oldest first. */
  listWaiting(): Promise<readonly Waiting[]>
  /** Pushes that have a number and no answer yet, by number. */
  listInFlight(): Promise<readonly InFlightPush[]>
  /** What this tab remembers to be waiting, without a look at the disk; there may be more. Oldest first. */
  recallWaiting(): readonly Waiting[]
  /**
   * A project as this tab last found or left it, without a look at the disk; `undefined`: not known. Other tabs may have edited it
   * since: it is enough to plan with, because `seal` and `applyAnswer` compare with the disk.
   */
  recallForSync(projectId: ProjectId): SyncRead | undefined
  /** One consistent look at all of them, in their order; `undefined`: it is not on this device. */
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
  /** What is waiting came to nothing (an edit and its undo): nothing is sent, if no edit came since; nor is anything refused any more. */
  dropWaiting(seen: { projectId: ProjectId; generation: number }): Promise<void>
  /** Acknowledgements, remote updates and the cursor, in one transaction. */
  applyResponse(plan: ResponsePlan): Promise<Applied | Stale | Fenced>
  /** List rows of projects whose content has not arrived yet, so that the list is usable at once. */
  recordListed(rows: readonly ListedRow[], fence: number): Promise<undefined | Fenced>
  /**
   * A new client id with numbers from 1, every push in flight released, the cursor back to the start; what is on disk stays. With `epoch`
   * (the server's history is another one) each base becomes `mustCompare` until its project was compared [F27].
   */
  restart(next: { clientId: string; epoch: string | undefined }, fence: number): Promise<undefined | Fenced>
  /** A new leader: the returned number is the fence of all its writes; older ones are refused from now on. */
  becomeLeader(): Promise<number>
  recordSynced(atMs: number): Promise<void>

  listQuarantine(): Promise<readonly Quarantined[]>
  /** Out of the quarantine and waiting again. */
  retryQuarantined(id: string): Promise<void>
  listConflicts(projectId?: ProjectId): Promise<readonly ConflictRecord[]>
  dismissConflicts(ids: readonly string[]): Promise<void>
  /** Looked at one by one: these places leave the record, and the record goes with its last one. */
  dismissConflictEntries(id: string, paths: readonly Path[]): Promise<void>
  /** Ends a held `ask` conflict. `copyId`: where this device's version goes on when both are kept. */
  decideConflict(decision: ConflictDecision): Promise<void>
}

export type SyncState = {
  clientId: string
  nextN: number
  /** null: nothing was pulled yet. */
  cursor: number | null
  epoch: string | undefined
  lastSyncedAtMs: number | undefined
}

export type Waiting = { projectId: ProjectId; enqueuedAtMs: number; generation: number }

/** One consistent look at one project. */
export type SyncRead = {
  projectId: ProjectId
  /** Grows with every local commit. */
  generation: number
  isWaiting: boolean
  isHeld: boolean
  /** Marked as deleted on this device. */
  isDeleted: boolean
  inFlight: InFlightPush | undefined
  base: Base
  /** `undefined`: only listed so far, or not readable by this build (`unreadable` says why). */
  workingCopy: { project: Project; seq: number } | undefined
  unreadable?: string
  /** In place of `view`, where it was asked for: the canonical text, its hash and what lies beside it. */
  whole?: { text: string; hash: string; view: unknown; seq: number; snapshotId: string } | undefined
  /** Of the last local change: it names the push in the history. */
  label: string
}

/** `project` absent: the server has none (revision 0), a tombstone, or it must be fetched. */
export type Base = { revision: number; project: Project | undefined; hash?: string; mustCompare?: boolean }

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

export type InFlightPush = Omit<PushNumberPlan, 'push'> & { n: number; push: Push }

export type ResponsePlan = {
  fence: number
  /** The cursor the answer continues; another one on disk makes the plan stale. `undefined`: the cursor stays. */
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
  /** What waits on the disk afterwards is wanted. */
  wantsWaiting?: true
  /** Pure; runs inside the transaction on what is on disk at that moment. */
  rebase: (facts: RebaseInput) => Rebased
}

/** What became of a push in flight. `released`: nothing is known or it was refused for its base: waiting again. */
export type Matched =
  | { n: number; kind: 'applied'; revision: number; hash?: string }
  | { n: number; kind: 'released' }
  | { n: number; kind: 'rejected'; code: string; message: string }

/**
 * What the server has now, whole, already put together and checked. One that is not newer than the base says nothing, unless
 * the base `mustCompare`, the content is not here yet, or it `heals`.
 */
export type RemoteUpdate = {
  projectId: ProjectId
  revision: number
  /** The base has this number and is not what the server has under it. */
  resyncs?: true
  updatedAtMs: number
  createdAtMs?: number
  hash?: string
} & (
  | { kind: 'project'; baseRevision?: number; project: Project; label: string }
  /** Not opened: its text has the hash that the account told, and nothing here is known of it but perhaps its name. */
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
export type LastContent = Project | null

export type RebaseInput = {
  projectId: ProjectId
  base: Base
  workingCopy: Project
  isWaiting: boolean
  isDeleted: boolean
  theirs: { revision: number; project: Project | undefined; last?: LastContent | undefined }
  atMs: number
}

/** The new view (the same object: nothing changed), whether something is still to be pushed, what to record. */
export type Rebased = {
  workingCopy: Project
  isDeleted: boolean
  isWaiting: boolean
  label: string
  conflicts: readonly NewConflict[]
  /** `ask`: the base and the view stay, the project is held until somebody decides. */
  hold?: boolean
  /** It must be told what a deleted project was in the end: the whole plan is stale. */
  isStale?: true
}

export type NewConflict =
  | { kind: 'fields'; entries: readonly MergeConflict[] }
  /** One side deleted, the other edited: it is back. */
  | { kind: 'restored'; deletedHere: boolean }
  | { kind: 'ask'; entries: readonly MergeConflict[] }

export type ConflictRecord = NewConflict & {
  id: string
  projectId: ProjectId
  atMs: number
  /** The server's revision that met the local edits. */
  revision: number
  /** Kept whole for `ask`, so that the two can be shown side by side. */
  theirs?: Project
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
  /** Projects with something to push and not held, oldest first; only when it was wanted. */
  waiting?: readonly Waiting[]
}

export type Stale = { kind: 'stale' }
/** Another tab leads now: stop. */
export type Fenced = { kind: 'fenced' }
