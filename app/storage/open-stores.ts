import type { MediaStore, ProjectStore, StorageKind } from '#app/sync/ports/project-store.ts'
import type { SyncStore } from '#app/sync/ports/sync-store.ts'
import type { Connection, ConnectionOptions } from './database/connection.ts'
import { planDatabaseName } from './database/database-name.ts'
import { StorageFullError } from './database/errors.ts'
import { type PackBlob, packAsBlob, packAsBytes } from './database/stored-blob.ts'
import { createLayeredFiles, type MediaFiles } from './media/blob-store.ts'
import { createIdbMediaFiles } from './media/idb-blob-store.ts'
import { createMediaStoreOn } from './media/media-store.ts'
import { createOpfsMediaFiles } from './media/opfs-blob-store.ts'
import { openConnection } from './open-connection.ts'
import { openProjectStore } from './open-project-store.ts'
import type { CompactionOptions } from './projects/compaction.ts'
import { createSyncRecordsOn, type SyncRecords } from './sync/list-records.ts'

export type OpenLocalStoresOptions = Omit<ConnectionOptions, 'databaseName'> &
  CompactionOptions & { userId?: string | undefined }

export type LocalStores = {
  databaseName: string
  projects: ProjectStore
  records: SyncRecords
  /** The sync engine's store of the same projects; only an account needs its code. */
  openSync(): Promise<SyncStore>
  media: MediaStore
  /** `session`: pictures, and everything if `projects` has no disk either, exist until the tab closes [F20]. */
  kind: StorageKind
  /** Other tabs of this identity use the same projects. */
  isShared: boolean
  /** They use the same media too. */
  isMediaShared: boolean
  /**
   * A newer build has upgraded the storage of this device: everything can be shown and exported, nothing saved [F17].
   */
  isReadOnly(): boolean
  close(): void
}

/**
 * Opens the stores that this browser really supports, found by trying: private windows and old browsers offer
 * interfaces that fail on the first write. While an older tab blocks an upgrade, `onBlocked` is called and this keeps
 * waiting [F16].
 */
export async function openLocalStores(options: OpenLocalStoresOptions): Promise<LocalStores> {
  const databaseName = await planDatabaseName(options.userId)
  const connection = await tryConnection({ ...options, databaseName })
  if (connection === undefined) {
    const { openSessionStores } = await import('./open-session-stores.ts')
    return openSessionStores(databaseName, options)
  }
  const opened = await openMedia(connection)
  const { projects, parts } = openProjectStore(connection, { ...options, pack: opened.pack })
  return {
    databaseName,
    projects,
    records: createSyncRecordsOn(connection),
    openSync: once(async () =>
      (await import('./sync/idb-sync-store.ts')).createSyncStoreOn(connection, parts),
    ),
    media: opened.media,
    kind: opened.kind,
    isShared: true,
    isMediaShared: opened.isMediaShared,
    isReadOnly: connection.isReadOnly,
    // Closes the connection for both.
    close: () => projects.close(),
  }
}

async function tryConnection(options: ConnectionOptions): Promise<Connection | undefined> {
  if (globalThis.indexedDB === undefined) return undefined
  let connection: Connection | undefined
  try {
    connection = await openConnection(options)
    await probeDatabase(connection)
    return connection
  } catch (error) {
    // A full disk can still be read, and the user must be able to open, export and delete projects.
    if (error instanceof StorageFullError && connection !== undefined) return connection
    connection?.close()
    console.warn('IndexedDB cannot be used here; this session is kept in memory only', error)
    return undefined
  }
}

async function probeDatabase(connection: Connection): Promise<void> {
  if (connection.isReadOnly()) return
  const key = `probe:${crypto.randomUUID()}`
  await connection.write(['appState'], (transaction) =>
    transaction.objectStore('appState').put({ key, value: 1 }),
  )
  const row = await connection.read(['appState'], (transaction) =>
    transaction.objectStore('appState').get(key),
  )
  if (row?.value !== 1) throw new Error('what was written did not come back')
  await connection.write(['appState'], (transaction) => transaction.objectStore('appState').delete(key))
}

async function openMedia(connection: Connection): Promise<OpenedMedia> {
  const opfs = await tryFiles(() => createOpfsMediaFiles(connection.databaseName))
  if (opfs !== undefined) {
    // Pictures that an older browser on this device stored in IndexedDB are still found there.
    const files = createLayeredFiles(opfs, createIdbMediaFiles(connection))
    const media = createMediaStoreOn(connection, files)
    return { media, isMediaShared: true, kind: 'opfs', pack: packAsBlob }
  }
  const blobs = connection.isReadOnly()
    ? createIdbMediaFiles(connection)
    : await tryFiles(async () => createIdbMediaFiles(connection))
  if (blobs !== undefined) {
    const media = createMediaStoreOn(connection, blobs)
    return { media, isMediaShared: true, kind: 'indexeddb', pack: packAsBlob }
  }
  // WebKit's private windows: lost with the window, but a reload must not lose the pictures.
  const bytes = await tryFiles(async () => createIdbMediaFiles(connection, packAsBytes))
  if (bytes !== undefined) {
    const media = createMediaStoreOn(connection, bytes, packAsBytes)
    return { media, isMediaShared: true, kind: 'session', pack: packAsBytes }
  }
  const { createMemoryMediaStore } = await import('./memory/media-store.ts')
  return { media: createMemoryMediaStore(), isMediaShared: false, kind: 'session', pack: packAsBlob }
}

type OpenedMedia = { media: MediaStore; isMediaShared: boolean; kind: StorageKind; pack: PackBlob }

/** Some browsers have the private file system but no page may write to it, some store no Blobs in a private window. */
async function tryFiles(create: () => Promise<MediaFiles>): Promise<MediaFiles | undefined> {
  try {
    const files = await create()
    const name = `probe-${crypto.randomUUID()}`
    try {
      await files.write(name, new Blob(['probe']))
    } catch (error) {
      // A full disk is not a missing one: existing pictures must be found again in the same place.
      if (error instanceof StorageFullError) return files
      throw error
    }
    const text = await (await files.find(name))?.text()
    await files.remove(name)
    return text === 'probe' ? files : undefined
  } catch (error) {
    console.info('A way to keep picture files was tried and does not work here', error)
    return undefined
  }
}

/** One result for all calls; after a failure the next call tries again. */
function once<Value>(open: () => Promise<Value>): () => Promise<Value> {
  let opening: Promise<Value> | undefined
  return () => {
    opening ??= open().catch((error: unknown) => {
      opening = undefined
      throw error
    })
    return opening
  }
}
