import type { MintId, ProjectId } from '#app/document/model/ids.ts'
import type { ProjectsApi, SyncOutcome } from '../api/projects-api.ts'
import type { LeaderState } from '../leader-state.ts'
import type { HashText } from '../ports/project-store.ts'
import type {
  Applied,
  InFlightPush,
  Matched,
  PushNumberPlan,
  SyncStore,
  Waiting,
} from '../ports/sync-store.ts'
import type { ConflictPolicy } from '../protocol/projects.ts'

/** The engine's services for rounds; they live as long as the engine does. */
export type RoundContext = {
  store: SyncStore
  api: ProjectsApi
  hash: HashText
  mintId: MintId
  nowMs: () => number
  /** Of the account, from the last response. */
  policy: { current: ConflictPolicy }
  /** How many pushes a request may carry at present, and about how much JSON. */
  limit: { pushes: number; characters: number }
  /** Grows with every commit reported to the engine: an earlier list may lack it. */
  countCommits: () => number
  onResync: (projectId: ProjectId) => void
  onApplied: (applied: Applied) => void
  onMatched: (matched: readonly Matched[]) => void
  /** The list rows of these projects are other ones now. */
  onRowsChange: (projectIds: readonly ProjectId[]) => void
  onMediaSeq: (seq: number) => void
  /** A project was deleted, here or elsewhere: the account may have space again. */
  onDeleted: () => void
}

/** The state of one round. */
export type Round = {
  readonly context: RoundContext
  readonly leader: LeaderState
  /** Acknowledged in this round: what was edited since goes with the next one. */
  readonly acknowledged: Set<ProjectId>
  /** How often a push of the project got a number in this round. */
  readonly tries: Map<ProjectId, number>
  /** Nothing could be sent of these now; the generation says until when. */
  readonly unsendable: Map<ProjectId, number>
  /** Only the first request is made from memory. */
  isRecalled: boolean
  /** Listed and not planned yet. */
  backlog: readonly Waiting[]
  /** What waited when a response was stored, and how many commits there had been. */
  listed: { waiting: readonly Waiting[]; commits: number } | undefined
  /** What was prepared of the next request. */
  prefetch: Promise<Prefetch> | undefined
  /** The compressed pushes of the next request. */
  packed: { sent: readonly InFlightPush[]; pushes: readonly object[] } | undefined
  /** The next page, prefetched while the page before it is stored. */
  nextPage: { cursor: number; outcome: Promise<SyncOutcome> } | undefined
  /** Names of the projects, while they are fetched. */
  listing: Promise<void> | undefined
  /** The disk knows when everything of the account was last here. */
  isSyncedRecorded: boolean
}

/** Plans without numbers yet, or `numbered`: the pushes of the next request are in flight. */
export type Prefetch = readonly PushNumberPlan[] | 'numbered'

export function createRound(context: RoundContext, leader: LeaderState): Round {
  return {
    context,
    leader,
    acknowledged: new Set(),
    tries: new Map(),
    unsendable: new Map(),
    isRecalled: false,
    backlog: [],
    listed: undefined,
    prefetch: undefined,
    packed: undefined,
    nextPage: undefined,
    listing: undefined,
    isSyncedRecorded: false,
  }
}

/** After a restart everything must be listed, numbered and pulled anew. */
export function forgetPlans(round: Round): void {
  round.acknowledged.clear()
  round.backlog = []
  round.listed = undefined
  round.prefetch = undefined
  round.nextPage = undefined
  round.listing = undefined
}

/** A rejection reaches the code that awaits the promise; without one, it must not count as unhandled. */
export function watched<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined)
  return promise
}
