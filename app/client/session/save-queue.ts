import { type Change, isViewOnly } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { SaveStatus } from '#app/editor/ports/session.ts'
import { createObservable, type Observable } from '#app/observable/observable.ts'
import { planRetryDelayMs } from '#app/sync/back-off.ts'
import type { ChangeMark, ProjectRow, ProjectStore } from '#app/sync/ports/project-store.ts'
import type { EditedTail } from '#app/sync/ports/sync-store.ts'
import type { Random, Time } from '#app/sync/time.ts'

/** A change of this tab on its way to the disk; its mark names it there. */
export type OwnChange = {
  readonly change: Change
  readonly mark: ChangeMark
  /** The project in memory right after it. */
  after: Project
}

export type ChangeWriterOptions = {
  store: Pick<ProjectStore, 'commit'>
  time: Time
  random: Random
  tabId: string | undefined
  mintId: () => string
  /** The project in memory, with every queued change applied. */
  getProject: () => Project
  /** The project as the disk has it, as far as this tab knows. */
  getSaved: () => Project
  onWritten: (row: ProjectRow, written: readonly OwnChange[], tail: EditedTail | undefined) => void
  /** Before a failed write is tried again: what did reach the disk is told to `forget`. */
  onRetry: () => Promise<void>
}

/** `writtenAtMs`: when a row with this time is on disk, the write under way did arrive and nothing is to be rescued. */
export type RecoveryEntry = { change: Change; writtenAtMs: number | undefined }

export interface ChangeWriter {
  enqueue(own: OwnChange): void
  /** Writes what waits, in one transaction per round; resolves when nothing waits any more, or writing failed. */
  flush(): Promise<SaveStatus>
  /** Edits that the disk does not have yet; `view` does not count. */
  hasUnsaved(): boolean
  /** A write is under way: nobody knows yet whether the disk has it. */
  isWriting(): boolean
  /** What waits or is under way, in order. */
  list(): readonly OwnChange[]
  /** These were seen on the disk, whatever their write will say. */
  forget(ids: ReadonlySet<string>): void
  /** Everything the disk does not have yet, for the page's last moment. */
  planRecovery(): RecoveryEntry | undefined
  readonly status: Observable<SaveStatus>
}

/**
 * Between the memory and the disk. A change leaves the queue only when IndexedDB has it: a failed write keeps it, says
 * so, and is tried again with the next edit and by itself [F18].
 */
export function createChangeWriter(options: ChangeWriterOptions): ChangeWriter {
  const { store, time, random, tabId, mintId, getProject, getSaved, onWritten, onRetry } = options
  const status = createObservable<SaveStatus>({ kind: 'saved' }, isSameSaveStatus)
  let queue: readonly OwnChange[] = []
  let underWay: { own: readonly OwnChange[]; atMs: number } | undefined
  let draining: Promise<void> | undefined
  let failures = 0
  let cancelRetry: (() => void) | undefined

  const list = () => [...(underWay?.own ?? []), ...queue]
  const hasUnsaved = () => list().some(({ change }) => !isViewOnly(change))

  function flush(): Promise<SaveStatus> {
    if (draining === undefined && queue.length > 0) {
      cancelRetry?.()
      draining = drain().finally(() => {
        draining = undefined
      })
    }
    return (draining ?? Promise.resolve()).then(() => status.get())
  }

  async function drain(): Promise<void> {
    if (failures > 0) await onRetry()
    while (queue.length > 0) {
      const project = getProject()
      const own = queue
      const atMs = time.nowMs()
      const write = { own, atMs }
      underWay = write
      queue = []
      try {
        const changes = own.map(({ change }) => change)
        const marks = own.map(({ mark }) => mark)
        let tail: EditedTail | undefined
        const onAppended = (appended: EditedTail) => {
          tail = appended
        }
        const commit = { projectId: project.id, changes, marks, tabId, project, atMs, onAppended }
        const row = await store.commit(commit)
        underWay = undefined
        failures = 0
        onWritten(row, write.own, tail)
      } catch (error) {
        underWay = undefined
        queue = planRetryQueue([...write.own, ...queue], error)
        recordFailure(error)
        return
      }
    }
    status.set({ kind: 'saved' })
  }

  /** An edit that cannot be read back must not block what came after it: the sum of all edits may well be readable. */
  function planRetryQueue(own: readonly OwnChange[], error: unknown): readonly OwnChange[] {
    if (!(error instanceof Error) || error.name !== 'InvalidEditError') return own
    const after = getProject()
    const change = diffProjects(getSaved(), after, own.at(-1)?.change.label ?? 'Edit')
    return change.ops.length === 0 ? [] : [{ change, mark: { id: mintId(), kind: 'edit' }, after }]
  }

  function recordFailure(error: unknown): void {
    failures += 1
    if (queue.length === 0) {
      status.set({ kind: 'saved' })
      return
    }
    status.set({ kind: 'failed', message: describeFailure(error) })
    cancelRetry = time.schedule(1000 + planRetryDelayMs(failures, random), () => void flush())
  }

  return {
    enqueue(own) {
      if (isViewOnly(own.change)) {
        // Each one carries the whole view: the latest is enough.
        queue = [...queue.filter(({ change }) => !isViewOnly(change)), own]
        return
      }
      queue = [...queue, own]
      if (status.get().kind === 'saved') status.set({ kind: 'saving' })
    },
    flush,
    hasUnsaved,
    isWriting: () => underWay !== undefined,
    list,
    forget(ids) {
      const isLeft = ({ mark }: OwnChange) => !ids.has(mark.id)
      queue = queue.filter(isLeft)
      if (underWay !== undefined) underWay.own = underWay.own.filter(isLeft)
      if (queue.length === 0 && underWay === undefined) status.set({ kind: 'saved' })
    },
    planRecovery() {
      if (!hasUnsaved()) return undefined
      const change = diffProjects(getSaved(), getProject(), 'Edit')
      return { change, writtenAtMs: queue.length === 0 ? underWay?.atMs : undefined }
    },
    status,
  }
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
