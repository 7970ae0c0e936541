import type { ProjectId } from '#app/document/model/ids.ts'
import type { EditorTimeline } from '#app/editor/ports/history.ts'
import type { MediaLibrary } from '#app/media-library/media-library.ts'
import type { Observable } from '#app/observable/observable.ts'
import type { EngineState } from '#app/sync/engine/engine-state.ts'
import type { MediaSyncConfig } from '#app/sync/media/media-sync-config.ts'
import type { StorageKind } from '#app/sync/ports/project-store.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import { createDeviceAccount, type DeviceAccount } from './account/device-account.ts'
import type { Account, IdentityRecord } from './account/identity.ts'
import { openMedia } from './media/open-media.ts'
import { type OpenedStorage, openStorage } from './open-storage.ts'
import { openWorkingCopy } from './open-working-copy.ts'
import { browserTime } from './platform/browser-time.ts'
import { askToPersist } from './platform/idle.ts'
import type { Notices } from './platform/notices.ts'
import { createProjectEvents } from './project-events.ts'
import { connectProjects } from './projects/connect-projects.ts'
import { createPendingActions, type PendingActions } from './projects/pending-actions.ts'
import type { ProjectLibrary } from './projects/project-library.ts'
import { createUnsyncedWork, type UnsyncedWork } from './projects/unsynced-work.ts'
import type { OpenSessions } from './session/open-sessions.ts'
import { createRestore } from './session/restore-lost.ts'
import type { OpenResult } from './session/session-opener.ts'
import { startBackground } from './start-background.ts'
import type { ConflictReview } from './sync/conflict-review.ts'
import { connectSync } from './sync/connect-sync.ts'
import { reloadPage } from './updates/reload-page.ts'

/** The client of one identity, for the pages. */
export interface Client extends UnsyncedWork, Pick<DeviceAccount, 'signOut' | 'removeFromDevice'> {
  readonly account: Account | undefined
  readonly storageKind: StorageKind
  readonly notices: Notices
  readonly library: ProjectLibrary
  readonly sessions: Pick<OpenSessions, 'find'>
  readonly pendingActions: PendingActions
  readonly mediaLibrary: MediaLibrary
  readonly mediaSyncConfig: MediaSyncConfig
  /** Overall. */
  readonly syncStatus: Observable<SyncStatus>
  /** Pending, rejected and conflicting projects; `undefined`: signed out. */
  readonly syncState: Observable<EngineState | undefined>
  syncNow(): Promise<void>
  findLastSyncedAtMs(): number | undefined
  /** Conflicts and quarantined pushes that need a decision. */
  readonly review: ConflictReview
  /** Any text from an address; one that names no project is `missing`. */
  openProject(id: string): Promise<OpenResult>
  /** A project the server lists and this device does not have yet is fetched; without a network nothing happens. */
  download(projectId: ProjectId): Promise<void>
  openTimeline(projectId: ProjectId): EditorTimeline
  /** The open project's chip: saving on this device first, then sync with the account. */
  watchProject(projectId: ProjectId): Observable<SyncStatus>
  /** Loads the newest version of the app, after flushing this tab's edits to disk [F32]. */
  reload(): Promise<void>
}

const mintId = () => crypto.randomUUID()
const onFault = (error: unknown) => console.warn('AppFrames goes on after a fault in the background.', error)

export async function openClient(identity: IdentityRecord | undefined, notices: Notices): Promise<Client> {
  const storage = await openStorage(identity, notices)
  const parts = connectParts(storage, notices)
  const { rows, review, media, device } = parts
  storage.setRestore(createRestoreOf(parts))
  await Promise.all([rows.readAll(), review.refresh(), media.media.loadNames()])
  device.broadcastIdentity()
  startBackground(parts).catch(onFault)
  return toClient(parts)
}

/** Each part is built from the ones before it; its effects reach the others as events. */
function connectParts({ account, stores, tabId }: OpenedStorage, notices: Notices) {
  const events = createProjectEvents()
  const base = { account, stores, notices, events, mintId, onFault }
  const local = { ...base, ...openWorkingCopy(base) }
  const synced = { ...local, ...connectSync(local) }
  const media = openMedia(local)
  const projects = connectProjects({ ...synced, media, tabId })
  const device = createDeviceAccount({
    ...synced,
    databaseName: stores.databaseName,
    close() {
      synced.sync.close()
      media.close()
      stores.close()
    },
  })
  events.on({ committed: askToPersist, written: askToPersist })
  return { ...synced, media, projects, device }
}

type Parts = ReturnType<typeof connectParts>

function createRestoreOf(parts: Parts): () => void {
  const { rows, media, device, events } = parts
  return createRestore({
    ...parts,
    media: media.media,
    leave: device.leave,
    isListed: (projectId) => rows.find(projectId) !== undefined,
    onRestored(projectId) {
      events.emit({ kind: 'written', projectId })
      void Promise.all([media.reload(), rows.readAll()]).catch(onFault)
    },
  })
}

function toClient(parts: Parts): Client {
  const { account, stores, notices, sessions, sync, review, media, projects, device } = parts
  const { library, openProject, openTimeline, watchProject } = projects
  return {
    ...createUnsyncedWork({ ...parts, isSignedIn: account !== undefined }),
    account,
    storageKind: stores.kind,
    notices,
    library,
    sessions,
    pendingActions: createPendingActions(localStorage, stores.databaseName, browserTime.nowMs),
    mediaLibrary: media.library,
    mediaSyncConfig: media.syncConfig,
    syncStatus: sync.status,
    syncState: sync.state,
    syncNow: sync.syncNow,
    findLastSyncedAtMs: sync.findLastSyncedAtMs,
    review,
    openProject,
    async download(projectId) {
      if (!library.has(projectId)) await sync.fetchOne(projectId)
    },
    openTimeline,
    watchProject,
    signOut: device.signOut,
    removeFromDevice: device.removeFromDevice,
    reload: () => reloadPage({ ...sessions, onRefused: notices.show }),
  }
}
