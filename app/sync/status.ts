/** What the status chip says, per project and overall. The words belong to the UI; this is the fact. */
export type SyncStatus =
  | { kind: 'saved-locally' }
  | { kind: 'saving' }
  | { kind: 'syncing'; pendingCount: number }
  | { kind: 'synced'; atMs: number }
  | { kind: 'offline'; pendingCount: number }
  | { kind: 'error'; message: string; pendingCount: number }
  /** The device itself could not keep the last edit; it is still open in its tab [F18]. */
  | { kind: 'unsaved'; message: string }

/** A value to watch, made for React's useSyncExternalStore. */
export interface Store<Value> {
  get(): Value
  subscribe(listener: () => void): () => void
}
