import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { LocalStores } from '#app/storage/open-stores.ts'
import { nameMedia } from '../media/name-media.ts'
import type { CardMedia } from '../media/thumbnail-media.ts'
import { browserTime } from '../platform/browser-time.ts'
import { whenIdle } from '../platform/idle.ts'
import type { ProjectEvents } from '../project-events.ts'
import { createProjectChecks } from './check-projects.ts'
import type { ProjectLibrary } from './project-library.ts'
import type { ProjectRows } from './project-rows.ts'
import { createThumbnailJobs } from './thumbnail-queue.ts'

export type FollowCardsOptions = {
  stores: Pick<LocalStores, 'projects'>
  events: Pick<ProjectEvents, 'on'>
  rows: ProjectRows
  media: { cards: CardMedia }
  onFault: (error: unknown) => void
}

/**
 * Draws missing and outdated thumbnails, now, after each sync and when a project changes, and checks which projects do not open. What
 * changed before this was called is outdated, so it is drawn as well.
 */
export function followCards(
  library: Pick<ProjectLibrary, 'recordLoadError' | 'refreshThumbnail'>,
  options: FollowCardsOptions,
): void {
  const { stores, events, rows, onFault } = options
  const { cards } = options.media
  const store = stores.projects
  const { recordLoadError } = library
  const { check, checkAll } = createProjectChecks({ store, whenIdle, recordLoadError, onFault })
  const thumbnails = createThumbnailJobs({
    store,
    time: browserTime,
    whenIdle,
    onFault,
    draw: (project) => drawCard(project, cards),
    onDrawn: (projectId) => void library.refreshThumbnail(projectId).catch(onFault),
  })
  events.on({
    committed: ({ projectId }) => thumbnails.request(projectId),
    written: ({ projectId }) => thumbnails.request(projectId),
    'pictures-arrived': ({ projectId }) => thumbnails.request(projectId),
    pulled({ projectId }) {
      thumbnails.request(projectId)
      void check(projectId)
    },
  })
  const drawMissing = () => void thumbnails.catchUp(rows.get()).catch(onFault)
  drawMissing()
  rows.subscribe(drawMissing)
  checkAll(rows.get().map(({ id }) => id))
}

async function drawCard(project: ProjectDocument, cards: CardMedia) {
  const { canReadCanvas } = await import('#app/canvas/check-canvas-reads.ts')
  // No picture is better than noise.
  if (!(await canReadCanvas())) return undefined
  const { createThumbnail } = await import('#app/render/draw-thumbnail.ts')
  const card = cards.watch(project.id)
  const picture = await createThumbnail({ project, media: nameMedia(card.media, () => project) })
  return picture && { picture, isWhole: card.isWhole() }
}
