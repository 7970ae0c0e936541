import { applyChange, applyChanges } from '#app/document/changes/apply-change.ts'
import { type Change, isViewOnly } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { EditorMedia, EditorSession, SaveStatus } from '#app/editor/ports/session.ts'
import type {
  ChangeMark,
  LogPosition,
  LogTail,
  ProjectRow,
  ProjectStore,
} from '#app/sync/ports/project-store.ts'
import type { EditedTail, LogRow } from '#app/sync/ports/sync-store.ts'
import type { Random, Time } from '#app/sync/time.ts'
import { nameMedia } from '../media/with-project-names.ts'
import { createChangeWriter, type OwnChange, type RecoveryEntry } from './save-queue.ts'
import { createEditHistory } from './undo-history.ts'

export type ProjectSessionOptions = {
  project: Project
  /** Where in its log the project was when it was read. */
  at: LogPosition
  /** What the log has of it: undo goes on from there. */
  rows?: readonly LogRow[]
  /** What this tab is called in the log. */
  tabId?: string
  store: Pick<ProjectStore, 'commit' | 'load' | 'readLog'>
  media: EditorMedia
  time: Time
  random: Random
  mintId: () => string
  readOnlyReason?: string
  /** The disk has an edit; never called for a mere change of view. */
  onCommitted: (row: ProjectRow, tail: EditedTail | undefined) => void
  /** Reading the project again failed; memory stays as it is. */
  onFault: (error: unknown) => void
}

/** What the app needs of a session beside what the editor sees. */
export interface ProjectSession extends EditorSession {
  /** Writes what waits; resolves when it is on disk or writing failed. Called by the route's clientAction. */
  flush(): Promise<SaveStatus>
  /** The route's way to its clientAction, which waits for what is being written. Writing itself does not wait for it. */
  setDoor(submit: (() => void) | undefined): void
  /**
   * The disk has changed behind this session (another tab, a pull): memory follows, with the own edits on top. A `tail` that
   * continues what this session knows says it all; else the log is read.
   */
  refresh(tail?: EditedTail): Promise<void>
  /** The stored data may be gone: what is open is written whole where the disk does not have it [F21]. */
  saveAgain(): Promise<void>
  hasUnsavedWork(): boolean
  planRecovery(): RecoveryEntry | undefined
}

const VIEW_QUIET_MS = 400
/** Own changes on disk that were not read back yet: beyond this many they are, so that the list stays short. */
const MAX_LANDED = 20

/**
 * The open project: what is on disk, as far as this tab has read its log, with the tab's own later changes on top. Edits are
 * applied in memory at once and reach the disk behind it; what other tabs and pulls write is followed row by row.
 */
