import { listProjectNames } from '#app/document/edits/copy-name.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { EditorTemplates } from '#app/editor/ports/templates.ts'
import type { MediaLibrary } from '#app/media-library/media-library.ts'
import type { Observable } from '#app/observable/observable.ts'
import type { EngineState } from '#app/sync/engine/engine-state.ts'
import type { MediaSyncConfig } from '#app/sync/media/media-sync-config.ts'
import type { StorageKind } from '#app/sync/ports/project-store.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import { createDeviceAccount, type DeviceAccount } from './account/device-account.ts'
import type { Account, IdentityRecord } from './account/identity.ts'
import { type Archives, createArchives } from './archive/archives.ts'
import type { EditingParts } from './editing.ts'
import { openMedia } from './media/open-media.ts'
import { type OpenedStorage, openStorage } from './open-storage.ts'
import { openWorkingCopy } from './open-working-copy.ts'
import { browserTime } from './platform/browser-time.ts'
import { requestPersistence } from './platform/idle.ts'
import type { Notices } from './platform/notices.ts'
import { openTabChannel } from './platform/tab-channel.ts'
import { createProjectEvents } from './project-events.ts'
import { connectProjects } from './projects/connect-projects.ts'
import { createPendingActions, type PendingActions } from './projects/pending-actions.ts'
import type { ProjectLibrary } from './projects/project-library.ts'
import { recordBackup } from './projects/remind-of-backup.ts'
import type { StartTemplateChoice } from './projects/start-template.ts'
import { createUnsyncedWork, type UnsyncedWork } from './projects/unsynced-work.ts'
import type { OpenSessions } from './session/open-sessions.ts'
import { createRestore } from './session/restore-lost.ts'
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
  readonly archives: Archives
  /** Downloads the projects that no account has yet. @throws When no file could be made. */
  exportUnsynced(): Promise<void>
  /** Conflicts and quarantined pushes that need a decision. */
  readonly review: ConflictReview
  /** For `editing.ts`, which opens a project. */
  readonly editing: EditingParts
  /** A project the server lists and this device does not have yet is fetched; without a network nothing happens. */
  download(projectId: ProjectId): Promise<void>
  /** Designs that the user saved. */
  readonly templates: EditorTemplates
  readonly startTemplate: StartTemplateChoice
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
  startBackground({ ...parts, deletedUserIds: identity?.deletedUserIds ?? [] }).catch(onFault)
  return toClient(parts)
}

/** Each part is built from the ones before it; its effects reach the others as events. */
function connectParts({ account, stores, tabId }: OpenedStorage, notices: Notices) {
  const events = createProjectEvents()
  const tabs = openTabChannel({ identity: stores.databaseName, isShared: stores.isShared })
  const base = { account, stores, tabId, notices, tabs, events, mintId, onFault }
  const local = { ...base, ...openWorkingCopy(base) }
  const synced = { ...local, ...connectSync(local) }
  const media = openMedia({ ...local, role: synced.sync.role })
  const projects = connectProjects({ ...synced, media })
  const device = createDeviceAccount({
    ...synced,
    databaseName: stores.databaseName,
    close() {
      synced.sync.close()
      media.close()
      stores.close()
    },
  })
  events.on({ committed: requestPersistence, written: requestPersistence })
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

const toEditing = (parts: Parts): EditingParts => ({
  ...parts,
  media: parts.media.media,
  fetchMissing: parts.sync.fetchOne,
})

function openArchives(parts: Parts): Archives {
  const { account, stores, rows, sync, media } = parts
  return createArchives({
    ...parts,
    media: media.media,
    openProject: async (id) => (await import('./editing.ts')).openProject(toEditing(parts), id),
    listNames: () => listProjectNames(rows.get()),
    time: browserTime,
    download: async (projectId) => {
      if (account !== undefined && !rows.hasDocument(projectId)) await sync.fetchOne(projectId)
    },
    onBackedUp: () => recordBackup(stores.projects),
    isReadOnly: stores.isReadOnly,
  })
}

function toClient(parts: Parts): Client {
  const { account, stores, notices, sessions, sync, review, media, projects, device } = parts
  const { library, templates, startTemplate, watchProject } = projects
  const archives = openArchives(parts)
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
    archives,
    async exportUnsynced() {
      if (!(await archives.export('unsynced'))) throw new Error('The projects could not be saved as a file.')
    },
    review,
    editing: toEditing(parts),
    async download(projectId) {
      if (!library.hasDocument(projectId)) await sync.fetchOne(projectId)
    },
    templates,
    startTemplate,
    watchProject,
    signOut: device.signOut,
    removeFromDevice: device.removeFromDevice,
    reload: () => reloadPage({ ...sessions, onRefused: notices.show }),
  }
}
