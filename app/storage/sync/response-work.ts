import type { ProjectId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type {
  Applied,
  ConflictRecord,
  EditedTail,
  Fenced,
  Rebased,
  RemoteUpdate,
  ResponsePlan,
  Stale,
} from '#app/sync/ports/sync-store.ts'
import type { WriteTransaction } from '../database/schema.ts'
import type { DocumentCache } from '../projects/document-cache.ts'
import type { ProjectMemory, Seen } from '../projects/project-memory.ts'
import type { StoredRow } from '../projects/project-row.ts'
import type { ReadDocument } from '../projects/read-document.ts'

export type ApplyContext = { cache: DocumentCache; memory: ProjectMemory; mintId: () => string }

/** One response while it is stored: what is known, and what its steps add to the result. */
export type ResponseWork = ApplyContext & {
  transaction: WriteTransaction
  plan: ResponsePlan
  /** Projects of which memory knows all, compared with the disk in this transaction. */
  remembered: ReadonlyMap<ProjectId, Seen>
  conflicts: ConflictRecord[]
  growth: Growth[]
  /** Run once the disk has it. */
  learned: (() => void)[]
  tails: EditedTail[]
}

/** What an applied response adds to the logs, for whoever compacts them. */
export type Growth = { projectId: ProjectId; length: number; bytes: number }

export type ResponseOutcome = {
  result: Applied | Stale | Fenced
  growth: readonly Growth[]
  /** What memory may remember once the disk has it, and not before. */
  learned: readonly (() => void)[]
}

/** What an update writes, once nothing stands against it. */
export type Step = () => void | Promise<void>

export const nothing: Step = () => undefined

/** An update and what it meets on this device. */
export type Meeting = {
  update: RemoteUpdate
  row: StoredRow
  document: ReadDocument & { kind: 'ok' }
  rawView: unknown
  /** The document with where this device looks. */
  view: Project
  isWaiting: boolean
}

export type ResolvedMeeting = Meeting & { theirs: Project | undefined; rebased: Rebased }
