/**
 * Errors of a device's storage, with messages for the user: each names the event, its consequence for the user's
 * projects, and what to do. `cause` is the browser's own error.
 */
export class StorageFullError extends Error {
  override readonly name = 'StorageFullError'
  constructor(cause: unknown) {
    super(
      'This device has no room left for AppFrames. Your last edit is still open here but not saved: export the project, then free some space or delete projects you no longer need.',
      { cause },
    )
  }
}

/** The connection broke and did not come back after several tries, or the store was closed. */
export class StorageLostError extends Error {
  override readonly name = 'StorageLostError'
  constructor(cause: unknown) {
    super(
      'The browser lost its connection to the storage of this device. Your last edit is still open here but not saved: keep this tab open and try again, or export the project.',
      { cause },
    )
  }
}

/** A newer build has upgraded the storage of this device; this one must not write to it. */
export class StorageNewerError extends Error {
  override readonly name = 'StorageNewerError'
  constructor(cause?: unknown) {
    super(
      'A newer version of AppFrames has been used on this device. This tab can show your projects but not save to them: reload the page to get the newer version.',
      { cause },
    )
  }
}

/** Another tab of an older build keeps the storage open. */
export class StorageBlockedError extends Error {
  override readonly name = 'StorageBlockedError'
  constructor() {
    super(
      'Another tab with an older version of AppFrames keeps the storage busy. Nothing is lost: close or reload the other AppFrames tabs, then try again.',
    )
  }
}

/** The name of a browser error, wherever it came from: IndexedDB and OPFS report by name, not by class. */
export function getErrorName(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : ''
}

/** The kind of a browser error; `lost` may pass when the database is opened again. */
export function classifyStorageError(error: unknown): 'full' | 'newer' | 'lost' | 'other' {
  switch (getErrorName(error)) {
    case 'QuotaExceededError':
      return 'full'
    case 'VersionError':
    // A store this build needs is missing: another build has rebuilt the database.
    case 'NotFoundError':
      return 'newer'
    // WebKit: "Connection to Indexed Database server lost", "The database connection is closing" [F19]; Chromium uses
    // UnknownError for failures of its backing store and AbortError for transactions of a connection it closed.
    case 'InvalidStateError':
    case 'UnknownError':
    case 'AbortError':
    case 'TimeoutError':
      return 'lost'
    default:
      return 'other'
  }
}

/** Maps the browser's error to a storage error; a bug is returned unchanged. */
export function toNamedError(error: unknown): unknown {
  switch (classifyStorageError(error)) {
    case 'full':
      return new StorageFullError(error)
    case 'newer':
      return new StorageNewerError(error)
    case 'lost':
      return new StorageLostError(error)
    case 'other':
      return error
  }
}
