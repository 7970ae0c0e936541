import type { MintId, ProjectId } from '#app/document/model/ids.ts'
import { createHttpClient } from '../api/http-client.ts'
import { createProjectsApi } from '../api/projects-api.ts'
import type { Transport } from '../api/transport.ts'
import type { LeaderState } from '../leader-state.ts'
import type { HashText } from '../ports/project-store.ts'
import type { Applied, ConflictRecord, Matched, SyncStore } from '../ports/sync-store.ts'
import { MAX_PUSHES } from '../protocol/projects.ts'
import type { Random, Time } from '../time.ts'
import { createEngineState } from './engine-state.ts'
import { type Leadership, type LeadershipEvent, planLeadership } from './leadership.ts'
import { createRoomRetry, type RoomRetry } from './quota-retry.ts'
import type { RoundContext } from './round.ts'

export type SyncEngineOptions = {
  store: SyncStore
  transport: Transport
  time: Time
  random: Random
  mintId: MintId
  hash: HashText
  /** How long without a wake-up until the account is asked anyway; 60 s unless told otherwise. */
  pollDelayMs?: () => number
  /** About how much JSON one request carries, a single push may be larger; three million characters unless told otherwise. */
  batchCharacters?: number
  /** A response was stored. `edited`: what open editors must follow; `changed`: those and every other project with a new list row. */
  onRemoteChange: (change: Pick<Applied, 'changed' | 'rows' | 'edited' | 'tails'>) => void
  /** List rows changed otherwise: listed by the server, or nothing waits any more. */
  onRowsChange: (projectIds: readonly ProjectId[]) => void
  onConflicts: (conflicts: readonly ConflictRecord[]) => void
  onMediaSeq: (seq: number) => void
  /** Another tab is the leader; this one has stopped writing. */
  onFenced: () => void
  /** This leader could not read what it needs of the disk: another tab may, or this one a moment later. */
  onLeadFailed: () => void
  /** The local store or our own code failed in mid-round; the round is tried again. */
  onFault: (error: unknown) => void
}

/** The state shared by the parts of one engine. */
export type EngineCore = {
  readonly options: SyncEngineOptions
  readonly context: RoundContext
  readonly state: ReturnType<typeof createEngineState>
  readonly room: RoomRetry
  leadership: Leadership
  /** Commits reported to the engine. */
  commits: number
  /** How often the two sides had different documents under one revision. */
  resyncs: number
  mediaSeq: number | undefined
  /** Conflicts or refused pushes were recorded since they were counted. */
  haveRecordsChanged: boolean
  /** Rounds, events and fetches follow each other: each finds the disk as the one before left it. */
  tail: Promise<void>
}

const BATCH_CHARACTERS = 3_000_000

export function createEngineCore(options: SyncEngineOptions): EngineCore {
  const { store, transport, time, hash, mintId } = options
  const http = createHttpClient(transport, time)
  const room = createRoomRetry(store, () => time.nowMs())
  const core: EngineCore = {
    options,
    context: {
      store,
      api: createProjectsApi(http, (pushes) => transport.prepare?.(pushes)),
      hash,
      mintId,
      nowMs: () => time.nowMs(),
      policy: { current: 'merge' },
      countCommits: () => core.commits,
      limit: { pushes: MAX_PUSHES, characters: options.batchCharacters ?? BATCH_CHARACTERS },
      onResync: () => {
        core.resyncs += 1
      },
      onApplied: (applied) => recordApplied(core, applied),
      onMatched: (matched) => recordMatched(core, matched),
      onRowsChange: options.onRowsChange,
      onMediaSeq: (seq) => recordMediaSeq(core, seq),
      onDeleted: room.expectRoom,
    },
    state: createEngineState(store),
    room,
    leadership: { kind: 'following' },
    commits: 0,
    resyncs: 0,
    mediaSeq: undefined,
    haveRecordsChanged: false,
    tail: Promise.resolve(),
  }
  return core
}

/** Resolves when the task is over, well or not. */
export function exclusively(core: EngineCore, task: () => Promise<void>): Promise<void> {
  const run = core.tail.then(task).catch(core.options.onFault)
  core.tail = run
  return run
}

/** A leader that has been replaced sends and writes nothing more. */
export function changeLeadership(core: EngineCore, event: LeadershipEvent): void {
  const before = core.leadership
  core.leadership = planLeadership(before, event)
  if (before.kind === 'leading' && core.leadership !== before) before.leader.isOver = true
}

export function findLeader({ leadership }: EngineCore): LeaderState | undefined {
  return leadership.kind === 'leading' ? leadership.leader : undefined
}

export function recordApplied(core: EngineCore, applied: Applied): void {
  const { onRemoteChange, onConflicts } = core.options
  const { changed, conflicts } = applied
  if (changed.length > 0) onRemoteChange(applied)
  if (conflicts.length > 0) onConflicts(conflicts)
  core.haveRecordsChanged ||= conflicts.length > 0
}

function recordMatched(core: EngineCore, matched: readonly Matched[]): void {
  core.haveRecordsChanged ||= matched.some(({ kind }) => kind === 'rejected')
}

export function recordMediaSeq(core: EngineCore, seq: number): void {
  if (core.mediaSeq === seq) return
  core.mediaSeq = seq
  core.options.onMediaSeq(seq)
}

export async function countRecords(core: EngineCore): Promise<void> {
  core.haveRecordsChanged = false
  await core.state.countRecords().catch(core.options.onFault)
}
