import type { MintId, ProjectId } from '#app/document/ids.ts'
import type { Server, SyncOutcome } from './ask-server.ts'
import type { LeadSession } from './lead-session.ts'
import { parseTimeMs } from './parse-time.ts'
import { BATCH_CHARACTERS, type BatchPlan, planBatch, takeFirst } from './plan-batch.ts'
import { type ConflictPolicy, MAX_PUSHES, SYNC_PROTOCOL, type SyncAnswer } from './protocol.ts'
import type { Stop } from './stop.ts'
import type { Applied, SealedPush, Settled, SyncStore } from './sync-store.ts'
import { type AnswerContext, takeAnswer } from './take-answer.ts'

export type RoundContext = {
  store: SyncStore
  server: Server
  hash: (text: string) => Promise<string>
  mintId: MintId
  nowMs: () => number
  /** Of the account, as the last answer said. */
  policy: { current: ConflictPolicy }
  /** How many pushes a request may carry at present: fewer after one was refused or hung. */
  limit: { pushes: number }
  onHeal: (projectId: ProjectId) => void
  onApplied: (applied: Applied) => void
  onSettled: (settled: readonly Settled[]) => void
  onListed: () => void
  onMediaSeq: (seq: number) => void
}

export type RoundEnd = { stop: Stop | undefined; leftOver: boolean }

/** A project that meets another version again and again in one round waits for the next one. */
const MAX_TRIES_PER_PROJECT = 4
/** A client id that is refused again at once is a fault of the server's. */
const MAX_RESTARTS = 3

/** Sends what waits and brings what is new, request by request, until both are done (S16). */
export async function runRound(
  context: RoundContext,
  session: LeadSession,
  isPullWanted: boolean,
): Promise<RoundEnd> {
  const round = new Round(context, session)
  const stop = await round.run(isPullWanted)
  return { stop, leftOver: session.isOver ? false : await round.hasLeftOver() }
}

/** The state of one round; it lives as long as the round does. */
class Round {
  readonly #context: RoundContext
  readonly #session: LeadSession
  /** Answered in this round: what was edited since goes with the next one. */
  readonly #done = new Set<ProjectId>()
  readonly #tries = new Map<ProjectId, number>()
  readonly #unsendable = new Map<ProjectId, number>()
  #ahead: Promise<BatchPlan> | undefined
  #nextPage: { cursor: number; outcome: ReturnType<Server['sync']> } | undefined
  #listing: Promise<void> | undefined
  #restarts = 0

  constructor(context: RoundContext, session: LeadSession) {
    this.#context = context
    this.#session = session
  }

