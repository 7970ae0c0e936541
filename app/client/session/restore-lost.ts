import type { ProjectId } from '#app/document/model/ids.ts'
import { listProjectMedia } from '#app/document/model/project-media.ts'
import { type Account, getIdentityPlaces, keepIdentity, readIdentity } from '../account/identity.ts'
import type { ClientMedia } from '../media/editor-media.ts'
import { browserTime } from '../platform/browser-time.ts'
import type { Notices } from '../platform/notices.ts'
import { lostNotice } from '../platform/storage-notices.ts'
import type { OpenSessions } from './open-sessions.ts'

export type RestoreOptions = {
  account: Account | undefined
  sessions: Pick<OpenSessions, 'list'>
  media: Pick<ClientMedia, 'saveAgain'>
  notices: Notices
  /** False for a project that was deleted here: it is not restored. */
  isListed: (projectId: ProjectId) => boolean
  onRestored: (projectId: ProjectId) => void
  leave: () => Promise<void>
  onFault: (error: unknown) => void
}

/** The browser clears a site's stores one after the other: stores written too early are written again. */
const RESTORE_DELAYS_MS = [0, 1_000, 5_000]

/**
 * Handles the loss of the stored data while the app runs: the page stays, and every open project is written again, with
 * its pictures and the identity [F21]. A database that is gone because its account was removed from this device in
 * another tab is not written again.
 */
export function createRestore(options: RestoreOptions): () => void {
  const { account, sessions, media, notices, isListed, onRestored, leave, onFault } = options
  const places = getIdentityPlaces()
  let isRunning = false

  async function restore(projectIds: ReadonlySet<ProjectId>): Promise<void> {
    const known = await readIdentity(places)
    if (known !== undefined && known.account?.userId !== account?.userId) return leave()
    if (account !== undefined) await keepIdentity(account, places)
    for (const session of sessions.list()) {
      if (!projectIds.has(session.projectId)) continue
      await session.saveAgain()
      await media.saveAgain(listProjectMedia(session.getDocument()))
      onRestored(session.projectId)
    }
  }

  return () => {
    if (isRunning) return
    isRunning = true
    notices.show(lostNotice)
    const open = sessions.list().map(({ projectId }) => projectId)
    const projectIds = new Set(open.filter(isListed))
    for (const delayMs of RESTORE_DELAYS_MS) {
      browserTime.schedule(delayMs, () => {
        if (delayMs === RESTORE_DELAYS_MS.at(-1)) isRunning = false
        void restore(projectIds).catch(onFault)
      })
    }
  }
}
