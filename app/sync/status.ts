/** What the status chip says, per project and overall. The words belong to the UI; this is the fact. */
export type SyncStatus =
  | { kind: 'saved-locally' }
  | { kind: 'saving' }
  | { kind: 'syncing'; pendingCount: number }
  | { kind: 'synced'; atMs: number }
  | { kind: 'offline'; pendingCount: number }
  /** Another device changed the same: so many places (or whole projects, for the policy `ask`) wait to be looked at. */
  | { kind: 'conflict'; count: number; pendingCount: number }
  | { kind: 'error'; message: string; pendingCount: number; reason?: SyncErrorReason }
  /** The device itself could not keep the last edit; it is still open in its tab [F18]. */
  | { kind: 'unsaved'; message: string }

/** What kind of help there is: sign in, reload, wait, look into the project, make room in the account. */
export type SyncErrorReason = 'signed-out' | 'outdated' | 'server' | 'refused' | 'full'
