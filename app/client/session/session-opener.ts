import { type ProjectId, projectIdSchema } from '#app/document/model/ids.ts'
import type { LocalStores } from '#app/storage/open-stores.ts'
import type { LoadedProject } from '#app/sync/ports/project-store.ts'
import type { ClientMedia } from '../media/editor-media.ts'
import { browserTime } from '../platform/browser-time.ts'
import { readOnlyNotice } from '../platform/storage-notices.ts'
import type { ProjectEvents } from '../project-events.ts'
import type { CrashRecovery } from './crash-recovery.ts'
import { followNamedMedia } from './follow-named-media.ts'
import { type OpenPlan, planOpen, writeRecovery } from './open-project.ts'
import type { OpenSessions } from './open-sessions.ts'
import { createProjectSession, type ProjectSession } from './project-session.ts'

export type OpenResult = { kind: 'ok'; session: ProjectSession } | Exclude<OpenPlan, { kind: 'ok' }>

export type SessionOpenerOptions = {
  stores: LocalStores
  sessions: OpenSessions
  recovery: CrashRecovery
  events: Pick<ProjectEvents, 'emit'>
  /** The tab id in the log. */
  tabId: string
  mintId: () => string
  media: ClientMedia
  /** Downloads a project that is not on this device, when there is a server. */
  fetchMissing: (projectId: ProjectId) => Promise<void>
  onFault: (error: unknown) => void
}

/** Opens a project by any text from an address; a text that names none is `missing`. */
export function createSessionOpener(options: SessionOpenerOptions): (id: string) => Promise<OpenResult> {
  const { stores, sessions } = options
  return async (id) => {
    const parsed = projectIdSchema.safeParse(id.toLowerCase())
    if (!parsed.success) return { kind: 'missing' }
    const projectId = parsed.data
    const known = sessions.find(projectId)
    if (known !== undefined) await known.refresh()
    const plan = planOpen(await load(projectId, options))
    if (plan.kind !== 'ok') return plan
    const readOnlyReason = plan.readOnlyReason ?? (stores.isReadOnly() ? readOnlyNotice.text : undefined)
    const session = sessions.find(projectId) ?? (await start({ ...plan, readOnlyReason }, options))
    return { kind: 'ok', session }
  }
}

/** With the edits recovered from the last page, and from the account where this device does not have it. */
async function load(
  projectId: ProjectId,
  { stores, recovery, fetchMissing }: SessionOpenerOptions,
): Promise<LoadedProject> {
  const store = stores.projects
  const loaded = await store.load(projectId)
  if (loaded.kind === 'missing') {
    await fetchMissing(projectId)
    return store.load(projectId)
  }
  if (stores.isReadOnly()) return loaded
  const isRecovered = await writeRecovery(loaded, { store, recovery, time: browserTime, projectId })
  return isRecovered ? store.load(projectId) : loaded
}

type Opened = Omit<Extract<OpenPlan, { kind: 'ok' }>, 'kind' | 'readOnlyReason'> & {
  readOnlyReason: string | undefined
}

async function start(
  { project, at, readOnlyReason }: Opened,
  { stores, sessions, events, tabId, mintId, media, onFault }: SessionOpenerOptions,
): Promise<ProjectSession> {
  const store = stores.projects
  const rows = await store.listHistory(project.id)
  // Two concurrent calls: there is one session of a project in a tab.
  const known = sessions.find(project.id)
  if (known !== undefined) return known
  const session = createProjectSession({
    project,
    at,
    rows,
    tabId,
    mintId,
    store,
    media,
    openExports: async () => {
      const { createExportMemory } = await import('./export-memory.ts')
      return createExportMemory({ projectId: project.id, databaseName: stores.databaseName, store })
    },
    time: browserTime,
    random: Math.random,
    onCommitted: (row, tail) => events.emit({ kind: 'committed', projectId: row.id, row, tail }),
    onFault,
    ...(readOnlyReason === undefined ? {} : { readOnlyReason }),
  })
  sessions.add(session)
  followNamedMedia(session, (mediaIds) => void media.nameAgain(mediaIds).catch(onFault))
  return session
}
