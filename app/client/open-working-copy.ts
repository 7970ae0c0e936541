import type { LocalStores } from '#app/storage/open-stores.ts'
import { browserTime } from './platform/browser-time.ts'
import type { ProjectEvents } from './project-events.ts'
import { createProjectEdits, type ProjectEdits } from './projects/project-edits.ts'
import { createProjectRows, type ProjectRows } from './projects/project-rows.ts'
import { type CrashRecovery, createCrashRecovery } from './session/crash-recovery.ts'
import { createOpenSessions, type OpenSessions } from './session/open-sessions.ts'

export type WorkingCopyOptions = {
  stores: LocalStores
  /** The tab id in the log. */
  tabId: string
  events: ProjectEvents
  onFault: (error: unknown) => void
}

/** The projects on this device, in memory: the rows of all, the sessions of the open ones, and edits of either. */
export type WorkingCopy = {
  rows: ProjectRows
  sessions: OpenSessions
  edits: ProjectEdits
  recovery: CrashRecovery
}

export function openWorkingCopy({ stores, tabId, events, onFault }: WorkingCopyOptions): WorkingCopy {
  const store = stores.projects
  const rows = createProjectRows({ store, events, time: browserTime, onFault })
  // A frozen page got no messages about the writes of other tabs.
  addEventListener('pageshow', ({ persisted }) => persisted && void rows.readAll().catch(onFault))
  const recovery = createCrashRecovery({
    storage: localStorage,
    databaseName: stores.databaseName,
    tabId,
    listOpenTabs: async () => (await import('./session/list-open-tabs.ts')).listOpenTabs(),
  })
  const sessions = createOpenSessions({ events, recovery })
  const edits = createProjectEdits({ store, events, time: browserTime, findSession: sessions.find })
  return { rows, sessions, edits, recovery }
}
