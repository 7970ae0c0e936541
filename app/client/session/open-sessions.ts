import type { ProjectId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { LocalStores } from '#app/storage/open-stores.ts'
import type { LoadedProject, LogPosition, ProjectRow } from '#app/sync/ports/project-store.ts'
import type { EditedTail } from '#app/sync/ports/sync-store.ts'
import type { ClientMedia } from '../media/editor-media.ts'
import { browserTime } from '../platform/browser-time.ts'
import { readOnlyNotice } from '../platform/storage-notices.ts'
import { addReloadGuard } from '../updates/reload-guard.ts'
import { createCrashRecovery } from './crash-recovery.ts'
import { type OpenPlan, planOpen, writeRecovery } from './open-project.ts'
import { createProjectSession, type ProjectSession } from './project-session.ts'

export type OpenResult = { kind: 'ok'; session: ProjectSession } | Exclude<OpenPlan, { kind: 'ok' }>

export type OpenSessionsOptions = {
  stores: LocalStores
  /** What this tab is called in the log. */
  tabId: string
  mintId: () => string
  media: ClientMedia
  /** Brings a project that is not on this device, when there is a server to ask. */
  fetchMissing: (projectId: ProjectId) => Promise<void>
  onCommitted: (row: ProjectRow, tail: EditedTail | undefined) => void
  onFault: (error: unknown) => void
}

/** The open projects of this tab. A session lives as long as the tab, so that undo survives a look at the list. */
export interface OpenSessions {
  open(projectId: ProjectId): Promise<OpenResult>
  find(projectId: ProjectId): ProjectSession | undefined
  list(): readonly ProjectSession[]
  flushAll(): Promise<void>
  hasUnsavedWork(): boolean
}

type Opened = { project: Project; at: LogPosition; readOnlyReason: string | undefined }

export function createOpenSessions(options: OpenSessionsOptions): OpenSessions {
  const { stores, tabId, mintId, media, fetchMissing, onCommitted, onFault } = options
  const store = stores.projects
  const recovery = createCrashRecovery(localStorage, stores.databaseName)
  const sessions = new Map<ProjectId, ProjectSession>()

  async function load(projectId: ProjectId): Promise<LoadedProject> {
    const loaded = await store.load(projectId)
    if (loaded.kind === 'missing') {
      await fetchMissing(projectId)
      return store.load(projectId)
    }
    const isRecovered =
      !stores.isReadOnly() && (await writeRecovery(loaded, { store, recovery, time: browserTime, projectId }))
    return isRecovered ? store.load(projectId) : loaded
  }

  async function start({ project, at, readOnlyReason }: Opened): Promise<ProjectSession> {
    const rows = await store.listHistory(project.id)
    // Two asked at once: there is one session of a project in a tab.
    const known = sessions.get(project.id)
    if (known !== undefined) return known
    const session = createProjectSession({
      project,
      at,
      rows,
      tabId,
      mintId,
      store,
      media,
      time: browserTime,
      random: Math.random,
      onCommitted,
      onFault,
      ...(readOnlyReason === undefined ? {} : { readOnlyReason }),
    })
    sessions.set(project.id, session)
    return session
  }

  /** The page may not come back: what is not on disk is noted where writing takes no time, and written as well. */
  async function savePage(): Promise<void> {
    for (const session of sessions.values()) {
      const writing = session.flush()
      const entry = session.planRecovery()
      if (entry === undefined) continue
      recovery.save(session.projectId, entry, session.getProject())
      void writing.then((saved) => saved.kind === 'saved' && recovery.clear(session.projectId))
    }
  }

  const flushAll = async () => {
    await Promise.all([...sessions.values()].map((session) => session.flush()))
  }
  const hasUnsavedWork = () => [...sessions.values()].some((session) => session.hasUnsavedWork())

  addEventListener('pagehide', () => void savePage())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void savePage()
  })
  addReloadGuard(hasUnsavedWork)

  return {
    find: (projectId) => sessions.get(projectId),
    list: () => [...sessions.values()],
    flushAll,
    hasUnsavedWork,
    async open(projectId) {
      const known = sessions.get(projectId)
      if (known !== undefined) await known.refresh()
      const plan = planOpen(await load(projectId))
      if (plan.kind !== 'ok') return plan
      const readOnlyReason = plan.readOnlyReason ?? (stores.isReadOnly() ? readOnlyNotice.text : undefined)
      const opened = { project: plan.project, at: plan.at, readOnlyReason }
      return { kind: 'ok', session: sessions.get(projectId) ?? (await start(opened)) }
    },
  }
}
