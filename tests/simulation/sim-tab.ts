import type { Change } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { Transport } from '#app/sync/api/transport.ts'
import { createLeader, type Leader } from '#app/sync/engine/leader-election.ts'
import { createSyncEngine, type SyncEngine } from '#app/sync/engine/sync-engine.ts'
import type { SyncStore } from '#app/sync/ports/sync-store.ts'
import { createSimProject, listTokens, planEdit } from './edits.ts'
import type { Observer } from './observer.ts'
import { findWrongKeeper } from './observer.ts'
import type { Chance } from './random.ts'
import type { SimLock } from './sim-lock.ts'
import { hashText } from './sim-server.ts'
import type { Shown, SimStores } from './sim-stores.ts'
import type { WorldTime } from './virtual-world-time.ts'

export type Message =
  | { kind: 'ping' }
  | { kind: 'pong' }
  | { kind: 'changed'; projectId: ProjectId }
  | { kind: 'pulled' }

export type TabOptions = {
  name: string
  /** Owner of its timers: they die and freeze with it. */
  owner: object
  deviceId: string
  accountId: string
  time: WorldTime
  clockOffsetMs: () => number
  chance: Chance
  observer: Observer
  stores: SimStores
  transport: Transport
  /** `undefined`: a browser without Web Locks. */
  lock: SimLock | undefined
  broadcast: (message: Message) => void
  wrapStore: (store: SyncStore) => SyncStore
  mintToken: () => string
  /** Tabs that trust the last notification instead of the disk. */
  isStale: boolean
  batchCharacters: number
}

