import type { CanvasSizeId, MintId, ScreenId } from '../model/ids.ts'
import type { ProjectDocument, Screen, SharedBackground } from '../model/schema.ts'
import { withoutLink } from '../model/screen-link.ts'
import { withVersion } from '../model/with-version.ts'
import { resolveProject } from '../resolve/resolve-project.ts'

export type Unlinked = { project: ProjectDocument; newIds: ReadonlyMap<ScreenId, ScreenId> }

/**
 * Makes the screens of a linked size its own, as they are drawn now. They get new ids: another device's edit of a link
 * then keeps that link beside them, instead of an override that nothing draws.
 */
export function unlinkSize(
  project: ProjectDocument,
  { canvasSizeId, mint }: { canvasSizeId: CanvasSizeId; mint: MintId },
): Unlinked {
  const resolved = resolveProject(project)
  const screens = Object.entries(resolved.screensByCanvasSize[canvasSizeId] ?? {}) as [ScreenId, Screen][]
  const newIds = new Map<ScreenId, ScreenId>()
  const row: Record<ScreenId, Screen> = {}
  for (const [id, screen] of screens) {
    const own = withoutLink(screen)
    const newId = own === screen ? id : (mint() as ScreenId)
    newIds.set(id, newId)
    row[newId] = own === screen ? screen : { ...own, id: newId }
  }
  const unlinked = {
    ...project,
    screensByCanvasSize: { ...project.screensByCanvasSize, [canvasSizeId]: row },
    ...shareOver(project, resolved.sharedBackgrounds?.[canvasSizeId], { canvasSizeId, newIds }),
  }
  return { project: withVersion(unlinked), newIds }
}

/** The panorama as it is drawn over these screens. Those of other linked sizes still follow their masters. */
function shareOver(
  { sharedBackgrounds }: ProjectDocument,
  shown: SharedBackground | undefined,
  { canvasSizeId, newIds }: { canvasSizeId: CanvasSizeId; newIds: ReadonlyMap<ScreenId, ScreenId> },
): Pick<ProjectDocument, 'sharedBackgrounds'> {
  if (shown === undefined) return {}
  const ids = (Object.keys(shown.screens) as ScreenId[]).map((id) => [newIds.get(id) ?? id, true])
  const own = { ...shown, screens: Object.fromEntries(ids) }
  return { sharedBackgrounds: { ...sharedBackgrounds, [canvasSizeId]: own } }
}
