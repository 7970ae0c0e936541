/** The status of the chip, per project and overall, as data. Its texts belong to the UI. */
export type SyncStatus =
  | { kind: 'saved-locally' }
  | { kind: 'saving' }
  | { kind: 'syncing'; pendingCount: number }
  | { kind: 'synced'; atMs: number }
  | { kind: 'offline'; pendingCount: number }
  /** Another device changed the same: the number of places (or whole projects, for the policy `ask`) in review. */
  | { kind: 'conflict'; count: number; pendingCount: number }
  | { kind: 'error'; message: string; pendingCount: number; reason?: SyncErrorReason }
  /** The device itself could not store the last edit; it is still open in its tab [F18]. */
  | { kind: 'unsaved'; message: string }

/** The kind of remedy: sign in, reload, wait, review the project, free space in the account. */
export type SyncErrorReason = 'signed-out' | 'outdated' | 'server' | 'refused' | 'full'