export function createProjectSession(options: ProjectSessionOptions): ProjectSession {
  const { store, time, media, mintId, readOnlyReason } = options
  const listeners = new Set<() => void>()
  const history = createEditHistory(options.rows, options.tabId)
  let project = options.project
  let disk = { project, at: options.at }
  /** Own changes that were written and not yet read back from the log. */
  let landed: readonly OwnChange[] = []
  let submit: (() => void) | undefined
  let cancelFlush: (() => void) | undefined
  let isStale = false
  let following: Promise<void> | undefined

  const writer = createChangeWriter({
    store,
    time,
    random: options.random,
    tabId: options.tabId,
    mintId,
    getProject: () => project,
    getSaved: () => landed.at(-1)?.after ?? disk.project,
    onRetry: () => refresh(),
    onWritten(row, written, tail) {
      const edits = written.filter(({ change }) => !isViewOnly(change))
      landed = [...landed, ...edits]
      if (tail !== undefined) followTail(tail)
      if (landed.length > MAX_LANDED) void refresh()
      if (edits.length > 0) options.onCommitted(row, tail)
    },
  })

  function show(next: Project): void {
    project = next
    notify()
  }

  function notify(): void {
    for (const listener of [...listeners]) listener()
  }

  function perform(change: Change, mark: ChangeMark): boolean {
    if (readOnlyReason !== undefined) throw new Error(`The project is read-only: ${readOnlyReason}`)
    const next = applyChange(project, change)
    if (next === project) return false
    writer.enqueue({ change, mark, after: next })
    project = next
    // Under way before anything is drawn: neither the disk nor another window waits for this one's frame.
    if (!isViewOnly(change)) void flush()
    notify()
    return true
  }

  function scheduleFlush(delayMs: number): void {
    cancelFlush?.()
    cancelFlush = time.schedule(delayMs, () => void flush())
  }

  async function flush(): Promise<SaveStatus> {
    cancelFlush?.()
    cancelFlush = undefined
    return await writer.flush()
  }

  /** The disk was read up to the row before these. `false`: there may be others between. */
  function followTail({ bodyId, fromSeq, rows }: EditedTail): boolean {
    const isNext = disk.at.bodyId === bodyId && disk.at.seq === fromSeq && following === undefined
    if (isNext) followRows({ kind: 'rows', rows, at: { bodyId, seq: rows.at(-1)?.seq ?? fromSeq } })
    return isNext
  }

  async function refresh(tail?: EditedTail): Promise<void> {
    if (tail !== undefined && followTail(tail)) return
    isStale = true
    following ??= follow()
    await following
  }

  async function follow(): Promise<void> {
    try {
      while (isStale) {
        isStale = false
        const tail = await store.readLog(project.id, disk.at)
        if (tail.kind === 'reload') await reload()
        else followRows(tail)
      }
    } catch (error) {
      options.onFault(error)
    } finally {
      // In the same breath as the last look: a wish that comes after it starts anew.
      following = undefined
    }
  }

  function followRows({ rows, at }: LogTail & { kind: 'rows' }): void {
    const own = [...landed, ...writer.list()].filter(({ change }) => !isViewOnly(change))
    const last = own[rows.length - 1]
    const isOwn = rows.every(({ commitId }, index) => commitId === own[index]?.mark.id)
    const ids = new Set(rows.map(({ commitId }) => commitId))
    const ownIds = new Set(own.map(({ mark }) => mark.id))
    landed = landed.filter(({ mark }) => !ids.has(mark.id))
    writer.forget(ids)
    if (isOwn) {
      // Memory was right all along.
      if (last !== undefined) disk = { project: last.after, at }
      return
    }
    for (const { commitId, change } of rows) if (!ownIds.has(commitId)) history.follow(change)
    const read = applyChanges(
      disk.project,
      rows.map(({ change }) => change),
    )
    rebuild(read, at)
  }

  /** The log does not reach back to what this session knows: everything is read again. */
  async function reload(): Promise<void> {
    for (;;) {
      // Only when no write is in doubt is it known which of the own changes the disk has.
      if (writer.isWriting()) await writer.flush()
      const before = landed
      const loaded = await store.load(project.id)
      if (loaded.kind !== 'ok' || loaded.row.deletedAtMs !== undefined) return
      if (writer.isWriting() || landed !== before) continue
      landed = []
      rebuild(loaded.project, loaded.at)
      return
    }
  }

  /**
   * The disk's version with the own changes that it lacks. Every untouched branch stays the same object, so that only what changed
   * is drawn again, and this tab goes on looking where it looked.
   */
  function rebuild(read: Project, at: LogPosition): void {
    const left = [...landed, ...writer.list()].filter(({ change }) => !isViewOnly(change))
    let next = read
    for (const own of left) {
      next = applyChange(next, own.change)
      own.after = next
    }
    const { view: _look, ...content } = next
    const target: Project = { ...content, ...(project.view === undefined ? {} : { view: project.view }) }
    const shown = applyChange(project, diffProjects(project, target, 'Changed elsewhere'))
    const last = left.at(-1)
    if (last !== undefined) last.after = shown
    disk = { project: last === undefined ? shown : read, at }
    if (shown !== project) show(shown)
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
      const id = mintId()
      if (!perform(change, { id, kind: 'edit' })) return
      history.record({ id, change })
      submit?.()
    },
    setView(view) {
      const next: Project = { ...project, view: { ...project.view, ...view } }
      const change = diffProjects(project, next, 'View')
      if (change.ops.length === 0) return
      if (readOnlyReason !== undefined) return show(next)
      // An edit that waits for its door must not wait longer because of where the user looks.
      const isNew = perform(change, { id: mintId(), kind: 'edit' })
      if (isNew && cancelFlush === undefined) scheduleFlush(VIEW_QUIET_MS)
    },
    undo() {
      const id = mintId()
      const step = history.undo(project, id)
      if (step !== undefined && perform(step.change, { id, kind: 'undo', of: step.of })) submit?.()
    },
    redo() {
      const id = mintId()
      const step = history.redo(project, id)
      if (step !== undefined && perform(step.change, { id, kind: 'redo', of: step.of })) submit?.()
    },
    flush,
    setDoor(next) {
      submit = next
    },
    refresh,
    async saveAgain() {
      if (readOnlyReason !== undefined) return
      await flush()
      // A look is written only to a project that is there; one that is not is written whole.
      const look: Change = { label: 'View', ops: [] }
      await store.commit({ projectId: project.id, changes: [look], project, atMs: time.nowMs() })
      await refresh()
    },
    hasUnsavedWork: writer.hasUnsaved,
    planRecovery: writer.planRecovery,
  }
}
