import { type Change, isViewOnly } from '#app/document/change.ts'
import { diffProjects } from '#app/document/diff-projects.ts'
import type { Project } from '#app/document/schema.ts'
import type { SaveStatus } from '#app/editor/session.ts'
import { planRetryDelayMs } from '#app/sync/back-off.ts'
import type { ProjectRow, ProjectStore } from '#app/sync/ports.ts'
import type { Store } from '#app/sync/status.ts'
import type { Random, Time } from '#app/sync/time.ts'
import { createValueStore } from '#app/sync/value-store.ts'

export type ChangeWriterOptions = {
  store: Pick<ProjectStore, 'commit'>
  time: Time
  random: Random
  /** The project in memory, with every queued change applied. */
  getProject: () => Project
  onWritten: (row: ProjectRow, written: readonly Change[]) => void
}

/** `writtenAtMs`: when a row with this time is on disk, the write under way did arrive and nothing is to be rescued. */
export type Rescue = { change: Change; writtenAtMs: number | undefined }

export interface ChangeWriter {
  enqueue(change: Change): void
  /** Writes what waits, in one transaction per round; resolves when nothing waits any more, or writing failed. */
  flush(): Promise<SaveStatus>
  /** Edits that the disk does not have yet; `view` does not count. */
  hasUnsaved(): boolean
  /** Anything waiting or under way, `view` included. */
  isBusy(): boolean
  /** Everything the disk does not have yet, for the page's last moment. */
  planRescue(): Rescue | undefined
  /** Memory was brought up to what is on disk. */
  noteSaved(project: Project): void
  readonly status: Store<SaveStatus>
}

/**
 * Between the memory and the disk. A change leaves the queue only when IndexedDB has it: a failed write keeps it, says
 * so, and is tried again with the next edit and by itself [F18].
 */
export function createChangeWriter(options: ChangeWriterOptions): ChangeWriter {
  const { store, time, random, getProject, onWritten } = options
  const status = createValueStore<SaveStatus>({ kind: 'saved' }, isSameSaveStatus)
  let saved = getProject()
  let queue: readonly Change[] = []
  let underWay: { changes: readonly Change[]; atMs: number } | undefined
  let draining: Promise<void> | undefined
  let failures = 0
  let cancelRetry: (() => void) | undefined

  const hasUnsaved = () => [...(underWay?.changes ?? []), ...queue].some((change) => !isViewOnly(change))

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
    while (queue.length > 0) {
      const project = getProject()
      const changes = queue
      const atMs = time.nowMs()
      underWay = { changes, atMs }
      queue = []
      try {
        const row = await store.commit({ projectId: project.id, changes, project, atMs })
        underWay = undefined
        saved = project
        failures = 0
        onWritten(row, changes)
      } catch (error) {
        underWay = undefined
        queue = planRetryQueue([...changes, ...queue], error)
        noteFailure(error)
        return
      }
    }
    status.set({ kind: 'saved' })
  }

  /** An edit that cannot be read back must not block what came after it: the sum of all edits may well be readable. */
  function planRetryQueue(changes: readonly Change[], error: unknown): readonly Change[] {
    if (!(error instanceof Error) || error.name !== 'InvalidEditError') return changes
    const sum = diffProjects(saved, getProject(), changes.at(-1)?.label ?? 'Edit')
    return sum.ops.length === 0 ? [] : [sum]
  }

  function noteFailure(error: unknown): void {
    failures += 1
    if (queue.length === 0) {
      status.set({ kind: 'saved' })
      return
    }
    status.set({ kind: 'failed', message: describeFailure(error) })
    cancelRetry = time.schedule(1000 + planRetryDelayMs(failures, random), () => void flush())
  }

  return {
    enqueue(change) {
      if (isViewOnly(change)) {
        // Each one carries the whole view: the latest is enough.
        queue = [...queue.filter((waiting) => !isViewOnly(waiting)), change]
        return
      }
      queue = [...queue, change]
      if (status.get().kind === 'saved') status.set({ kind: 'saving' })
    },
    flush,
    hasUnsaved,
    isBusy: () => queue.length > 0 || draining !== undefined,
    planRescue() {
      if (!hasUnsaved()) return undefined
      const change = diffProjects(saved, getProject(), 'Edit')
      return { change, writtenAtMs: queue.length === 0 ? underWay?.atMs : undefined }
    },
    noteSaved(project) {
      saved = project
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
