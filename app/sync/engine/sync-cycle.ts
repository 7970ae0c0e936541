import type { MintId, ProjectId } from '#app/document/model/ids.ts'
import type { Failure } from '../api/outcome.ts'
import { parseTimeMs } from '../api/parse-time.ts'
import type { Server, SyncOutcome } from '../api/projects-api.ts'
import type { LeadSession } from '../leader-state.ts'
import type { HashText } from '../ports/project-store.ts'
import type {
  Applied,
  InFlightPush,
  Matched,
  PushNumberPlan,
  SyncStore,
  Waiting,
} from '../ports/sync-store.ts'
import { applyResponse } from '../projects/apply-response.ts'
import { planBatch, planRecalled, takeFirst } from '../projects/plan-batch.ts'
import { type ConflictPolicy, MAX_PUSHES, SYNC_PROTOCOL, type SyncResponse } from '../protocol/projects.ts'

export type RoundContext = {
  store: SyncStore
  server: Server
  hash: HashText
  mintId: MintId
  nowMs: () => number
  /** Of the account, as the last answer said. */
  policy: { current: ConflictPolicy }
  /** How many pushes a request may carry at present: fewer after one was refused or hung. And about how much JSON. */
  limit: { pushes: number; characters: number }
  /** Grows with every commit that the engine was told of: what was listed before it may lack it. */
  countCommits: () => number
  onResync: (projectId: ProjectId) => void
  onApplied: (applied: Applied) => void
  onSettled: (settled: readonly Matched[]) => void
  onListed: () => void
  onMediaSeq: (seq: number) => void
  /** A project went, here or elsewhere: the account may have room again. */
  onDeleted: () => void
}

type Refusal = { code: string; message: string }

export type RoundEnd = {
  stop: Failure | undefined
  leftOver: boolean
  /** What waits on the disk in the end; absent: somebody else leads. */
  waiting?: readonly Waiting[]
  /** The disk knows when everything of the account was last here. */
  isSyncedNoted: boolean
}

/** A project that meets another version again and again in one round waits for the next one. */
const MAX_TRIES_PER_PROJECT = 4
/** A client id that is refused again at once is a fault of the server's. */
const MAX_RESTARTS = 3

