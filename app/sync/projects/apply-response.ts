import type { ProjectId } from '#app/document/model/ids.ts'
import type { Failure } from '../api/outcome.ts'
import type { LeaderState } from '../leader-state.ts'
import type { Applied, InFlightPush, Matched, RemoteUpdate, SyncStore } from '../ports/sync-store.ts'
import type { Ack, ConflictPolicy, RemoteItem } from '../protocol/projects.ts'
import { matchAcks, matchEchoes } from './match-acks.ts'
import { rebaseProject } from './rebase.ts'
import { resolveItems } from './resolve-changes.ts'
import type { Acknowledged, ResolveContext } from './resolve-item.ts'
import { remoteLabel } from './to-update.ts'

export type ApplyContext = ResolveContext & {
  store: Pick<SyncStore, 'readForSync' | 'recallForSync' | 'applyResponse' | 'readSyncState' | 'listInFlight'>
  policy: ConflictPolicy
}

/** A page of changes, with the results of the pushes sent along. */
export type Page = {
  cursor: number
  epoch: string
  acks: readonly Ack[]
  changes: readonly RemoteItem[]
  sent: readonly InFlightPush[]
  /** With this page everything the account had is here. */
  isLast?: boolean
  /** The pending pushes afterwards are requested. */
  listsWaiting?: boolean
}

/** The outcome of a page. */
export type ApplyResult =
  /**
   * `isWhole`: the changes are stored as well; else they are requested again, when the results of all pushes are known.
   */
  | { kind: 'applied'; applied: Applied; matched: readonly Matched[]; isWhole: boolean }
  /** The disk has moved on: the page is outdated. */
  | { kind: 'outdated' }
  /** The account does not have this device's base. */
  | { kind: 'missing' }
  | { kind: 'fenced' }
  | { kind: 'failed'; failure: Failure }

/** Another tab's edits never make a response stale, but a created or deleted project may, and then it is read again. */
const MAX_TRIES = 5

/** Stores a response: acknowledgements, changes and cursor in one transaction (S10, S32). */
export async function applyResponse(
  context: ApplyContext,
  leader: LeaderState,
  page: Page,
): Promise<ApplyResult> {
  const { store, policy } = context
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const cursorBefore = leader.sync.cursor
    const acks = matchAcks(page.sent, page.acks, leader.refusals)
    if (acks.isMissing) return { kind: 'missing' }
    const byProject = new Map(acks.byProject)
    const matched = [...acks.matched, ...addEchoes(leader, page, byProject)]
    const isWhole = isClear(leader, page, byProject)
    // Without the changes nothing is gained but the acknowledgements.
    if (!isWhole && matched.length === 0) return { kind: 'failed', failure: { kind: 'later' } }
    const items = isWhole ? [...acks.items, ...page.changes] : acks.items
    const resolved = await resolveItems({ ...context, isRecallOver: tries > 0 }, items, byProject)
    if (resolved.kind !== 'resolved') return { kind: 'failed', failure: resolved }
    const labels = new Map(resolved.updates.map((update) => [update.projectId, labelOf(update)]))
    const applied = await store.applyResponse({
      fence: leader.fence,
      cursorBefore,
      ...(isWhole ? { cursor: page.cursor, epoch: page.epoch } : {}),
      ...(isWhole && page.isLast === true ? { syncedAtMs: context.nowMs() } : {}),
      ...(page.listsWaiting === true ? { listsWaiting: true } : {}),
      atMs: context.nowMs(),
      matched,
      inFlight: leader.inFlight,
      updates: resolved.updates,
      rebase: (input) => rebaseProject(input, policy, labels.get(input.projectId) ?? ''),
    })
    if (applied.kind === 'fenced') return applied
    if (applied.kind === 'applied') {
      recordApplied(leader, isWhole ? page : undefined, matched)
      return { kind: 'applied', applied, matched, isWhole }
    }
    leader.sync = await store.readSyncState()
    leader.inFlight = await store.listInFlight()
    if (leader.sync.cursor !== cursorBefore) return { kind: 'outdated' }
  }
  return { kind: 'failed', failure: { kind: 'later' } }
}

/** Own changes in the page whose acknowledgement was lost. */
function addEchoes(leader: LeaderState, page: Page, byProject: Map<ProjectId, Acknowledged>) {
  const unsettled = leader.inFlight.filter(({ projectId }) => !byProject.has(projectId))
  const echoes = matchEchoes(unsettled, page.changes, leader.sync.clientId)
  for (const echo of echoes) byProject.set(echo.inFlight.projectId, echo)
  return echoes.map(({ matched }) => matched)
}

/** A project with a push of unknown result must not change: only some of a long queue fit into a request. */
function isClear(leader: LeaderState, page: Page, known: ReadonlyMap<ProjectId, Acknowledged>): boolean {
  const inDoubt = new Set<string>(
    leader.inFlight.map(({ projectId }) => projectId).filter((projectId) => !known.has(projectId)),
  )
  return page.changes.every(({ projectId }) => !inDoubt.has(projectId))
}

function recordApplied(leader: LeaderState, page: Page | undefined, matched: readonly Matched[]): void {
  const gone = new Set(matched.map(({ mutationId }) => mutationId))
  leader.inFlight = leader.inFlight.filter(({ mutationId }) => !gone.has(mutationId))
  for (const mutationId of gone) leader.refusals.delete(mutationId)
  if (page !== undefined) leader.sync = { ...leader.sync, cursor: page.cursor, epoch: page.epoch }
}

const labelOf = (update: RemoteUpdate): string => (update.kind === 'project' ? update.label : remoteLabel)
