import type { ProjectId } from '#app/document/ids.ts'
import type { Project } from '#app/document/schema.ts'
import type { ProjectStore } from '#app/sync/ports.ts'
import type { Time } from '#app/sync/time.ts'

export type ThumbnailJobsOptions = {
  store: Pick<ProjectStore, 'load' | 'saveThumbnail'>
  time: Time
  draw: (project: Project) => Promise<Blob | undefined>
  /** Runs when the page has nothing better to do. */
  whenIdle: (task: () => void) => void
  onDrawn: (projectId: ProjectId) => void
  onFault: (error: unknown) => void
}

const QUIET_MS = 1500

/** Draws the cards' pictures after edits: late, in idle time, one at a time, and never in the way of an edit. */
export function createThumbnailJobs(options: ThumbnailJobsOptions) {
  const { store, time, draw, whenIdle, onDrawn, onFault } = options
  const wanted = new Set<ProjectId>()
  let cancelTimer: (() => void) | undefined
  let isDrawing = false

  function want(projectId: ProjectId): void {
    wanted.add(projectId)
    cancelTimer?.()
    cancelTimer = time.schedule(QUIET_MS, () => whenIdle(() => void drawNext()))
  }

  async function drawNext(): Promise<void> {
    const [projectId] = wanted
    if (isDrawing || projectId === undefined) return
    wanted.delete(projectId)
    isDrawing = true
    try {
      await drawOne(projectId)
    } catch (error) {
      // The card keeps its old picture; the next edit tries again.
      onFault(error)
    }
    isDrawing = false
    if (wanted.size > 0) whenIdle(() => void drawNext())
  }

  async function drawOne(projectId: ProjectId): Promise<void> {
    const loaded = await store.load(projectId)
    if (loaded.kind !== 'ok' || loaded.row.deletedAtMs !== undefined) return
    const picture = await draw(loaded.project)
    if (picture === undefined) return
    await store.saveThumbnail(projectId, picture)
    onDrawn(projectId)
  }

  return { want }
}
