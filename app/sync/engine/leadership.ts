import type { LeaderState } from '../leader-state.ts'

/**
 * Whether the engine of this tab may ask and write (S50, S53).
 *
 *   following ── lead ──► opening ── opened ──► leading
 *       ▲                    │                    │
 *       └─── follow, failed ─┴─── fenced, follow ─┘        closed ◄── close, from every state
 */
export type Leadership =
  | { kind: 'following' }
  /** The state on disk is read once; it waits for the work before it. */
  | { kind: 'opening'; fence: number }
  | { kind: 'leading'; leader: LeaderState }
  | { kind: 'closed' }

export type LeadershipEvent =
  | { kind: 'lead'; fence: number }
  | { kind: 'opened'; leader: LeaderState }
  /** What it has to know of the disk could not be read. */
  | { kind: 'failed'; fence: number }
  | { kind: 'follow' }
  /** A write of this leader was rejected: another tab is the leader. */
  | { kind: 'fenced'; leader: LeaderState }
  | { kind: 'close' }

export function planLeadership(state: Leadership, event: LeadershipEvent): Leadership {
  if (state.kind === 'closed') return state
  switch (event.kind) {
    case 'lead':
      return { kind: 'opening', fence: event.fence }
    case 'opened': {
      const isExpected = state.kind === 'opening' && state.fence === event.leader.fence
      return isExpected ? { kind: 'leading', leader: event.leader } : state
    }
    case 'failed':
      return state.kind === 'opening' && state.fence === event.fence ? { kind: 'following' } : state
    case 'follow':
      return { kind: 'following' }
    case 'fenced':
      return state.kind === 'leading' && state.leader === event.leader ? { kind: 'following' } : state
    case 'close':
      return { kind: 'closed' }
  }
}
