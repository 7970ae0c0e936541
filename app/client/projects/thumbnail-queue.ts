import * as z from 'zod/mini'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { ProjectRow, ProjectStore } from '#app/sync/ports/project-store.ts'
import type { Time } from '#app/sync/time.ts'

export type ThumbnailJobsOptions = {
  store: Pick<ProjectStore, 'load' | 'saveThumbnail' | 'getState' | 'setState'>
  time: Time
  /** Not `isWhole`: a placeholder stands for a missing original, so it is drawn again at the next start. */
  draw: (project: ProjectDocument) => Promise<{ picture: Blob; isWhole: boolean } | undefined>
  /** Runs when the page is idle. */
  whenIdle: (task: () => void) => void
  onDrawn: (projectId: ProjectId) => void
  onFault: (error: unknown) => void
}

const QUIET_MS = 1500

/** The edit shown by each project's thumbnail, by the row's `updatedAtMs`. */
const DRAWN_FROM_KEY = 'thumbnailsDrawnFrom'
const drawnFromSchema = z.catch(z.record(z.string(), z.number()), {})

/** Draws the projects' thumbnails after edits: late, in idle time, one at a time, and never delaying an edit. */
export function createThumbnailJobs(options: ThumbnailJobsOptions) {
  const { store, time, draw, whenIdle, onDrawn, onFault } = options
  const requested = new Set<ProjectId>()
  const caughtUp = new Set<ProjectId>()
  let cancelTimer: (() => void) | undefined
  let isDrawing = false

  function request(projectId: ProjectId): void {
    requested.add(projectId)
    cancelTimer?.()
    cancelTimer = time.schedule(QUIET_MS, () => whenIdle(() => void drawNext()))
  }

  async function drawNext(): Promise<void> {
    const [projectId] = requested
    if (isDrawing || projectId === undefined) return
    requested.delete(projectId)
    isDrawing = true
    try {
      await drawOne(projectId)
    } catch (error) {
      // The old thumbnail stays; the next edit tries again.
      onFault(error)
    }
    isDrawing = false
    if (requested.size > 0) whenIdle(() => void drawNext())
  }

  async function drawOne(projectId: ProjectId): Promise<void> {
    const loaded = await store.load(projectId)
    if (loaded.kind !== 'ok' || loaded.row.deletedAtMs !== undefined) return
    const drawn = await draw(loaded.project)
    if (drawn === undefined) return
    await store.saveThumbnail(projectId, drawn.picture)
    if (drawn.isWhole) await recordDrawn({ [projectId]: loaded.row.updatedAtMs })
    onDrawn(projectId)
  }

  const readDrawn = async () => drawnFromSchema.parse(await store.getState(DRAWN_FROM_KEY))

  /** Two tabs may record at once; a lost record costs one thumbnail drawn again. */
  async function recordDrawn(drawn: Record<string, number>): Promise<void> {
    await store.setState(DRAWN_FROM_KEY, { ...(await readDrawn()), ...drawn })
  }

  /**
   * A page that closed soon after an edit has left an outdated thumbnail, and a project just pulled from the account
   * has none: those are drawn. Each project is checked once.
   */
  async function catchUp(rows: readonly ProjectRow[]): Promise<void> {
    const fresh = rows.filter(({ id, isArriving }) => !isArriving && !caughtUp.has(id))
    if (fresh.length === 0) return
    for (const { id } of fresh) caughtUp.add(id)
    const drawn = await readDrawn()
    const kept = rows.flatMap(({ id }) => (drawn[id] === undefined ? [] : [[id, drawn[id]] as const]))
    if (kept.length < Object.keys(drawn).length) {
      await store.setState(DRAWN_FROM_KEY, Object.fromEntries(kept))
    }
    for (const { id, updatedAtMs } of fresh) if (drawn[id] !== updatedAtMs) request(id)
  }

  return { request, catchUp }
}
