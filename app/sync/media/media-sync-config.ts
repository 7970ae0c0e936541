import type { MediaId } from '#app/document/model/ids.ts'
import type { FileTransport } from '../api/file-transport.ts'
import type { MediaApiConfig } from '../api/media-request.ts'
import type { MediaAsset, MediaStore } from '../ports/project-store.ts'
import type { Random, Time } from '../time.ts'

export type MediaSyncConfig = MediaApiConfig & {
  /** Signed out: nothing is sent or requested. */
  getUserId: () => Promise<string | null>
  /** Sync automatically, in the background. Without it only the named methods do anything. */
  autoSync: boolean
  /** Milliseconds between pulls when nothing else wakes the sync. */
  syncInterval: number
}

export type MediaWakeReason = 'start' | 'import' | 'edit' | 'online' | 'visible' | 'asked' | 'seq' | 'wanted'

/** The ports of the service. */
export type MediaSyncPorts = {
  store: MediaStore
  transport: FileTransport
  time: Time
  random: Random
  /** Small values on the disk of this identity: the cursor. */
  state: { getState(key: string): Promise<unknown>; setState(key: string, value: unknown): Promise<void> }
  /** Another tab leads: it is to run the round for this reason. */
  wakeLeader: (reason: MediaWakeReason) => void
  hash: (file: Blob) => Promise<string>
  /** Makes the thumbnail of an original downloaded from the account; `undefined` where none can be made. */
  createThumbnail: (asset: MediaAsset, file: Blob) => Promise<Blob | undefined>
  /** Whether a project on this device names it. */
  isUsedHere: (mediaId: MediaId) => Promise<boolean>
  /** Frees space on this device; returns whether there is any more now. */
  makeRoom: (sizeBytes: number) => Promise<boolean>
  onFault: (error: unknown) => void
}

/** Events for the page, beside the rows of the store. */
export type MediaSyncEvent =
  /** Its row changed, or it is gone. */
  | { kind: 'changed'; mediaId: MediaId }
  /** Its original is here now. */
  | { kind: 'arrived'; mediaId: MediaId }
  | { kind: 'thumbnail'; mediaId: MediaId }
  /** Transfer progress; `undefined` when it is finished or aborted. */
  | { kind: 'uploading' | 'downloading'; mediaId: MediaId; share: number | undefined }
  /** The account still uses it somewhere this device has not seen: it is back. */
  | { kind: 'deletion-refused'; mediaId: MediaId }
  | { kind: 'state' }
  /** The account's rows were read: what was unknown may be known now. */
  | { kind: 'pulled' }

export type MediaSyncState = {
  /** Why no transfer runs at the moment. */
  failure: 'offline' | 'signed-out' | 'outdated' | undefined
  usedBytes: number | undefined
  quotaBytes: number | undefined
}
