import { applyChange } from '#app/document/changes/apply-change.ts'
import { type Change, isViewOnly } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import type { ProjectDocument, View } from '#app/document/model/schema.ts'
import type { EditorMedia, EditorSession, SaveStatus } from '#app/editor/ports/session.ts'
import type { EditedTail, LogRow } from '#app/sync/ports/log.ts'
import type {
  ChangeMark,
  LogPosition,
  LogTail,
  ProjectRow,
  ProjectStore,
} from '#app/sync/ports/project-store.ts'
import type { Random, Time } from '#app/sync/time.ts'
import { nameMedia } from '../media/name-media.ts'
import { createEditHistory, type EditHistory } from './edit-history.ts'
import { createLogFollower, type LogFollower } from './log-follower.ts'
import { createSaveQueue, type SaveQueue, type UnsavedPart } from './save-queue.ts'
import { followRows, followWhole, getSaved, isEdit, type SessionState } from './session-state.ts'

export type ProjectSessionOptions = {
  project: ProjectDocument
  /** Its position in the log when it was read. */
  at: LogPosition
  /** The rows of its log: undo goes on from there. */
  rows?: readonly LogRow[]
  /** The tab id in the log. */
  tabId?: string
  store: Pick<ProjectStore, 'commit' | 'load' | 'readLog'>
  media: EditorMedia
  openExports: EditorSession['openExports']
  time: Time
  random: Random
  mintId: () => string
  readOnlyReason?: string
  /** The disk has an edit; never called for a mere change of view. */
  onCommitted: (row: ProjectRow, tail: EditedTail | undefined) => void
  /** Reading the project again failed; memory stays as it is. */
  onFault: (error: unknown) => void
}

/** The part of a session that the app uses beside the editor. */
export interface ProjectSession extends EditorSession {
  /** Writes the queue; resolves when it is on disk or writing failed. Called by the route's clientAction. */
  flush(): Promise<SaveStatus>
  /** Submits to the route's clientAction, which waits for the write; the write itself does not wait for it. */
  setCommitAction(submit: (() => void) | undefined): void
  /**
   * The disk has changed outside this session (another tab, a pull): memory follows, with the own edits on top. A
   * `tail` that continues the session's last row is enough; else the log is read.
   */
  refresh(tail?: EditedTail): Promise<void>
  /** The stored data may be gone: open projects are written whole where the disk does not have them [F21]. */
  saveAgain(): Promise<void>
  hasUnsavedWork(): boolean
  planRecovery(): readonly UnsavedPart[]
}

const VIEW_DEBOUNCE_MS = 400
/** Own edits on disk that were not read back yet: beyond this many they are, so that the list stays short. */
const MAX_LANDED = 20

type Core = {
  readonly options: ProjectSessionOptions
  readonly listeners: Set<() => void>
  readonly history: EditHistory
  readonly queue: SaveQueue
  readonly follower: LogFollower
  state: SessionState
  commitAction: (() => void) | undefined
  cancelFlush: (() => void) | undefined
}

/**
 * The open project: the disk's version, as far as this tab has read its log, with the tab's own later edits on top.
 * Edits are applied in memory at once and reach the disk later; writes of other tabs and pulls are followed row by row.
 */
export function createProjectSession(options: ProjectSessionOptions): ProjectSession {
  const { media, readOnlyReason, openExports } = options
  const core = createCore(options)
  const getDocument = () => core.state.project
  return {
    projectId: options.project.id,
    ...(readOnlyReason === undefined ? {} : { readOnlyReason }),
    media: nameMedia(media, getDocument),
    openExports,
    history: core.history.state,
    saveStatus: core.queue.status,
    getDocument,
    subscribe(listener) {
      core.listeners.add(listener)
      return () => core.listeners.delete(listener)
    },
    commit: (change) => commitEdit(core, change),
    setView: (view) => commitView(core, view),
    undo: () => takeBack(core, 'undo'),
    redo: () => takeBack(core, 'redo'),
    flush: () => flush(core),
    setCommitAction(submit) {
      core.commitAction = submit
    },
    async refresh(tail) {
      if (tail === undefined || !followTail(core, tail)) await core.follower.refresh()
    },
    saveAgain: () => saveAgain(core),
    hasUnsavedWork: core.queue.hasUnsaved,
    planRecovery: core.queue.planRecovery,
  }
}