/** One open page: the real engine and leader over the real stores, and an editing user. */
export function openSimTab(options: TabOptions) {
  const { name, deviceId, accountId, time, chance, observer, stores, broadcast } = options
  const { owner } = options
  const clock = time.createTime(owner, options.clockOffsetMs)
  const shown = new Map<ProjectId, Shown>()
  const sync = observe(options.wrapStore(stores.sync), observer, { deviceId, name })
  let isDead = false
  let hand: Promise<void> = Promise.resolve()

  const engine: SyncEngine = createSyncEngine({
    store: sync,
    transport: options.transport,
    time: clock,
    random: chance.next,
    mintId: chance.mintId,
    hash: (parts) => Promise.resolve(hashText(parts)),
    onRemoteChange: () => broadcast({ kind: 'pulled' }),
    onRowsChange: () => undefined,
    onConflicts: () => undefined,
    onMediaSeq: () => undefined,
    onFenced: () => leader.stepDown(),
    onLeadFailed: () => leader.stepDown({ hasFailed: true }),
    onFault: recordFault,
    batchCharacters: options.batchCharacters,
  })
  const leader: Leader = createLeader({
    lock: options.lock?.open(owner),
    channel: { ping: () => broadcast({ kind: 'ping' }), pong: () => broadcast({ kind: 'pong' }) },
    time: clock,
    becomeLeader: () => stores.sync.becomeLeader(),
    onLeader: (fence) => {
      observer.note('lead', name, fence)
      engine.lead(fence)
    },
    onFollow: () => {
      stores.sync.becomeFollower()
      engine.follow()
    },
    onFault: recordFault,
  })

  function recordFault(error: unknown): void {
    const isExpected = error instanceof Error && /Storage(Full|Lost|Newer)Error/.test(error.name)
    observer.note('fault', name, error instanceof Error ? error.name : String(error))
    if (!isExpected)
      observer.fail('no fault of our own', String(error instanceof Error ? error.stack : error))
  }

  function recordCommitted(projectId: ProjectId): void {
    engine.wake('commit')
    broadcast({ kind: 'changed', projectId })
  }

  /** The document the user sees when the edit begins. */
  async function look(projectId: ProjectId): Promise<Shown | undefined> {
    const known = shown.get(projectId)
    if (options.isStale && known !== undefined && chance.is(0.7)) return known
    const read = await stores.load(projectId)
    if (read !== undefined) shown.set(projectId, read)
    return read
  }

  /** A user does one thing after the other. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const turn = hand.then(work)
    hand = turn.catch(() => undefined)
    return turn
  }

  async function edit(projectId: ProjectId): Promise<void> {
    const seen = await look(projectId)
    if (seen === undefined || isDead) return
    const token = options.mintToken()
    const { label, after } = planEdit(seen.project, chance, token)
    const change = diffProjects(seen.project, after, label)
    if (change.ops.length === 0) return
    const written = { token, accountId, deviceId, projectId, atMs: time.nowMs() }
    observer.recordWritten(written)
    observer.note('edit', name, label, token, projectId.slice(0, 8))
    const left = listTokens(after)
    // Edits that arrived while the user saw an older document are removed with it, seen or not.
    const unseen = options.isStale ? await stores.listSince(projectId, seen) : undefined
    if (isDead) return
    const there = new Set([...listTokens(seen.project), ...(unseen?.tokens ?? [])])
    const forget = observer.recordAttempt([...there].filter((old) => !left.has(old)))
    const endTouch = observer.noteTouch(projectId, deviceId, { removes: label.startsWith('Remove') })
    await commitOrForget({ projectId, changes: [change], project: after }, () => {
      forget()
      endTouch()
    })
    if (isDead) return
    endTouch()
    observer.note('saved', name, token)
    recordCommitted(projectId)
    await recordEffect(projectId, { seen, after, token, written })
    if (!isDead) forget()
  }

  async function commitOrForget(
    edited: { projectId: ProjectId; changes: readonly Change[]; project: Project },
    forget: () => void,
  ): Promise<void> {
    try {
      await stores.commit({ ...edited, atMs: clock.nowMs(), tabId: name })
    } catch (error) {
      forget()
      throw error
    }
  }

  /** The disk after a save: the edit itself, and the words it removed. */
  async function recordEffect(
    projectId: ProjectId,
    edited: { seen: Shown; after: Project; token: string; written: Parameters<Observer['recordSaved']>[0] },
  ): Promise<void> {
    const { seen, after, token, written } = edited
    const now = await stores.load(projectId)
    const since = await stores.listSince(projectId, seen)
    if (isDead) return
    if (now !== undefined) shown.set(projectId, now)
    const kept = listTokens(now?.project)
    const meant = listTokens(after)
    const isWritten = meant.has(token)
    if (isWritten) observer.recordSaved(written)
    for (const old of listTokens(seen.project)) {
      if (kept.has(old)) continue
      if (!meant.has(old)) observer.superseded.add(old)
      else if (since?.changeCount === 1)
        observer.fail('an edit takes nothing else away', `${name} lost ${old}`)
    }
    for (const old of since?.tokens ?? []) {
      if (!kept.has(old) && old !== token) observer.overwrittenUnseen.add(old)
    }
    if (!isWritten || kept.has(token)) return
    // Written into an entry that another tab or a pull had removed in the same moment: the log has it.
    if (since === undefined || since.changeCount > 1) observer.overwrittenUnseen.add(token)
    else observer.fail('read your writes', `${name} does not see ${token}`)
  }

  async function remove(projectId: ProjectId): Promise<void> {
    const seen = await look(projectId)
    if (seen === undefined || isDead) return
    observer.note('delete', name, projectId.slice(0, 8))
    observer.recordAttempt([...listTokens(seen.project)])
    const endDeletion = observer.recordDeleting(projectId, deviceId)
    await stores.markDeleted(projectId, clock.nowMs())
    if (isDead) return
    for (const token of listTokens(seen.project)) observer.deletedWith.add(token)
    const since = await stores.listSince(projectId, seen)
    for (const token of since?.tokens ?? []) observer.deletedWith.add(token)
    endDeletion()
    recordCommitted(projectId)
  }

  return {
    name,
    accountId,
    deviceId,
    owner,
    stores,
    engine,
    leader,
    isDead: () => isDead,
    shown,
    async create(): Promise<void> {
      const token = options.mintToken()
      const project = createSimProject(chance, token)
      const written = { token, accountId, deviceId, projectId: project.id, atMs: time.nowMs() }
      observer.recordWritten(written)
      const endTouch = observer.noteTouch(project.id, deviceId)
      await stores.create(project, clock.nowMs())
      if (isDead) return
      endTouch()
      observer.recordSaved(written)
      observer.note('created', name, token, project.id.slice(0, 8))
      recordCommitted(project.id)
    },
    edit: (projectId: ProjectId) => inTurn(() => edit(projectId)),
    remove: (projectId: ProjectId) => inTurn(() => remove(projectId)),
    async restore(projectId: ProjectId): Promise<void> {
      const endTouch = observer.noteTouch(projectId, deviceId)
      await stores.undelete(projectId, clock.nowMs())
      if (isDead) return
      endTouch()
      observer.note('undelete', name, projectId.slice(0, 8))
      recordCommitted(projectId)
    },
    /** So large that the server rejects it. */
    async grow(projectId: ProjectId): Promise<void> {
      const seen = await look(projectId)
      if (seen === undefined || isDead) return
      const after = { ...seen.project, futureBlob: 'x'.repeat(70_000) }
      const change = diffProjects(seen.project, after, 'Grow')
      if (change.ops.length === 0) return
      observer.note('grows', name, projectId.slice(0, 8))
      observer.quarantined.add(projectId)
      observer.noteTouch(projectId, deviceId)
      await stores.commit({ projectId, changes: [change], project: after, atMs: clock.nowMs(), tabId: name })
      if (!isDead) recordCommitted(projectId)
    },
    async isHolding(): Promise<boolean> {
      return (await stores.sync.listConflicts()).some(({ kind }) => kind === 'ask')
    },
    /** Decides the oldest blocking conflict in one of the three ways. */
    async decide(decider: Chance): Promise<void> {
      const held = (await stores.sync.listConflicts()).find(({ kind }) => kind === 'ask')
      if (held === undefined || isDead) return
      const keep = decider.pick(['mine', 'theirs', 'both'] as const)
      observer.note('decides', name, keep)
      observer.noteTouch(held.projectId, deviceId)
      observer.recordDecided(held.projectId)
      const seen = await stores.load(held.projectId)
      const atMs = clock.nowMs()
      const copy = { copyId: decider.mintId() as ProjectId, copyName: 'P copy' }
      // A copy of what is too large is too large.
      if (observer.quarantined.has(held.projectId)) observer.quarantined.add(copy.copyId)
      const tokens = {
        mine: listTokens(seen?.project),
        theirs: listTokens('theirs' in held ? held.theirs : undefined),
      }
      await stores.sync.decideConflict(
        keep === 'both' ? { id: held.id, atMs, keep, ...copy } : { id: held.id, atMs, keep },
      )
      if (isDead) return
      // Given up on purpose.
      if (keep !== 'both')
        for (const token of tokens[keep === 'mine' ? 'theirs' : 'mine']) observer.superseded.add(token)
      else for (const token of tokens.mine) observer.recorded.add(token)
      recordCommitted(held.projectId)
    },
    receive(message: Message): void {
      if (isDead) return
      if (message.kind === 'ping') leader.recordPing()
      else if (message.kind === 'pong') leader.recordPong()
      else {
        if (message.kind === 'changed') engine.wake('commit')
        if (!options.isStale || chance.is(0.5)) shown.clear()
      }
    },
    die(): void {
      isDead = true
      stores.kill()
      time.forget(owner)
      options.lock?.forget(owner)
      observer.note('dies', name)
    },
    /** Closed normally. */
    close(): void {
      if (isDead) return
      isDead = true
      engine.close()
      leader.close()
      stores.kill()
      time.forget(owner)
      options.lock?.forget(owner)
      observer.note('closes', name)
    },
  }
}

