import type { LeaderState } from '../leader-state.ts'
import type { RemoteItem, SyncEvent } from '../protocol/projects.ts'

/** The handling of a server's event (S39): ignored, stored like a page, or followed by a pull. */
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
  // The result of a push without a response must be known first (S36).
  const isClear = changes.every(
    ({ projectId, by }) =>
      by?.clientId === sync.clientId || inFlight.every((push) => push.projectId !== projectId),
  )
  return isClear ? { kind: 'apply', changes } : { kind: 'pull' }
}
