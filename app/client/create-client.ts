import { canReadCanvas } from '#app/canvas/check-canvas-reads.ts'
import { copyName } from '#app/document/edits/copy-name.ts'
import { type ProjectId, projectIdSchema } from '#app/document/model/ids.ts'
import type { EditorTimeline } from '#app/editor/ports/history.ts'
import type { SaveStatus } from '#app/editor/ports/session.ts'
import { saveFile } from '#app/export/save-file.ts'
import type { MediaLibrary } from '#app/media-library/media-library.ts'
import type { Observable } from '#app/observable/observable.ts'
import { deleteIdentity } from '#app/storage/delete-identity.ts'
import { hasAccountWork } from '#app/storage/has-account-work.ts'
import { type LocalStores, openLocalStores } from '#app/storage/open-stores.ts'
import type { EngineState } from '#app/sync/engine/engine-state.ts'
import type { MediaSyncConfig } from '#app/sync/media/media-sync-config.ts'
import type { StorageKind } from '#app/sync/ports/project-store.ts'
import type { EditedTail } from '#app/sync/ports/sync-store.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import { getIdentityPlaces } from './account/browser-identity.ts'
import { claimAnonymousProjects, hasAnonymousWork } from './account/claim-anonymous-projects.ts'
import { type Account, forgetIdentity, type IdentityRecord, readIdentity } from './account/identity.ts'
import { type SignOutResult, signOutOfServer } from './account/sign-out.ts'
import type { ClientMedia } from './media/editor-media.ts'
import { type OpenedMedia, openMedia } from './media/open-media.ts'
import { nameMedia } from './media/with-project-names.ts'
import { browserTime } from './platform/browser-time.ts'
import { createFetchTransport } from './platform/fetch-transport.ts'
import { hashText } from './platform/hash-text.ts'
import { askToPersist, whenIdle } from './platform/idle.ts'
import type { Notices } from './platform/notices.ts'
import {
  accountWorkNotice,
  blockedNotice,
  lostNotice,
  outdatedNotice,
  planLongWaitNotice,
  planStorageNotice,
  readOnlyNotice,
} from './platform/storage-notices.ts'
import { openTabChannel, type TabChannel } from './platform/tab-channel.ts'
import { throttle } from './platform/throttle.ts'
import { hasWebLocks, holdLock } from './platform/web-locks.ts'
import { createProjectEvents } from './project-events.ts'
import { saveRefused } from './projects/download-rejected.ts'
import { exportUnsynced } from './projects/download-unsynced.ts'
import { findLoadError } from './projects/find-load-error.ts'
import { clearPendingActions, createPendingActions, type PendingActions } from './projects/pending-actions.ts'
import { createProjectLibrary, type ProjectLibrary } from './projects/project-library.ts'
import { watchProject } from './projects/project-status.ts'
import { createThumbnailJobs } from './projects/thumbnail-queue.ts'
import { clearCrashRecovery } from './session/crash-recovery.ts'
import { createOpenSessions, type OpenResult, type OpenSessions } from './session/open-sessions.ts'
import { createProjectTimeline } from './session/project-history.ts'
import { createRestore } from './session/restore-lost.ts'
import { acquireTabId } from './session/tab-id.ts'
import { createAccountVersions } from './sync/account-versions.ts'
import { type ConflictReview, createConflictReview } from './sync/conflict-review.ts'
import { type ClientSync, openSync } from './sync/open-sync.ts'
import { showSyncNotices } from './sync/sync-notices.ts'
import { reloadPage } from './updates/reload-page.ts'

