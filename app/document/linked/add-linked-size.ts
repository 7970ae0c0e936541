import type { CanvasSizeId, ScreenId } from '../model/ids.ts'
import type { LinkedScreen, ProjectDocument } from '../model/schema.ts'
import { withVersion } from '../model/with-version.ts'
import { createLink } from '../resolve/link-rows.ts'

/**
 * Adds a size that follows `master`: its screens are those of the master, laid out for the new canvas, at most as many
 * as its slot takes. A size that the project has stays as it is.
 */
export function addLinkedSize(
  project: ProjectDocument,
  { canvasSizeId, master }: { canvasSizeId: CanvasSizeId; master: CanvasSizeId },
): ProjectDocument {
  const { screensByCanvasSize: sizes } = project
  if (Object.hasOwn(sizes, canvasSizeId)) return project
  const row = createLinks(project, { canvasSizeId, master })
  return withVersion({ ...project, screensByCanvasSize: { ...sizes, [canvasSizeId]: row } })
}

/** A link to each screen of the master. */
export function createLinks(
  project: ProjectDocument,
  { canvasSizeId, master }: { canvasSizeId: CanvasSizeId; master: CanvasSizeId },
): Readonly<Record<ScreenId, LinkedScreen>> {
  const ids = Object.keys(project.screensByCanvasSize[master] ?? {}) as ScreenId[]
  const links = ids.map((screenId) => createLink(canvasSizeId, { canvasSizeId: master, screenId }))
  return Object.fromEntries(links.map((link) => [link.id, link]))
}
