/** Why a round ended early. Nothing was decided about any project, and the queue is untouched. */
export type Failure =
  | { kind: 'offline' }
  | { kind: 'later'; retryAfterMs?: number }
  | { kind: 'signed-out' }
  | { kind: 'outdated' }
  /** The store of this device failed; what was edited is safe or still says that it is not. */
  | { kind: 'disk' }
