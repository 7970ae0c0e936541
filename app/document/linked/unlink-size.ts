import type { CanvasSizeId, MintId, ScreenId } from '../model/ids.ts'
import type { Project, ProjectDocument, Screen } from '../model/schema.ts'
import { withoutLink } from '../model/screen-link.ts'
import { withVersion } from '../resolve/edit-project.ts'
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
    ...shareOver(resolved, { canvasSizeId, newIds }),
  }
  return { project: withVersion(unlinked), newIds }
}

function shareOver(
  resolved: Project,
  { canvasSizeId, newIds }: { canvasSizeId: CanvasSizeId; newIds: ReadonlyMap<ScreenId, ScreenId> },
): Pick<ProjectDocument, 'sharedBackgrounds'> {
  const shared = resolved.sharedBackgrounds?.[canvasSizeId]
  if (shared === undefined) return {}
  const ids = (Object.keys(shared.screens) as ScreenId[]).map((id) => [newIds.get(id) ?? id, true])
  return {
    sharedBackgrounds: {
      ...resolved.sharedBackgrounds,
      [canvasSizeId]: { ...shared, screens: Object.fromEntries(ids) },
    },
  }
}
