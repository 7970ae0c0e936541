import type { ProjectId } from '#app/document/model/ids.ts'
import { parseTimeMs } from '../api/parse-time.ts'
import type { SyncOutcome } from '../api/projects-api.ts'
import type { InFlightPush } from '../ports/sync-store.ts'
import { SYNC_PROTOCOL } from '../protocol/projects.ts'
import { type Round, watched } from './round.ts'

/** One request of a round: pushes, and the cursor for what is new. */
export function sendRequest(round: Round, sent: readonly InFlightPush[]): Promise<SyncOutcome> {
  const { cursor } = round.leader.sync
  const nextPage = round.nextPage
  round.nextPage = undefined
  if (nextPage !== undefined && nextPage.cursor === cursor && sent.length === 0) return nextPage.outcome
  if (cursor === null) round.listing ??= watched(listNames(round))
  return requestPage(round, { sent, cursor, isBulk: cursor === null })
}

/** Prefetched while the page before it is stored; it is used only if that one is. */
export function requestNextPage(round: Round, cursor: number): void {
  round.nextPage = { cursor, outcome: requestPage(round, { sent: [], cursor, isBulk: true }) }
}

type PageRequest = { sent: readonly InFlightPush[]; cursor: number | null; isBulk: boolean }

function requestPage(round: Round, { sent, cursor, isBulk }: PageRequest): Promise<SyncOutcome> {
  const { clientId, epoch } = round.leader.sync
  const pushes = listPushes(round, sent)
  // Changes have the hash of their result; a deletion or a whole document would apply to any history (S35).
  const isBlind = sent.some(({ push }) => !('changes' in push) && push.baseRevision > 0)
  const body = {
    protocol: SYNC_PROTOCOL,
    clientId,
    cursor,
    // Whole documents are pulled as text, which neither side serialises again.
    ...(isBulk ? { texts: true } : {}),
    ...(isBlind && epoch !== undefined ? { epoch } : {}),
    pushes,
  }
  const bodyLength = sent.reduce((sum, { characters }) => sum + characters, 0)
  return round.context.api.sync(body, { bodyLength, isBulk })
}

/** The very array that was packed, if it holds what is sent now. */
function listPushes(round: Round, sent: readonly InFlightPush[]): readonly object[] {
  const { packed, leader } = round
  const { refusals } = leader
  round.packed = undefined
  const isPacked =
    packed?.sent.length === sent.length &&
    sent.every((push, index) => push === packed.sent[index] && !refusals.has(push.mutationId))
  return isPacked
    ? packed.pushes
    : sent.map(({ mutationId, push }) => (refusals.has(mutationId) ? { n: mutationId } : push))
}

/** Names first, so that the list is usable before the first document has come (S37). */
async function listNames({ context, leader }: Round): Promise<void> {
  const { api, store, nowMs, onRowsChange } = context
  const response = await api.list()
  if (response.kind !== 'ok' || leader.isOver) return
  const live = response.value.filter(({ deletedAt }) => deletedAt == null)
  const rows = live.map(({ id, name, revision, updatedAt }) => ({
    projectId: id as ProjectId,
    name,
    revision,
    updatedAtMs: parseTimeMs(updatedAt, nowMs()),
  }))
  const gone = await store.recordListed(rows, leader.fence)
  if (!('kind' in gone)) onRowsChange([...rows.map(({ projectId }) => projectId), ...gone])
}