export type SimTab = ReturnType<typeof openSimTab>

/** Inspects every response that is stored: cursors, conflicts, and the winner where both differ. */
function observe(store: SyncStore, observer: Observer, who: { deviceId: string; name: string }): SyncStore {
  return {
    ...store,
    async applyResponse(plan) {
      const applied = await store.applyResponse({
        ...plan,
        rebase(facts) {
          const rebased = plan.rebase(facts)
          if (observer.isTraced)
            observer.note(
              'rebase',
              who.name,
              facts.projectId.slice(0, 8),
              [...listTokens(facts.base.project)].join(),
              '|',
              [...listTokens(facts.theirs.project)].join(),
              '|',
              [...listTokens(facts.workingCopy)].join(),
              '>',
              [...listTokens(rebased.workingCopy)].join(),
              rebased.isDeleted,
              rebased.isWaiting,
              rebased.conflicts.map(({ kind }) => kind).join(),
            )
          for (const conflict of rebased.conflicts) {
            if (conflict.kind !== 'fields') continue
            const wrong = findWrongKeeper(conflict.entries, {
              theirs: facts.theirs.project ?? facts.theirs.last,
              mine: facts.workingCopy,
            })
            if (wrong !== undefined) observer.fail('the loser is recorded', wrong.path.join('.'))
          }
          return rebased
        },
      })
      const isBack = typeof plan.cursorBefore === 'number' && (plan.cursor ?? 0) < plan.cursorBefore
      if (applied.kind === 'applied' && plan.cursor !== undefined && isBack) {
        observer.fail('the cursor never goes back', `${who.name} from ${plan.cursorBefore} to ${plan.cursor}`)
      }
      if (applied.kind === 'applied') {
        for (const record of applied.conflicts) observer.recordConflict(who.deviceId, record)
        for (const matched of plan.matched) {
          observer.note(
            'settled',
            who.name,
            matched.mutationId,
            matched.kind,
            'revision' in matched ? matched.revision : '',
          )
          if (matched.kind === 'rejected') observer.note('rejected', matched.code, matched.message)
        }
        for (const update of plan.updates) {
          observer.note('update', who.name, update.projectId.slice(0, 8), update.kind, update.revision)
        }
        observer.note('cursor', who.name, plan.cursor)
      }
      return applied
    },
  }
}
