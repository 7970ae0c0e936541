import type { MediaFailure } from '../api/media-request.ts'

/** Why a named method of the sync service did not do its work. `message` is for the user. */
export class MediaSyncError extends Error {
  override readonly name = 'MediaSyncError'
  readonly kind: Exclude<MediaFailure['kind'], 'offline'> | 'refused' | 'missing' | 'in-use'
  constructor(kind: MediaSyncError['kind'], message?: string) {
    super(message ?? sentences[kind])
    this.kind = kind
  }
}

const sentences: Readonly<Record<MediaSyncError['kind'], string>> = {
  later: 'The account could not be reached. It is tried again by itself.',
  'signed-out': 'You are signed out. Sign in again, and it goes on by itself.',
  outdated: 'A newer version of AppFrames is there. Reload the page to get it; then it goes on by itself.',
  cancelled: 'It was cancelled.',
  refused: 'The account did not take this file.',
  missing: 'The account does not have this file.',
  'in-use': 'A project in your account still uses this file.',
}

/** The value of a successful outcome; throws the error of any other. */
export function getValue<Value>(
  result:
    | { kind: 'ok'; value: Value }
    | { kind: 'refused'; message: string }
    | { kind: Exclude<MediaSyncError['kind'], 'refused'> | 'offline' },
): Value {
  if (result.kind === 'ok') return result.value
  if (result.kind === 'offline') throw new MediaSyncError('later')
  throw new MediaSyncError(result.kind, result.kind === 'refused' ? result.message : undefined)
}