function createCore(options: ProjectSessionOptions): Core {
  const { store, time, random, tabId, mintId, project, onFault } = options
  const core: Core = {
    options,
    listeners: new Set(),
    history: createEditHistory(options.rows, tabId),
    state: { project, disk: { project, at: options.at }, landed: [] },
    commitAction: undefined,
    cancelFlush: undefined,
    follower: createLogFollower({
      store,
      projectId: project.id,
      getPosition: () => core.state.disk.at,
      onRows: (tail) => takeRows(core, tail),
      startWhole: () => startWhole(core),
      onFault,
    }),
    queue: createSaveQueue({
      ...{ store, time, random, tabId, mintId },
      getDocument: () => core.state.project,
      getSaved: () => getSaved(core.state),
      onRetry: () => core.follower.refresh(),
      onWritten(row, written, tail) {
        const edits = written.filter(isEdit)
        core.state = { ...core.state, landed: [...core.state.landed, ...edits] }
        if (tail !== undefined) followTail(core, tail)
        if (core.state.landed.length > MAX_LANDED) void core.follower.refresh()
        if (edits.length > 0) options.onCommitted(row, tail)
      },
    }),
  }
  return core
}

function show(core: Core, state: SessionState): void {
  const isShown = state.project === core.state.project
  core.state = state
  if (!isShown) notify(core)
}

function notify({ listeners }: Core): void {
  for (const listener of [...listeners]) listener()
}

/** Returns whether the change changes anything. */
function perform(core: Core, change: Change, mark: ChangeMark): boolean {
  const { readOnlyReason } = core.options
  if (readOnlyReason !== undefined) throw new Error(`The project is read-only: ${readOnlyReason}`)
  const after = applyChange(core.state.project, change)
  if (after === core.state.project) return false
  core.queue.enqueue({ change, mark, after })
  core.state = { ...core.state, project: after }
  // Started before anything is rendered: neither the disk nor another window waits for this one's frame.
  if (!isViewOnly(change)) void flush(core)
  notify(core)
  return true
}

function commitEdit(core: Core, change: Change): void {
  const id = core.options.mintId()
  if (!perform(core, change, { id, kind: 'edit' })) return
  core.history.record({ id, change })
  core.commitAction?.()
}

function takeBack(core: Core, kind: 'undo' | 'redo'): void {
  const id = core.options.mintId()
  const step = core.history[kind](core.state.project, id)
  if (step !== undefined && perform(core, step.change, { id, kind, of: step.of })) core.commitAction?.()
}

function commitView(core: Core, view: Partial<View>): void {
  const { project } = core.state
  const next: ProjectDocument = { ...project, view: { ...project.view, ...view } }
  const change = diffProjects(project, next, 'View')
  if (change.ops.length === 0) return
  const { mintId, time, readOnlyReason } = core.options
  if (readOnlyReason !== undefined) {
    show(core, { ...core.state, project: next })
    return
  }
  const isNew = perform(core, change, { id: mintId(), kind: 'edit' })
  // An edit that waits to be written must not wait longer because of a change of view.
  if (isNew) core.cancelFlush ??= time.schedule(VIEW_DEBOUNCE_MS, () => void flush(core))
}

function flush(core: Core): Promise<SaveStatus> {
  core.cancelFlush?.()
  core.cancelFlush = undefined
  return core.queue.flush()
}

/** The disk was read up to the row before these. `false`: there may be others between. */
function followTail(core: Core, { bodyId, fromSeq, rows }: EditedTail): boolean {
  const { at } = core.state.disk
  const isNext = at.bodyId === bodyId && at.seq === fromSeq && !core.follower.isReading()
  if (isNext) takeRows(core, { kind: 'rows', rows, at: { bodyId, seq: rows.at(-1)?.seq ?? fromSeq } })
  return isNext
}

function takeRows(core: Core, tail: LogTail & { kind: 'rows' }): void {
  const { state, foreign, arrivedIds } = followRows(core.state, tail, core.queue.list())
  core.queue.forget(arrivedIds)
  for (const change of foreign) core.history.follow(change)
  show(core, state)
}

async function startWhole(core: Core) {
  const { queue } = core
  if (queue.isWriting()) await queue.flush()
  const { landed } = core.state
  return ({ project, at }: SessionState['disk']): boolean => {
    if (queue.isWriting() || core.state.landed !== landed) return false
    show(core, followWhole({ ...core.state, landed: [] }, { project, at }, queue.list()))
    return true
  }
}

async function saveAgain(core: Core): Promise<void> {
  const { readOnlyReason, store, time } = core.options
  if (readOnlyReason !== undefined) return
  await flush(core)
  // A change of view is written only to a project that is there; a project that is not is written whole.
  const view: Change = { label: 'View', ops: [] }
  const { project } = core.state
  await store.commit({ projectId: project.id, changes: [view], project, atMs: time.nowMs() })
  await core.follower.refresh()
}