/** Everything the pages need of this browser, for one identity. */
export interface Client {
  readonly account: Account | undefined
  readonly library: ProjectLibrary
  readonly media: ClientMedia
  readonly mediaLibrary: MediaLibrary
  readonly mediaSyncConfig: MediaSyncConfig
  /** The account's media have reached this number, as an answer of sync says. */
  recordMediaSeq(seq: number): void
  readonly notices: Notices
  readonly pendingActions: PendingActions
  readonly storageKind: StorageKind
  /** Overall. */
  readonly syncStatus: Observable<SyncStatus>
  /** What waits, what was refused, what needs a look; `undefined`: nobody is signed in. */
  readonly syncState: Observable<EngineState | undefined>
  syncNow(): Promise<void>
  /** Any text from an address; what names no project is `missing`. */
  openProject(id: string): Promise<OpenResult>
  /** Writes what the open session of a project holds; `undefined` when none is open. */
  flush(projectId: ProjectId): Promise<SaveStatus | undefined>
  /** A project the server lists and this device does not have yet is fetched; without a network nothing happens. */
  download(projectId: ProjectId): Promise<void>
  /** Conflicts and refused pushes that wait for somebody. */
  readonly review: ConflictReview
  /** A refused push and its project as a file. */
  exportRefused(id: string): Promise<void>
  openTimeline(projectId: ProjectId): EditorTimeline
  /** The open project's chip: saving on this device first, then its way to the account. */
  watchProject(projectId: ProjectId): Observable<SyncStatus>
  /** Changes on this device that the account does not have yet, for the sign-out dialog. */
  countUnsynced(): number
  listUnsyncedNames(): readonly string[]
  findLastSyncedAtMs(): number | undefined
  /** The newest version of the app, with this tab's work on disk first [F32]. */
  reload(): Promise<void>
  /** Hands them to the browser's downloads as files, also without a network [F37]. */
  exportUnsynced(): Promise<void>
  signOut(): Promise<SignOutResult>
  /** Forgets this account on this device: database, files, identity. */
  removeFromDevice(): Promise<void>
}

const LIST_GAP_MS = 400
const CLAIM_WAIT_MS = 4_000

export async function openClient(identity: IdentityRecord | undefined, notices: Notices): Promise<Client> {
  const account = identity?.account
  let onLost = () => notices.show(lostNotice)
  const mintId = () => crypto.randomUUID()
  const hold = hasWebLocks() ? holdLock : undefined
  const seat = acquireTabId({ session: sessionStorage, local: localStorage, mintId, hold })
  const stores = await openLocalStores({
    ...(account === undefined ? {} : { userId: account.userId }),
    hash: hashText,
    onBlocked: () => notices.show(blockedNotice),
    onOutdated: () => notices.show(outdatedNotice),
    onLost: () => onLost(),
  })
  notices.dismiss(blockedNotice.id)
  if (account === undefined && identity?.left !== 'signed-out') tellOfAccountWork(notices)
  return createClient({
    account,
    stores,
    notices,
    ...(await seat),
    onLost: (restore) => {
      onLost = restore
    },
  })
}

/** Nobody is known here and nobody signed out: an account's work must not look lost. */
function tellOfAccountWork(notices: Notices): void {
  hasAccountWork().then(
    (isThere) => isThere && notices.show(accountWorkNotice),
    (error: unknown) => console.warn('Whether an account has work on this device could not be read.', error),
  )
}

type Parts = {
  account: Account | undefined
  stores: LocalStores
  notices: Notices
  tabId: string
  onLost: (restore: () => void) => void
}

