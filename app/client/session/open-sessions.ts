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
      void session.flush()
      const parts = session.planRecovery()
      if (parts.length > 0) recovery.save(session.projectId, parts)
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
    add(session) {
      const { projectId, saveStatus } = session
      sessions.set(projectId, session)
      saveStatus.subscribe(() => saveStatus.get().kind === 'saved' && recovery.clear(projectId))
    },
    async flushAll() {
      await Promise.all(list().map((session) => session.flush()))
    },
    hasUnsavedWork,
  }
}
