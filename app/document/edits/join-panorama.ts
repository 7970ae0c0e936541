import type { CanvasSizeId, ScreenId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Project } from '../model/schema.ts'

type NewScreens = {
  canvasSizeId: CanvasSizeId
  screenIds: readonly ScreenId[]
  /** The screen that they are copies of. */
  copyOf?: ScreenId
}

/**
 * New screens take part in the panorama where leaving them out would tear it apart: between two screens that show a part of
 * it, in a row that shows it as a whole, or as copies of a screen that does.
 */
export function joinPanorama(project: Project, { canvasSizeId, screenIds, copyOf }: NewScreens): Project {
  const shared = project.sharedBackgrounds?.[canvasSizeId]
  if (shared === undefined || screenIds.length === 0) return project
  const added = new Set(screenIds)
  const ids = listOrdered(project.screensByCanvasSize[canvasSizeId]).map(({ id }) => id as ScreenId)
  const isShared = (id: ScreenId | undefined) => id !== undefined && shared.screens[id] === true
  const isKnown = (id: ScreenId) => !added.has(id)
  const known = ids.filter(isKnown)
  const isWhole = known.length > 1 && known.every(isShared)
  const joined = screenIds.filter((id) => {
    if (copyOf !== undefined) return isShared(copyOf)
    const at = ids.indexOf(id)
    const isBetween = isShared(ids.slice(0, at).findLast(isKnown)) && isShared(ids.slice(at).find(isKnown))
    return isWhole || isBetween
  })
  if (joined.length === 0) return project
  const screens = { ...shared.screens, ...Object.fromEntries(joined.map((id) => [id, true as const])) }
  return {
    ...project,
    sharedBackgrounds: { ...project.sharedBackgrounds, [canvasSizeId]: { ...shared, screens } },
  }
}
