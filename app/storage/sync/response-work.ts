import type { Change } from '#app/document/changes/change.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { EditedTail } from '#app/sync/ports/log.ts'
import type {
  Applied,
  ConflictRecord,
  Fenced,
  Rebased,
  RemoteUpdate,
  ResponsePlan,
  Stale,
} from '#app/sync/ports/sync-store.ts'
import type { WriteTransaction } from '../database/schema.ts'
import type { DocumentCache } from '../projects/document-cache.ts'
import type { NewChangeRow } from '../projects/log-row.ts'
import type { ProjectMemory, Seen } from '../projects/project-memory.ts'
import type { StoredRow } from '../projects/project-row.ts'
import type { ReadDocument } from '../projects/read-document.ts'

export type ApplyContext = {
  cache: DocumentCache
  memory: ProjectMemory
  mintId: () => string
  /** Nothing is written before it was read. */
  isAheadOver?: boolean
}

/** A remote change that was added to the log before the rows were read. */
export type AddedAhead = {
  seen: Seen
  project: ProjectDocument
  change: Change
  row: NewChangeRow
  seq: Promise<number>
}

/** The state of one response while it is stored: rows read so far, and the results of each step. */
export type ResponseWork = ApplyContext & {
  transaction: WriteTransaction
  plan: ResponsePlan
  /** Cached projects that were compared with the disk in this transaction. */
  remembered: ReadonlyMap<ProjectId, Seen>
  conflicts: ConflictRecord[]
  growth: Growth[]
  /** Called once the disk has it. */
  learned: (() => void)[]
  tails: EditedTail[]
  ahead: AddedAhead | undefined
}

/** Rows that an applied response adds to the logs, for the compactor. */
export type Growth = { projectId: ProjectId; length: number; bytes: number }

export type ResponseOutcome = {
  result: Applied | Stale | Fenced
  growth: readonly Growth[]
  /** Entries for the cache, added only once the disk has them. */
  learned: readonly (() => void)[]
}

/** The writes of an update, once nothing prevents it. */
export type Step = () => void | Promise<void>

export const nothing: Step = () => undefined

/** An update and the local project it applies to. */
export type Meeting = {
  update: RemoteUpdate
  row: StoredRow
  document: ReadDocument & { kind: 'ok' }
  rawView: unknown
  /** The document with this device's view. */
  workingCopy: ProjectDocument
  isWaiting: boolean
}

export type ResolvedMeeting = Meeting & { theirs: ProjectDocument | undefined; rebased: Rebased }
