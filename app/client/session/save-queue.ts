import { type Change, isViewOnly } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { SaveStatus } from '#app/editor/ports/session.ts'
import { createObservable, type Observable, type WritableObservable } from '#app/observable/observable.ts'
import { planRetryDelayMs } from '#app/sync/back-off.ts'
import type { EditedTail } from '#app/sync/ports/log.ts'
import type { ChangeMark, ProjectRow, ProjectStore } from '#app/sync/ports/project-store.ts'
import type { Random, Time } from '#app/sync/time.ts'

/** A change of this tab that is not on disk yet; its mark identifies it there. */
export type OwnChange = {
  readonly change: Change
  readonly mark: ChangeMark
  /** The project in memory right after it. */
  after: ProjectDocument
}

export type SaveQueueOptions = {
  store: Pick<ProjectStore, 'commit'>
  time: Time
  random: Random
  tabId: string | undefined
  mintId: () => string
  /** The project in memory, with every queued change applied. */
  getDocument: () => ProjectDocument
  /** The project on disk, as far as this tab knows. */
  getSaved: () => ProjectDocument
  onWritten: (row: ProjectRow, written: readonly OwnChange[], tail: EditedTail | undefined) => void
  /** Before a failed write is tried again: edits that did reach the disk are passed to `forget`. */
  onRetry: () => Promise<void>
}

/** Edits that reach the disk together or not at all; `ids` are those of their rows in the log. */
export type UnsavedPart = { ids: readonly string[]; change: Change }

/** Edits between memory and disk: queued → being written → gone. A failed write puts them back at the front. */
export interface SaveQueue {
  enqueue(own: OwnChange): void
  /** Writes the queue, in one transaction per round; resolves when it is empty, or writing failed. */
  flush(): Promise<SaveStatus>
  /** Edits that the disk does not have yet; `view` does not count. */
  hasUnsaved(): boolean
  /** A write is in progress: whether the disk has it is unknown. */
  isWriting(): boolean
  /** Queued edits and those being written, in order. */
  list(): readonly OwnChange[]
  /** Marks edits as saved because the log already contains them; the result of their own write is ignored. */
  forget(ids: ReadonlySet<string>): void
  /** Everything the disk does not have yet, in order, for crash recovery; empty when it has all edits. */
  planRecovery(): readonly UnsavedPart[]
  readonly status: Observable<SaveStatus>
}

type Core = {
  readonly options: SaveQueueOptions
  readonly status: WritableObservable<SaveStatus>
  queued: readonly OwnChange[]
  writing: { own: readonly OwnChange[]; atMs: number } | undefined
  draining: Promise<void> | undefined
  failures: number
  cancelRetry: (() => void) | undefined
}

/**
 * An edit leaves the queue only when IndexedDB has it: a failed write keeps it, reports the failure, and is retried
 * with the next edit and by itself [F18].
 */
export function createSaveQueue(options: SaveQueueOptions): SaveQueue {
  const core: Core = {
    options,
    status: createObservable<SaveStatus>({ kind: 'saved' }, isSameSaveStatus),
    queued: [],
    writing: undefined,
    draining: undefined,
    failures: 0,
    cancelRetry: undefined,
  }
  const list = () => [...(core.writing?.own ?? []), ...core.queued]
  const hasUnsaved = () => list().some(({ change }) => !isViewOnly(change))
  return {
    enqueue: (own) => enqueue(core, own),
    flush: () => flush(core),
    hasUnsaved,
    isWriting: () => core.writing !== undefined,
    list,
    forget: (ids) => forget(core, ids),
    planRecovery: () => planRecovery(core),
    status: core.status,
  }
}

function planRecovery({ options, writing, queued }: Core): readonly UnsavedPart[] {
  let before = options.getSaved()
  const parts: UnsavedPart[] = []
  for (const own of [writing?.own ?? [], queued]) {
    const edits = own.filter(({ change }) => !isViewOnly(change))
    const after = edits.at(-1)?.after
    if (after === undefined) continue
    parts.push({ ids: edits.map(({ mark }) => mark.id), change: diffProjects(before, after, 'Edit') })
    before = after
  }
  return parts
}

