import { applyChange } from '#app/document/apply-change.ts'
import { type Change, isViewOnly } from '#app/document/change.ts'
import { diffProjects } from '#app/document/diff-projects.ts'
import type { Project } from '#app/document/schema.ts'
import type { EditorMedia, EditorSession, SaveStatus } from '#app/editor/session.ts'
import type { ProjectRow, ProjectStore } from '#app/sync/ports.ts'
import type { Random, Time } from '#app/sync/time.ts'
import { createChangeWriter, type Rescue } from './change-writer.ts'
import { createEditHistory } from './edit-history.ts'
import { nameMedia } from './name-media.ts'

export type ProjectSessionOptions = {
  project: Project
  store: Pick<ProjectStore, 'commit' | 'load'>
  media: EditorMedia
  time: Time
  random: Random
  readOnlyReason?: string
  /** The disk has an edit; never called for a mere change of view. */
  onCommitted: (row: ProjectRow) => void
  /** Reading the project again failed; memory stays as it is. */
  onFault: (error: unknown) => void
}

/** What the app needs of a session beside what the editor sees. */
export interface ProjectSession extends EditorSession {
  /** Writes what waits; resolves when it is on disk or writing failed. Called by the route's clientAction. */
  flush(): Promise<SaveStatus>
  /**
   * The route's way to its clientAction: called when something waits to be written. Without one, or when it does not
   * lead to `flush` within 50 ms, the session flushes by itself.
   */
  setDoor(submit: (() => void) | undefined): void
  /** The disk has changed behind this session (another tab, a pull): memory follows, own unsaved edits first. */
  refresh(): Promise<void>
  hasUnsavedWork(): boolean
  planRescue(): Rescue | undefined
}

const DOOR_PATIENCE_MS = 50
const VIEW_QUIET_MS = 400

/** The open project: edits are applied in memory at once and reach the disk behind it. */
export function createProjectSession(options: ProjectSessionOptions): ProjectSession {
  const { store, time, media, readOnlyReason } = options
  const listeners = new Set<() => void>()
  const history = createEditHistory()
  let project = options.project
  let submit: (() => void) | undefined
  let cancelFlush: (() => void) | undefined
  let isStale = false
  let refreshing: Promise<void> | undefined

  const writer = createChangeWriter({
    store,
    time,
    random: options.random,
    getProject: () => project,
    onWritten(row, written) {
      if (!written.every(isViewOnly)) options.onCommitted(row)
    },
  })

  function show(next: Project): void {
    project = next
    for (const listener of [...listeners]) listener()
  }

  function perform(change: Change): boolean {
    if (readOnlyReason !== undefined) throw new Error(`The project is read-only: ${readOnlyReason}`)
    const next = applyChange(project, change)
    if (next === project) return false
    writer.enqueue(change)
    show(next)
    return true
  }

  function requestSave(): void {
    if (submit === undefined) {
      void flush()
      return
    }
    scheduleFlush(DOOR_PATIENCE_MS)
    submit()
  }

  function scheduleFlush(delayMs: number): void {
    cancelFlush?.()
    cancelFlush = time.schedule(delayMs, () => void flush())
  }

  async function flush(): Promise<SaveStatus> {
    cancelFlush?.()
    cancelFlush = undefined
    const status = await writer.flush()
    if (isStale && status.kind === 'saved') await refresh()
    return status
  }

  async function refresh(): Promise<void> {
    isStale = true
    if (writer.isBusy()) return
    refreshing ??= follow()
      .catch(options.onFault)
      .finally(() => {
        refreshing = undefined
      })
    await refreshing
  }

  async function follow(): Promise<void> {
    while (isStale && !writer.isBusy()) {
      isStale = false
      const before = project
      const loaded = await store.load(project.id)
      if (loaded.kind !== 'ok' || loaded.row.deletedAtMs !== undefined) return
      if (project !== before || writer.isBusy()) {
        // An edit was made while the disk was read: it goes to the disk first, then memory is read again.
        isStale = true
        continue
      }
      adopt(loaded.project)
    }
  }

  /** Keeps every untouched branch, so that only what changed is drawn again, and keeps where the user looks. */
  function adopt(stored: Project): void {
    const theirs = project.view === undefined ? stored : { ...stored, view: project.view }
    const change = diffProjects(project, theirs, 'Changed elsewhere')
    const next = applyChange(project, change)
    writer.noteSaved(next)
    if (next !== project) show(next)
  }

  return {
    projectId: project.id,
    ...(readOnlyReason === undefined ? {} : { readOnlyReason }),
    media: nameMedia(media, () => project),
    history: history.state,
    saveStatus: writer.status,
    getProject: () => project,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    commit(change) {
      if (!perform(change)) return
      history.record(change)
      requestSave()
    },
    setView(view) {
      const next: Project = { ...project, view: { ...project.view, ...view } }
      const change = diffProjects(project, next, 'View')
      if (change.ops.length === 0) return
      if (readOnlyReason !== undefined) return show(next)
      // An edit that waits for its door must not wait longer because of where the user looks.
      if (perform(change) && cancelFlush === undefined) scheduleFlush(VIEW_QUIET_MS)
    },
    undo() {
      const change = history.takeUndo()
      if (change !== undefined && perform(change)) requestSave()
    },
    redo() {
      const change = history.takeRedo()
      if (change !== undefined && perform(change)) requestSave()
    },
    flush,
    setDoor(next) {
      submit = next
    },
    refresh,
    hasUnsavedWork: writer.hasUnsaved,
    planRescue: writer.planRescue,
  }
}