  async run(isPullWanted: boolean): Promise<Stop | undefined> {
    let wantsPull = isPullWanted
    for (;;) {
      const sent = await this.#sealBatch()
      if (this.#session.isOver || (sent.length === 0 && !wantsPull)) return undefined
      const outcome = await this.#send(sent)
      if (this.#session.isOver) return undefined
      if (outcome.kind === 'answered') {
        const next = await this.#take(outcome.answer, sent)
        if (typeof next === 'object') return next
        wantsPull = next === 'pull'
      } else if (outcome.kind === 'gap') {
        const stop = await this.#restart(outcome.epoch)
        if (stop !== undefined) return stop
        wantsPull = true
      } else if (outcome.kind === 'refused') {
        const stop = this.#narrow(sent, outcome)
        if (stop !== undefined) return stop
      } else {
        if (outcome.hung === true && sent.length > 1) this.#halve(sent)
        return outcome.kind === 'offline' ? { kind: 'offline' } : outcome
      }
    }
  }

  /** Something was committed since, or could not be sent any more in this round. */
  async hasLeftOver(): Promise<boolean> {
    if (this.#session.sealed.length > 0) return true
    const waiting = await this.#context.store.listWaiting()
    return waiting.some(({ projectId, generation }) => this.#unsendable.get(projectId) !== generation)
  }

  /** What has a number and no answer goes first, as it was (S11); then what waits gets its numbers. */
  async #sealBatch(): Promise<readonly SealedPush[]> {
    const { store, limit } = this.#context
    const session = this.#session
    const room = { pushes: Math.min(limit.pushes, MAX_PUSHES), characters: BATCH_CHARACTERS }
    const { taken, characters } = takeFirst(session.sealed, room)
    const left = { pushes: room.pushes - taken.length, characters: room.characters - characters }
    if (taken.length < session.sealed.length || left.pushes <= 0 || left.characters <= 0) return taken
    const ahead = this.#ahead
    this.#ahead = undefined
    const { plans, isFull } = (await ahead) ?? (await this.#plan(left))
    const fresh = plans.filter(({ projectId }) => !this.#isExcluded(projectId)).slice(0, left.pushes)
    if (session.isOver || fresh.length === 0) return taken
    const sealed = await store.seal(fresh, session.fence)
    if (!isList(sealed)) {
      session.isOver = true
      return []
    }
    session.sealed = [...session.sealed, ...sealed]
    const nextN = (sealed.at(-1)?.n ?? session.sync.nextN - 1) + 1
    session.sync = { ...session.sync, nextN }
    for (const { projectId } of sealed) {
      this.#tries.set(projectId, (this.#tries.get(projectId) ?? 0) + 1)
    }
    // The next request is put together while this one is on its way.
    if (isFull) this.#ahead = watched(this.#plan(room))
    return [...taken, ...sealed]
  }

  #plan(room: { pushes: number; characters: number }): Promise<BatchPlan> {
    const { store, hash } = this.#context
    const { isPulled } = this.#session
    this.#unsendable.clear()
    return planBatch({
      store,
      hash,
      isPulled,
      room,
      isExcluded: (projectId) => this.#isExcluded(projectId),
      onUnsendable: ({ projectId, generation }) => this.#unsendable.set(projectId, generation),
    })
  }

  #isExcluded(projectId: ProjectId): boolean {
    return (
      this.#done.has(projectId) ||
      (this.#tries.get(projectId) ?? 0) >= MAX_TRIES_PER_PROJECT ||
      this.#session.sealed.some((push) => push.projectId === projectId)
    )
  }

  #send(sent: readonly SealedPush[]): Promise<SyncOutcome & { hung?: boolean }> {
    const { sync } = this.#session
    const prepared = this.#nextPage
    this.#nextPage = undefined
    if (prepared !== undefined && prepared.cursor === sync.cursor && sent.length === 0)
      return prepared.outcome
    if (sync.cursor === null) this.#list()
    return this.#ask(sent, sync.cursor)
  }

  #ask(sent: readonly SealedPush[], cursor: number | null): ReturnType<Server['sync']> {
    const { sync, refusals } = this.#session
    const pushes = sent.map(({ n, push }) => (refusals.has(n) ? { n } : push))
    const isBlind = sent.some(({ push }) => !('changes' in push) && push.baseRevision > 0)
    const body = {
      protocol: SYNC_PROTOCOL,
      clientId: sync.clientId,
      cursor,
      // Changes carry the hash of what they make; a deletion or a whole document would land on any history (S35).
      ...(isBlind && sync.epoch !== undefined ? { epoch: sync.epoch } : {}),
      pushes,
    }
    const { characters } = takeFirst(sent, { pushes: MAX_PUSHES, characters: Number.POSITIVE_INFINITY })
    return this.#context.server.sync(body, characters)
  }

  /** Names first, so that the list is usable before the first document has come. */
  #list(): void {
    const { server, store, onListed, nowMs } = this.#context
    const session = this.#session
    if (this.#listing !== undefined) return
    const listing = async () => {
      const answer = await server.list()
      if (answer.kind !== 'ok' || session.isOver) return
      const live = answer.projects.filter(({ deletedAt }) => deletedAt == null)
      const rows = live.map(({ id, name, revision, updatedAt }) => ({
        projectId: id as ProjectId,
        name,
        revision,
        updatedAtMs: parseTimeMs(updatedAt, nowMs()),
      }))
      if ((await store.noteListed(rows, session.fence)) === undefined) onListed()
    }
    this.#listing = watched(listing())
  }

  /** `pull`: there is more to ask for. */
  async #take(answer: SyncAnswer, sent: readonly SealedPush[]): Promise<'pull' | 'done' | Stop> {
    const { context, session } = { context: this.#context, session: this.#session }
    if (session.sync.epoch !== undefined && answer.epoch !== session.sync.epoch) {
      return (await this.#restart(answer.epoch)) ?? 'pull'
    }
    context.policy.current = answer.conflictPolicy ?? context.policy.current
    if (answer.more && sent.length === 0) {
      // Asked for while this page is stored; it is used only if this one is.
      this.#nextPage = { cursor: answer.cursor, outcome: this.#ask([], answer.cursor) }
    }
    await this.#listing
    const taken = await takeAnswer(this.#planAnswer(), session, { ...answer, sent })
    if (taken.kind === 'stopped') return taken.stop
    if (taken.kind === 'missing') return (await this.#restart(answer.epoch, true)) ?? 'pull'
    if (taken.kind === 'outdated') return 'pull'
    if (taken.kind === 'fenced') {
      session.isOver = true
      return 'done'
    }
    this.#noteTaken({ isComplete: taken.isWhole && !answer.more }, sent, taken.settled)
    // What could not be sent before may have waited for just this.
    for (const projectId of taken.applied.changed) this.#unsendable.delete(projectId)
    context.onApplied(taken.applied)
    context.onSettled(taken.settled)
    if (answer.mediaSeq !== undefined) context.onMediaSeq(answer.mediaSeq)
    // Numbers were answered that this device never gave: its profile was copied, or its disk has gone back.
    if (answer.lastN >= session.sync.nextN) return (await this.#restart(answer.epoch)) ?? 'pull'
    return answer.more || !taken.isWhole ? 'pull' : 'done'
  }

  #planAnswer(): AnswerContext {
    const { store, server, hash, nowMs, onHeal, policy } = this.#context
    return { store, server, hash, nowMs, onHeal, policy: policy.current }
  }

  #noteTaken(
    { isComplete }: { isComplete: boolean },
    sent: readonly SealedPush[],
    settled: readonly Settled[],
  ): void {
    if (isComplete) this.#session.isPulled = true
    const { limit } = this.#context
    if (sent.length >= limit.pushes) limit.pushes = Math.min(limit.pushes * 2, MAX_PUSHES)
    for (const { n, kind } of settled) {
      const projectId = sent.find((push) => push.n === n)?.projectId
      if (projectId !== undefined && kind !== 'released') this.#done.add(projectId)
    }
  }

  async #restart(epoch: string, mustCompare = false): Promise<Stop | undefined> {
    this.#restarts += 1
    if (this.#restarts > MAX_RESTARTS) return { kind: 'later' }
    const { store, mintId } = this.#context
    const session = this.#session
    const isOther = session.sync.epoch !== undefined && session.sync.epoch !== epoch
    const next = { clientId: mintId(), epoch: isOther || mustCompare ? epoch : undefined }
    if ((await store.restart(next, session.fence)) !== undefined) {
      session.isOver = true
      return undefined
    }
    session.sync = await store.readSyncState()
    session.sealed = []
    session.isPulled = false
    session.refusals.clear()
    this.#ahead = undefined
    this.#nextPage = undefined
    this.#listing = undefined
    this.#done.clear()
    return undefined
  }

  /** Refused before it was read: half of it is tried; one that is refused alone is only named from now on (S18). */
  #narrow(sent: readonly SealedPush[], refusal: { code: string; message: string }): Stop | undefined {
    const [only] = sent
    if (sent.length > 1) {
      this.#halve(sent)
      return undefined
    }
    if (only === undefined || this.#session.refusals.has(only.n)) return { kind: 'later' }
    this.#session.refusals.set(only.n, { code: refusal.code, message: refusal.message })
    return undefined
  }

  #halve(sent: readonly SealedPush[]): void {
    this.#context.limit.pushes = Math.max(1, Math.floor(sent.length / 2))
  }
}

/** A failure is told to whoever awaits the promise, which may come to nothing; it must not count as unheard. */
function watched<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined)
  return promise
}

function isList(value: readonly SealedPush[] | { kind: 'fenced' }): value is readonly SealedPush[] {
  return Array.isArray(value)
}