/** Sends what waits and brings what is new, request by request, until both are done (S16). */
export async function runRound(
  context: RoundContext,
  session: LeadSession,
  isPullRequested: boolean,
): Promise<RoundEnd> {
  const { store, server, hash, nowMs, limit, policy } = context
  /** Answered in this round: what was edited since goes with the next one. */
  const done = new Set<ProjectId>()
  const tries = new Map<ProjectId, number>()
  const unsendable = new Map<ProjectId, number>()
  /** Listed and not planned yet. */
  let backlog: readonly Waiting[] = []
  /** What was prepared of the next request. */
  let prefetch: ReturnType<typeof prepare> | undefined
  /** The pushes of the next request as they were handed to be packed. */
  let packed: { sent: readonly InFlightPush[]; pushes: readonly object[] } | undefined
  let nextPage: { cursor: number; outcome: ReturnType<Server['sync']> } | undefined
  let listing: Promise<void> | undefined
  let restarts = 0
  let isFirst = true
  /** What waited when an answer was stored, and how many commits there had been. */
  let listed: { waiting: readonly Waiting[]; commits: number } | undefined
  let isSyncedNoted = false

  async function run(): Promise<Failure | undefined> {
    let needsPull = isPullRequested
    for (;;) {
      const sent = await assignPushNumbers()
      if (session.isOver || (sent.length === 0 && !needsPull)) return undefined
      const outcome = await send(sent)
      // Nothing else is written while numbers are still given.
      await prefetch
      if (session.isOver) return undefined
      if (outcome.kind === 'answered') {
        const next = await take(outcome.answer, sent)
        if (typeof next === 'object') return next
        needsPull = next === 'pull'
      } else if (outcome.kind === 'gap') {
        const failure = await restart(outcome.epoch)
        if (failure !== undefined) return failure
        needsPull = true
      } else if (outcome.kind === 'refused') {
        const failure = narrow(sent, outcome)
        if (failure !== undefined) return failure
      } else {
        if (outcome.hung === true && sent.length > 1) halve(sent)
        return outcome.kind === 'offline' ? { kind: 'offline' } : outcome
      }
    }
  }

  /** Something was committed since, or could not be sent any more in this round. */
  function hasLeftOver(waiting: readonly Waiting[]): boolean {
    if (session.sealed.length > 0) return true
    return waiting.some(({ projectId, generation }) => unsendable.get(projectId) !== generation)
  }

  /** From the transaction that stored the last answer, unless something was committed since. */
  async function listWaiting(): Promise<readonly Waiting[]> {
    const isCurrent = listed !== undefined && listed.commits === context.countCommits()
    return listed !== undefined && isCurrent ? listed.waiting : await store.listWaiting()
  }

  /** What has a number and no answer goes first, as it was (S11); then what waits gets its numbers. */
  async function assignPushNumbers(): Promise<readonly InFlightPush[]> {
    const room = { pushes: Math.min(limit.pushes, MAX_PUSHES), characters: limit.characters }
    const planned = await prefetch
    prefetch = undefined
    const { taken, characters } = takeFirst(session.sealed, room)
    const left = { pushes: room.pushes - taken.length, characters: room.characters - characters }
    const isFull = taken.length < session.sealed.length || left.pushes <= 0 || left.characters <= 0
    const isReady = isFull || planned === 'sealed'
    const recalled = isReady || planned !== undefined ? [] : await assignNumbers(await recall(left))
    const isPlanned = isReady || recalled.length > 0 || session.isOver
    const inFlight = isPlanned
      ? recalled
      : await assignNumbers((planned ?? (await plan(left))).slice(0, left.pushes))
    if (session.isOver) return []
    if (backlog.length > 0) prefetch = watched(prepare(room))
    return [...taken, ...inFlight]
  }

  async function assignNumbers(plans: readonly PushNumberPlan[]): Promise<readonly InFlightPush[]> {
    const fresh = plans.filter(({ projectId }) => !isExcluded(projectId))
    if (session.isOver || fresh.length === 0) return []
    const inFlight = await store.assignNumbers(fresh, session.fence)
    if (!isList(inFlight)) {
      session.isOver = true
      return []
    }
    listed = undefined
    session.sealed = [...session.sealed, ...inFlight]
    const nextN = (inFlight.at(-1)?.n ?? session.sync.nextN - 1) + 1
    session.sync = { ...session.sync, nextN }
    for (const { projectId } of inFlight) tries.set(projectId, (tries.get(projectId) ?? 0) + 1)
    return inFlight
  }

  /**
   * The next request, while one is on its way. What the account has never heard of can be in no page that comes meanwhile, so it
   * gets its numbers at once; for the others a page would have to wait (S36).
   */
  async function prepare(room: {
    pushes: number
    characters: number
  }): Promise<readonly PushNumberPlan[] | 'sealed'> {
    const plans = await plan(room)
    if (plans.length === 0 || plans.some(({ baseRevision }) => baseRevision > 0)) return plans
    const inFlight = await assignNumbers(plans)
    packed = { sent: inFlight, pushes: inFlight.map(({ push }) => push) }
    server.prepare(packed.pushes)
    return 'sealed'
  }

  /** What this tab has just committed goes out without a look at the disk; what else waits there follows with the next request. */
  async function recall(room: { pushes: number; characters: number }): Promise<readonly PushNumberPlan[]> {
    if (!isFirst) return []
    isFirst = false
    const waiting = store.recallWaiting().filter(({ projectId }) => !isExcluded(projectId))
    return await planRecalled({ store, hash, isPulled: session.isPulled, room }, waiting)
  }

  /** What was listed once is used up before it is listed again: with hundreds waiting, each list costs as much as a batch. */
  async function plan(room: { pushes: number; characters: number }): Promise<readonly PushNumberPlan[]> {
    if (backlog.length > 0) {
      const plans = await planFrom(backlog, room)
      if (plans.length > 0) return plans
    }
    unsendable.clear()
    return planFrom(await listWaiting(), room)
  }

  async function planFrom(
    waiting: readonly Waiting[],
    room: { pushes: number; characters: number },
  ): Promise<readonly PushNumberPlan[]> {
    const context = {
      store,
      hash,
      isPulled: session.isPulled,
      room,
      isExcluded,
      onUnsendable: ({ projectId, generation }: Waiting) => unsendable.set(projectId, generation),
    }
    const { plans, rest, hasDropped } = await planBatch(context, waiting)
    if (hasDropped) listed = undefined
    backlog = rest
    return plans
  }

  function isExcluded(projectId: ProjectId): boolean {
    return (
      done.has(projectId) ||
      (tries.get(projectId) ?? 0) >= MAX_TRIES_PER_PROJECT ||
      session.sealed.some((push) => push.projectId === projectId)
    )
  }

  function send(sent: readonly InFlightPush[]): Promise<SyncOutcome & { hung?: boolean }> {
    const { cursor } = session.sync
    const prepared = nextPage
    nextPage = undefined
    if (prepared !== undefined && prepared.cursor === cursor && sent.length === 0) return prepared.outcome
    if (cursor === null) list()
    return ask(sent, cursor, cursor === null)
  }

  function ask(
    sent: readonly InFlightPush[],
    cursor: number | null,
    isBulk: boolean,
  ): ReturnType<Server['sync']> {
    const { sync } = session
    const pushes = listPushes(sent)
    const isBlind = sent.some(({ push }) => !('changes' in push) && push.baseRevision > 0)
    const body = {
      protocol: SYNC_PROTOCOL,
      clientId: sync.clientId,
      cursor,
      // Changes carry the hash of what they make; a deletion or a whole document would land on any history (S35).
      // Nothing is pulled whole that must be written anew on either side.
      ...(isBulk ? { texts: true } : {}),
      ...(isBlind && sync.epoch !== undefined ? { epoch: sync.epoch } : {}),
      pushes,
    }
    const bodyLength = sent.reduce((sum, { characters }) => sum + characters, 0)
    return server.sync(body, { bodyLength, isBulk })
  }

  function listPushes(sent: readonly InFlightPush[]): readonly object[] {
    const { refusals } = session
    const ready = packed
    packed = undefined
    const isReady =
      ready?.sent.length === sent.length &&
      sent.every((push, index) => push === ready.sent[index] && !refusals.has(push.n))
    return isReady ? ready.pushes : sent.map(({ n, push }) => (refusals.has(n) ? { n } : push))
  }

  /** Names first, so that the list is usable before the first document has come. */
  function list(): void {
    if (listing !== undefined) return
    const listNames = async () => {
      const response = await server.list()
      if (response.kind !== 'ok' || session.isOver) return
      const live = response.projects.filter(({ deletedAt }) => deletedAt == null)
      const rows = live.map(({ id, name, revision, updatedAt }) => ({
        projectId: id as ProjectId,
        name,
        revision,
        updatedAtMs: parseTimeMs(updatedAt, nowMs()),
      }))
      if ((await store.recordListed(rows, session.fence)) === undefined) context.onListed()
    }
    listing = watched(listNames())
  }

  /** `pull`: there is more to ask for. */
  async function take(
    response: SyncResponse,
    sent: readonly InFlightPush[],
  ): Promise<'pull' | 'done' | Failure> {
    if (session.sync.epoch !== undefined && response.epoch !== session.sync.epoch) {
      return (await restart(response.epoch)) ?? 'pull'
    }
    policy.current = response.conflictPolicy ?? policy.current
    if (response.more && sent.length === 0) {
      // Asked for while this page is stored; it is used only if this one is.
      nextPage = { cursor: response.cursor, outcome: ask([], response.cursor, true) }
    }
    await listing
    const commits = context.countCommits()
    const isLast = !response.more
    const page = { ...response, sent, isLast, wantsWaiting: prefetch === undefined && backlog.length === 0 }
    const taken = await applyResponse({ ...context, policy: policy.current }, session, page)
    if (taken.kind === 'stopped') return taken.stop
    if (taken.kind === 'missing') return (await restart(response.epoch, true)) ?? 'pull'
    if (taken.kind === 'outdated') return 'pull'
    if (taken.kind === 'fenced') {
      session.isOver = true
      return 'done'
    }
    const { waiting } = taken.applied
    listed = waiting && { waiting, commits }
    isSyncedNoted ||= taken.isWhole && isLast
    if (taken.isWhole && isLast) session.isPulled = true
    recordMatched(sent, taken.settled)
    if (response.changes.some(({ deletedAt }) => deletedAt != null)) context.onDeleted()
    // What could not be sent before may have waited for just this.
    for (const projectId of taken.applied.changed) unsendable.delete(projectId)
    context.onApplied(taken.applied)
    context.onSettled(taken.settled)
    if (response.mediaSeq !== undefined) context.onMediaSeq(response.mediaSeq)
    // Numbers were answered that this device never gave: its profile was copied, or its disk has gone back.
    if (response.lastN >= session.sync.nextN) return (await restart(response.epoch)) ?? 'pull'
    return response.more || !taken.isWhole ? 'pull' : 'done'
  }

  function recordMatched(sent: readonly InFlightPush[], settled: readonly Matched[]): void {
    if (sent.length >= limit.pushes) limit.pushes = Math.min(limit.pushes * 2, MAX_PUSHES)
    for (const { n, kind } of settled) {
      const push = sent.find((other) => other.n === n)
      if (push === undefined || kind === 'released') continue
      done.add(push.projectId)
      if (kind === 'applied' && 'deleted' in push.push) context.onDeleted()
    }
  }

  async function restart(epoch: string, mustCompare = false): Promise<Failure | undefined> {
    restarts += 1
    if (restarts > MAX_RESTARTS) return { kind: 'later' }
    const isOther = session.sync.epoch !== undefined && session.sync.epoch !== epoch
    const next = { clientId: context.mintId(), epoch: isOther || mustCompare ? epoch : undefined }
    if ((await store.restart(next, session.fence)) !== undefined) {
      session.isOver = true
      return undefined
    }
    session.sync = await store.readSyncState()
    session.sealed = []
    session.isPulled = false
    listed = undefined
    session.refusals.clear()
    prefetch = undefined
    backlog = []
    nextPage = undefined
    listing = undefined
    done.clear()
    return undefined
  }

  /** Refused before it was read: half of it is tried; one that is refused alone is only named from now on (S18). */
  function narrow(sent: readonly InFlightPush[], { code, message }: Refusal): Failure | undefined {
    const [only] = sent
    if (sent.length > 1) {
      halve(sent)
      return undefined
    }
    if (only === undefined || session.refusals.has(only.n)) return { kind: 'later' }
    session.refusals.set(only.n, { code, message })
    return undefined
  }

  function halve(sent: readonly InFlightPush[]): void {
    limit.pushes = Math.max(1, Math.floor(sent.length / 2))
  }

  const failure = await run()
  if (session.isOver) return { stop: failure, isSyncedNoted, leftOver: false }
  const waiting = await listWaiting()
  return { stop: failure, waiting, isSyncedNoted, leftOver: hasLeftOver(waiting) }
}

/** A failure is told to whoever awaits the promise, which may come to nothing; it must not count as unheard. */
function watched<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined)
  return promise
}

function isList(value: readonly InFlightPush[] | { kind: 'fenced' }): value is readonly InFlightPush[] {
  return Array.isArray(value)
}