async function createClient({ account, stores, notices, tabId, onLost }: Parts): Promise<Client> {
  const onFault = (error: unknown) =>
    console.warn('AppFrames goes on after a fault in the background.', error)
  const store = stores.projects
  const events = createProjectEvents()
  const mintId = () => crypto.randomUUID()
  const opened: OpenedMedia = openMedia({
    account,
    stores,
    notices,
    onFault,
    listOpen: () => openSessions.list().map((session) => session.getProject()),
    editProject: (projectId, plan) => library.edit(projectId, plan),
    onCardPictures: (projectId) => pictures.request(projectId),
  })
  const { media } = opened
  const pictures = createThumbnailJobs({
    store,
    time: browserTime,
    whenIdle,
    onFault,
    draw: async (project) => {
      // No card's picture is better than noise.
      if (!(await canReadCanvas())) return undefined
      const { createThumbnail } = await import('#app/render/draw-thumbnail.ts')
      const card = opened.cards.watch(project.id)
      const picture = await createThumbnail({ project, media: nameMedia(card.media, () => project) })
      return picture && { picture, isWhole: card.isWhole() }
    },
    onDrawn: (projectId) => void library.refreshThumbnail(projectId).catch(onFault),
  })

  const channel: TabChannel = openTabChannel({
    identity: stores.databaseName,
    onProjectChanged(projectId, tail) {
      events.emit({ kind: 'written-elsewhere', projectId, tail })
      // The other tab's edit is on the disk; this one may be the tab that syncs.
      sync.wake('commit')
    },
    onOtherIdentity: () => void leave(),
  })
  const sync: ClientSync = openSync({
    account,
    stores,
    onFault,
    onEdited: (projectIds, tails) => {
      for (const projectId of projectIds) {
        recordRemote(
          projectId,
          tails.find((tail) => tail.projectId === projectId),
        )
      }
    },
    onRowsChange: () => refreshList(),
    onConflicts: () => void review.refresh().catch(onFault),
    onMediaSeq: opened.recordMediaSeq,
  })
  const review: ConflictReview = createConflictReview({
    store: account === undefined ? undefined : stores.sync,
    nowMs: browserTime.nowMs,
    mintProjectId: () => projectIdSchema.parse(mintId()),
    planCopyName(projectId) {
      const names = library.get().map(({ row }) => row.name)
      return copyName(library.findRow(projectId)?.name ?? 'Project', names)
    },
    onRecordsChanged: () => sync.recordsChanged(),
    onDecided(projectIds) {
      for (const projectId of projectIds) {
        events.emit({ kind: 'written', projectId })
        void openSessions.find(projectId)?.refresh()
      }
    },
    onRetry: () => void sync.syncNow(),
  })
  const openSessions: OpenSessions = createOpenSessions({
    stores,
    tabId,
    mintId,
    media,
    onFault,
    fetchMissing: (projectId) => sync.fetchOne(projectId),
    onCommitted: (row, tail) => events.emit({ kind: 'written', projectId: row.id, row, tail }),
  })
  const library: ProjectLibrary = createProjectLibrary({
    store,
    media,
    events,
    syncStatus: sync.status,
    review,
    time: browserTime,
    mintId,
    findSession: openSessions.find,
    onFault,
  })

  events.on({
    written({ projectId, tail }) {
      channel.broadcastProjectChanged(projectId, tail)
      sync.wake('commit')
      pictures.request(projectId)
      opened.library.recordProject(projectId)
      askToPersist()
    },
    'written-elsewhere'({ projectId, tail }) {
      void openSessions.find(projectId)?.refresh(tail)
      void review.refresh().catch(onFault)
    },
  })

  // Of hundreds of projects a page arrives every moment: the list is read and drawn anew a few times a second.
  const refreshList = throttle(() => void library.readAll().then(drawMissing).catch(onFault), {
    gapMs: LIST_GAP_MS,
    time: browserTime,
  })

  const drawMissing = () => pictures.catchUp(library.get().map(({ row }) => row))

  /** A damaged project must be told by its card, not found out on the day it is needed. */
  async function check(projectId: ProjectId): Promise<void> {
    library.recordLoadError(projectId, findLoadError(await store.load(projectId)))
  }

  function checkNext([projectId, ...rest]: readonly ProjectId[]): void {
    if (projectId === undefined) return
    whenIdle(
      () =>
        void check(projectId)
          .catch(onFault)
          .finally(() => checkNext(rest)),
    )
  }

  /** A pull changed it: an open editor follows, its card is checked and drawn again. */
  function recordRemote(projectId: ProjectId, tail: EditedTail | undefined): void {
    void openSessions.find(projectId)?.refresh(tail)
    void check(projectId).catch(onFault)
    pictures.request(projectId)
    opened.library.recordProject(projectId)
  }

  /** Somebody else is signed in now: nothing of this identity may stay on the screen [F33]. */
  async function leave(): Promise<void> {
    await openSessions.flushAll()
    location.replace('/')
  }

  /** A tab that slept through the message reads who is signed in when it is looked at. */
  async function leaveIfOther(): Promise<void> {
    const known = await readIdentity(getIdentityPlaces())
    // Nothing at all is known after the browser's data was cleared: that is nobody's signing out [F21].
    if (known !== undefined && known.account?.userId !== account?.userId) await leave()
  }
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') leaveIfOther().catch(onFault)
  })
  // "Back" may bring a whole page back as it was left, under somebody else by now.
  addEventListener('pageshow', (event) => {
    if (event.persisted) leaveIfOther().catch(onFault)
  })

  onLost(
    createRestore({
      account,
      openSessions,
      media,
      notices,
      leave,
      isListed: (projectId) => library.findRow(projectId) !== undefined,
      onRestored: (projectId) => {
        events.emit({ kind: 'written', projectId })
        void opened.reload().catch(onFault)
        void library.readAll().catch(onFault)
      },
      onFault,
    }),
  )

  const storageNotice = stores.isReadOnly() ? readOnlyNotice : planStorageNotice(stores.kind)
  if (storageNotice !== undefined) notices.show(storageNotice)
  showSyncNotices(sync.status, notices)
  // Records are made by the tab that syncs; every tab hears how many there are.
  let recordCounts = ''
  sync.state.subscribe(() => {
    const { conflictCount, quarantinedIds, heldIds } = sync.state.get() ?? {}
    const counts = JSON.stringify([conflictCount, quarantinedIds, heldIds])
    if (counts === recordCounts) return
    recordCounts = counts
    void review.refresh().catch(onFault)
  })
  await Promise.all([library.readAll(), review.refresh(), media.loadNames()])
  startInBackground().catch(onFault)

  /** What the account has is known before anything moves into it, where the server answers soon: no picture is there twice. */
  async function waitForAccount(): Promise<void> {
    sync.wake('load')
    opened.library.startSync(opened.syncConfig)
    const known = Promise.all([sync.syncNow(), opened.pullMedia()]).catch(onFault)
    await Promise.race([known, new Promise<void>((resolve) => browserTime.schedule(CLAIM_WAIT_MS, resolve))])
  }

  async function startInBackground(): Promise<void> {
    channel.broadcastIdentityChanged()
    if (account !== undefined && (await hasAnonymousWork())) {
      await waitForAccount()
      if (await claimAnonymousProjects(stores)) await Promise.all([library.readAll(), opened.reload()])
    }
    sync.wake('load')
    opened.library.startSync(opened.syncConfig)
    await opened.library.load()
    await drawMissing()
    checkNext(library.get().map(({ row }) => row.id))
    const longWait = planLongWaitNotice(await store.listOutbox(), browserTime.nowMs())
    if (account !== undefined && longWait !== undefined) notices.show(longWait)
  }

  return {
    account,
    library,
    media,
    mediaLibrary: opened.library,
    mediaSyncConfig: opened.syncConfig,
    recordMediaSeq: opened.recordMediaSeq,
    notices,
    pendingActions: createPendingActions(localStorage, stores.databaseName, browserTime.nowMs),
    storageKind: stores.kind,
    syncStatus: sync.status,
    syncState: sync.state,
    syncNow: () => sync.syncNow(),
    async openProject(id) {
      const projectId = projectIdSchema.safeParse(id.toLowerCase())
      return projectId.success ? openSessions.open(projectId.data) : { kind: 'missing' }
    },
    flush: async (projectId) => openSessions.find(projectId)?.flush(),
    async download(projectId) {
      if (!library.has(projectId)) await sync.fetchOne(projectId)
    },
    watchProject: (projectId) =>
      watchProject({ projectId, openSessions, library, review, overall: sync.status }),
    review,
    async exportRefused(id) {
      const entry = review.quarantine.get().find((refused) => refused.id === id)
      if (entry !== undefined) await saveRefused(entry, store)
    },
    openTimeline: (projectId) =>
      createProjectTimeline({
        projectId,
        store,
        versions: createAccountVersions({
          projectId,
          transport: account && createFetchTransport(account.userId),
          time: browserTime,
          syncNow: () => sync.syncNow(),
        }),
      }),
    countUnsynced() {
      const status = sync.status.get()
      return 'pendingCount' in status ? status.pendingCount : 0
    },
    listUnsyncedNames: () =>
      library.get().flatMap(({ row }) => (row.pending && account !== undefined ? [row.name] : [])),
    findLastSyncedAtMs: () => sync.findLastSyncedAtMs(),
    reload: () =>
      reloadPage({
        flushAll: openSessions.flushAll,
        hasUnsavedWork: openSessions.hasUnsavedWork,
        onRefused: (notice) => notices.show(notice),
      }),
    async exportUnsynced() {
      await openSessions.flushAll()
      saveFile(await exportUnsynced(stores), 'AppFrames-not-synced.zip')
    },
    async signOut() {
      await openSessions.flushAll()
      const result = await signOutOfServer()
      if (result.kind !== 'signed-out') return result
      await forgetIdentity(getIdentityPlaces())
      channel.broadcastSignedOut()
      return result
    },
    async removeFromDevice() {
      await openSessions.flushAll()
      sync.close()
      opened.close()
      stores.close()
      // First: other tabs take a database that vanishes under somebody signed in for cleared data [F21].
      await forgetIdentity(getIdentityPlaces())
      await deleteIdentity(stores.databaseName)
      clearCrashRecovery(localStorage, stores.databaseName)
      clearPendingActions(localStorage, stores.databaseName)
      channel.broadcastSignedOut()
    },
  }
}
