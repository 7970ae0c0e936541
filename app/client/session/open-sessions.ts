import type { ProjectId } from '#app/document/model/ids.ts'
import type { ProjectEvents } from '../project-events.ts'
import { addReloadGuard } from '../updates/reload-guard.ts'
import type { CrashRecovery } from './crash-recovery.ts'
import type { ProjectSession } from './project-session.ts'

/** The open projects of this tab. A session lives as long as the tab, so that undo survives a visit to the list. */
export interface OpenSessions {
  find(projectId: ProjectId): ProjectSession | undefined
  list(): readonly ProjectSession[]
  /** Keeps the session; there is one of a project in a tab. */
  add(session: ProjectSession): void
  flushAll(): Promise<void>
  hasUnsavedWork(): boolean
}

export type OpenSessionsOptions = { events: Pick<ProjectEvents, 'on'>; recovery: CrashRecovery }

export function createOpenSessions({ events, recovery }: OpenSessionsOptions): OpenSessions {
  const sessions = new Map<ProjectId, ProjectSession>()
  const list = () => [...sessions.values()]
  const hasUnsavedWork = () => list().some((session) => session.hasUnsavedWork())

  events.on({
    written: ({ projectId }) => void sessions.get(projectId)?.refresh(),
    'written-elsewhere': ({ projectId, tail }) => void sessions.get(projectId)?.refresh(tail),
    pulled: ({ projectId, tail }) => void sessions.get(projectId)?.refresh(tail),
  })

  /** The page may not come back: unsaved edits go to localStorage as well. */
  function saveAll(): void {
    for (const session of sessions.values()) {
      const writing = session.flush()
      const entry = session.planRecovery()
      if (entry === undefined) continue
      recovery.save(session.projectId, entry, session.getDocument())
      void writing.then((saved) => saved.kind === 'saved' && recovery.clear(session.projectId))
    }
  }
  addEventListener('pagehide', saveAll)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') saveAll()
  })
  addReloadGuard(hasUnsavedWork)

  return {
    find: (projectId) => sessions.get(projectId),
    list,
    add: (session) => void sessions.set(session.projectId, session),
    async flushAll() {
      await Promise.all(list().map((session) => session.flush()))
    },
    hasUnsavedWork,
  }
}