function enqueue(core: Core, own: OwnChange): void {
  if (isViewOnly(own.change)) {
    // Each one contains the whole view: the latest is enough.
    core.queued = [...core.queued.filter(({ change }) => !isViewOnly(change)), own]
    return
  }
  core.queued = [...core.queued, own]
  if (core.status.get().kind === 'saved') core.status.set({ kind: 'saving' })
}

function flush(core: Core): Promise<SaveStatus> {
  if (core.draining === undefined && core.queued.length > 0) {
    core.cancelRetry?.()
    core.draining = drain(core).finally(() => {
      core.draining = undefined
    })
  }
  return (core.draining ?? Promise.resolve()).then(() => core.status.get())
}

async function drain(core: Core): Promise<void> {
  if (core.failures > 0) await core.options.onRetry()
  while (core.queued.length > 0) {
    const write = { own: core.queued, atMs: core.options.time.nowMs() }
    core.writing = write
    core.queued = []
    try {
      const { row, tail } = await commit(core.options, write)
      core.writing = undefined
      core.failures = 0
      core.options.onWritten(row, write.own, tail)
    } catch (error) {
      core.writing = undefined
      core.queued = planRetryQueue(core.options, [...write.own, ...core.queued], error)
      recordFailure(core, error)
      return
    }
  }
  core.status.set({ kind: 'saved' })
}

async function commit(
  { store, tabId, getDocument }: SaveQueueOptions,
  { own, atMs }: NonNullable<Core['writing']>,
) {
  const project = getDocument()
  let tail: EditedTail | undefined
  const row = await store.commit({
    projectId: project.id,
    changes: own.map(({ change }) => change),
    marks: own.map(({ mark }) => mark),
    tabId,
    project,
    atMs,
    onAppended(appended) {
      tail = appended
    },
  })
  return { row, tail }
}

/** An unreadable edit must not block later ones: the sum of all edits may well be readable. */
function planRetryQueue(
  { getDocument, getSaved, mintId }: SaveQueueOptions,
  own: readonly OwnChange[],
  error: unknown,
): readonly OwnChange[] {
  if (!(error instanceof Error) || error.name !== 'InvalidEditError') return own
  const after = getDocument()
  const change = diffProjects(getSaved(), after, own.at(-1)?.change.label ?? 'Edit')
  return change.ops.length === 0 ? [] : [{ change, mark: { id: mintId(), kind: 'edit' }, after }]
}

function recordFailure(core: Core, error: unknown): void {
  const { time, random } = core.options
  core.failures += 1
  if (core.queued.length === 0) {
    core.status.set({ kind: 'saved' })
    return
  }
  core.status.set({ kind: 'failed', message: describeFailure(error) })
  core.cancelRetry = time.schedule(1000 + planRetryDelayMs(core.failures, random), () => void flush(core))
}

function forget(core: Core, ids: ReadonlySet<string>): void {
  const isLeft = ({ mark }: OwnChange) => !ids.has(mark.id)
  core.queued = core.queued.filter(isLeft)
  if (core.writing !== undefined) core.writing.own = core.writing.own.filter(isLeft)
  if (core.queued.length === 0 && core.writing === undefined) core.status.set({ kind: 'saved' })
}

function describeFailure(error: unknown): string {
  const isOurs =
    error instanceof Error && (error.name.startsWith('Storage') || error.name === 'InvalidEditError')
  return isOurs
    ? error.message
    : 'Your last edit could not be saved on this device. It is still open here: keep this tab open, and export the project if this does not go away.'
}

function isSameSaveStatus(a: SaveStatus, b: SaveStatus): boolean {
  return a.kind === b.kind && (a.kind !== 'failed' || (b.kind === 'failed' && a.message === b.message))
}
