import { sortCanvasSizeIds } from '../catalogue/canvas-sizes.ts'
import type { Json } from '../changes/change.ts'
import { isSame } from '../changes/is-same.ts'
import { removeCanvasSize } from '../edits/add-canvas-size.ts'
import type { CanvasSizeId, MintId, ScreenId } from '../model/ids.ts'
import type {
  LinkedScreen,
  Project,
  ProjectDocument,
  Screen,
  SharedBackground,
  StoredScreen,
} from '../model/schema.ts'
import { isLinked, readLink, withoutLink } from '../model/screen-link.ts'
import { withVersion } from '../model/with-version.ts'
import { deriveScreen } from '../resolve/derive-screen.ts'
import { findMaster, type StoredScreenRow } from '../resolve/link-rows.ts'
import { resolveProject } from '../resolve/resolve-project.ts'
import { updateOverrides } from '../resolve/update-overrides.ts'
import { unlinkSize } from './unlink-size.ts'

/**
 * Removes a size with all its designs. Where others follow it, the first of them becomes the master, with its screens
 * as they are drawn; the rest follow that one, and override what would look different. No picture changes.
 */
export function removeSize(
  project: ProjectDocument,
  { canvasSizeId, mint }: { canvasSizeId: CanvasSizeId; mint: MintId },
): ProjectDocument {
  const { screensByCanvasSize: sizes } = project
  const followers = sortCanvasSizeIds(Object.keys(sizes)).filter(
    (id) => findMaster(sizes[id]) === canvasSizeId,
  )
  const [heir, ...others] = followers
  if (heir === undefined) return withVersion(removeCanvasSize(project, canvasSizeId))
  const { project: promoted, newIds } = unlinkSize(project, { canvasSizeId: heir, mint })
  const resolved = resolveProject(project)
  const heirs = new Map<ScreenId, ScreenId>()
  for (const [id, newId] of newIds) {
    const link = readLink(resolved.screensByCanvasSize[heir]?.[id])
    if (link !== undefined) heirs.set(link.linkedTo.screenId, newId)
  }
  const relinked = others.map((id): [CanvasSizeId, Record<ScreenId, StoredScreen>] => {
    const shown = Object.entries(resolved.screensByCanvasSize[id] ?? {}) as [ScreenId, Screen][]
    const sources = promoted.screensByCanvasSize[heir] as Readonly<Record<ScreenId, Screen>> | undefined
    const row = shown.map(([screenId, screen]) => {
      const source = sources?.[heirs.get(readLink(screen)?.linkedTo.screenId as ScreenId) as ScreenId]
      return [screenId, source === undefined ? withoutLink(screen) : relink(screen, { id, heir, source })]
    })
    return [id, Object.fromEntries([...row, ...relinkHidden(sizes[id], { heir, heirs })])]
  })
  const screensByCanvasSize = { ...promoted.screensByCanvasSize, ...Object.fromEntries(relinked) }
  const removed = removeCanvasSize({ ...promoted, screensByCanvasSize }, canvasSizeId)
  return withVersion(keepPanoramas(removed, { before: resolved, ids: others }))
}

/** Without its link a screen that is left out of this size would be drawn in it again. */
function relinkHidden(
  row: StoredScreenRow | undefined,
  { heir, heirs }: { heir: CanvasSizeId; heirs: ReadonlyMap<ScreenId, ScreenId> },
): readonly [ScreenId, LinkedScreen][] {
  return Object.values<StoredScreen>(row ?? {}).flatMap((screen): [ScreenId, LinkedScreen][] => {
    if (!isLinked(screen) || screen.overrides.hidden !== true) return []
    const screenId = heirs.get(screen.linkedTo.screenId)
    if (screenId === undefined) return []
    return [[screen.id, { ...screen, linkedTo: { canvasSizeId: heir, screenId } }]]
  })
}

/** Stores a panorama where the new master shows another one than the old. */
function keepPanoramas(
  project: ProjectDocument,
  { before, ids }: { before: Project; ids: readonly CanvasSizeId[] },
): ProjectDocument {
  const after = resolveProject(project)
  const changed = ids.flatMap((id): [CanvasSizeId, SharedBackground][] => {
    const [was, now] = [before, after].map((resolved) => resolved.sharedBackgrounds?.[id])
    if (isSame(was as Json | undefined, now as Json | undefined)) return []
    const kept = was ?? (now && { ...now, screens: {} })
    return kept === undefined ? [] : [[id, kept]]
  })
  if (changed.length === 0) return project
  return { ...project, sharedBackgrounds: { ...project.sharedBackgrounds, ...Object.fromEntries(changed) } }
}

function relink(
  screen: Screen,
  { id, heir, source }: { id: CanvasSizeId; heir: CanvasSizeId; source: Screen },
): LinkedScreen {
  const link: LinkedScreen = {
    id: screen.id,
    linkedTo: { canvasSizeId: heir, screenId: source.id },
    overrides: screen.orientation === source.orientation ? {} : { orientation: screen.orientation },
  }
  const before = deriveScreen({ source, canvasSizeId: id }, link)
  const after = { ...screen, order: before.order }
  return updateOverrides(link, { canvasSizeId: id, source, before, after })
}
