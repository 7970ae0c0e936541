import type { LocalStores } from '#app/storage/open-stores.ts'
import { claimAnonymousProjects, hasAnonymousWork } from './account/claim-anonymous-projects.ts'
import type { Account } from './account/identity.ts'
import type { OpenedMedia } from './media/open-media.ts'
import { browserTime } from './platform/browser-time.ts'
import type { Notices } from './platform/notices.ts'
import { planStorageNotice, readOnlyNotice } from './platform/storage-notices.ts'
import type { ConnectedProjects } from './projects/connect-projects.ts'
import type { ProjectRows } from './projects/project-rows.ts'
import { remindOfBackup } from './projects/remind-of-backup.ts'
import type { ClientSync } from './sync/client-sync.ts'
import { resumeAfterSignIn } from './sync/resume-after-sign-in.ts'
import { showSyncNotices } from './sync/sync-notices.ts'

export type BackgroundOptions = {
  account: Account | undefined
  /** Their projects move to the anonymous database. */
  deletedUserIds: readonly string[]
  stores: LocalStores
  notices: Notices
  rows: ProjectRows
  sync: ClientSync
  media: OpenedMedia
  projects: ConnectedProjects
  onFault: (error: unknown) => void
}

const CLAIM_WAIT_MS = 4_000

/**
 * The background tasks of a client: the claim of anonymous projects, sync, the thumbnails of the list, notices about
 * the storage.
 */
export async function startBackground(options: BackgroundOptions): Promise<void> {
  const { account, stores, notices, rows, sync, media, projects } = options
  const storageNotice = stores.isReadOnly() ? readOnlyNotice : planStorageNotice(stores.kind)
  if (storageNotice !== undefined) notices.show(storageNotice)
  showSyncNotices(sync.status, notices)
  resumeAfterSignIn(sync)
  const hasClaimed = account !== undefined && (await claimWork(options).catch(options.onFault)) === true
  startSync(options)
  await media.library.load()
  projects.startBackgroundWork()
  // What has just moved into the account may be old, and waits only since now.
  if (account !== undefined && !hasClaimed) {
    const loaded = import('./projects/notify-long-wait.ts')
    await loaded.then(({ notifyLongWait }) => notifyLongWait(options)).catch(options.onFault)
  }
  if (account === undefined && stores.kind !== 'session') {
    await remindOfBackup({ store: stores.projects, notices, rows: rows.get() })
  }
  await import('./projects/notify-moved-slots.ts')
    .then(({ notifyMovedSlots }) => notifyMovedSlots({ store: stores.projects, notices, rows: rows.get() }))
    .catch(options.onFault)
  if (options.deletedUserIds.length === 0) return
  const { moveDeletedWork } = await import('./account/move-deleted-work.ts')
  await moveDeletedWork({ ...options, claim: () => claimWork(options) })
}

/** Returns whether there was anything to claim. */
async function claimWork(options: BackgroundOptions): Promise<boolean> {
  const { stores, rows, media } = options
  if (!(await hasAnonymousWork())) return false
  await waitForAccount(options)
  if (await claimAnonymousProjects(stores)) await Promise.all([rows.readAll(), media.reload()])
  return true
}

/**
 * The account's pictures are listed before anything moves into it, where the server responds soon: no picture is
 * duplicated.
 */
async function waitForAccount(options: BackgroundOptions): Promise<void> {
  const { sync, media, onFault } = options
  startSync(options)
  const known = Promise.all([sync.syncNow(), media.pullMedia()]).catch(onFault)
  await Promise.race([known, new Promise<void>((resolve) => browserTime.schedule(CLAIM_WAIT_MS, resolve))])
}

function startSync({ sync, media }: BackgroundOptions): void {
  sync.wake('load')
  media.library.startSync(media.syncConfig)
}
