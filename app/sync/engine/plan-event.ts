import type { LeaderState } from '../leader-state.ts'
import type { RemoteItem, SyncEvent } from '../protocol/projects.ts'

/** What is done about an event of the server (S39): nothing, all it holds is stored like a page, or the account is asked. */
export type EventPlan =
  | { kind: 'nothing' }
  | { kind: 'apply'; changes: readonly RemoteItem[] }
  | { kind: 'pull' }

export function planEvent(
  { sync, inFlight, isPulled }: Pick<LeaderState, 'sync' | 'inFlight' | 'isPulled'>,
  event: SyncEvent,
): EventPlan {
  const isSameHistory = event.epoch === sync.epoch
  if (isSameHistory && sync.cursor !== null && event.seq <= sync.cursor) return { kind: 'nothing' }
  const { changes } = event
  const continues = isSameHistory && event.from === sync.cursor && isPulled
  if (changes === undefined || !continues) return { kind: 'pull' }
  // The fate of a push that has no response yet must be known first (S36).
  const isClear = changes.every(
    ({ projectId, by }) =>
      by?.clientId === sync.clientId || inFlight.every((push) => push.projectId !== projectId),
  )
  return isClear ? { kind: 'apply', changes } : { kind: 'pull' }
}
