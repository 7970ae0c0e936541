import type { ProjectId } from '#app/document/model/ids.ts'
import type { LoadedProject, LogPosition, LogTail, ProjectStore } from '#app/sync/ports/project-store.ts'

export type LogFollowerOptions = {
  store: Pick<ProjectStore, 'load' | 'readLog'>
  projectId: ProjectId
  getPosition: () => LogPosition
  onRows: (tail: LogTail & { kind: 'rows' }) => void
  /**
   * Called before the whole project is read; resolves when it is known which own edits the disk has, with what takes the project.
   * `false` from that: own edits reached the disk meanwhile, so it must be read again.
   */
  startWhole: () => Promise<(loaded: LoadedProject & { kind: 'ok' }) => boolean>
  /** The log could not be read: memory stays as it is. */
  onFault: (error: unknown) => void
}

/**
 * Reads the rows added to the log of one project, one read at a time: idle → reading → (requested again meanwhile)
 * reading → idle.
 */
export interface LogFollower {
  /** Resolves after a read that began after the call. */
  refresh(): Promise<void>
  isReading(): boolean
}

export function createLogFollower(options: LogFollowerOptions): LogFollower {
  const { store, projectId, getPosition, onRows, onFault } = options
  let isRequested = false
  let reading: Promise<void> | undefined

  async function readRequested(): Promise<void> {
    try {
      while (isRequested) {
        isRequested = false
        const tail = await store.readLog(projectId, getPosition())
        if (tail.kind === 'rows') onRows(tail)
        else await readWhole(options)
      }
    } catch (error) {
      onFault(error)
    } finally {
      // In the same turn as the last check: a later request starts anew.
      reading = undefined
    }
  }

  return {
    async refresh() {
      isRequested = true
      reading ??= readRequested()
      await reading
    },
    isReading: () => reading !== undefined,
  }
}

/** The log does not reach back to the session's last row. */
async function readWhole({ store, projectId, startWhole }: LogFollowerOptions): Promise<void> {
  for (;;) {
    const take = await startWhole()
    const loaded = await store.load(projectId)
    if (loaded.kind !== 'ok' || loaded.row.deletedAtMs !== undefined || take(loaded)) return
  }
}
