import type { CanvasSizeId, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Project, Screen } from '#app/document/model/schema.ts'
import type { Panorama } from './draw-assets.ts'

/** The slice of the size's shared background this screen shows, if it is one of the screens it spans. */
export function planPanorama(
  project: Pick<Project, 'screensByCanvasSize' | 'sharedBackgrounds'>,
  canvasSizeId: CanvasSizeId,
  screenId: ScreenId,
): Panorama | undefined {
  const shared = project.sharedBackgrounds?.[canvasSizeId]
  if (!shared?.screens[screenId]) return undefined
  // Screens deleted since then no longer take a slice.
  const spanned = listOrdered<ScreenId, Screen>(project.screensByCanvasSize[canvasSizeId])
    .map(({ id }) => id)
    .filter((id) => shared.screens[id])
  const index = spanned.indexOf(screenId)
  return index < 0 ? undefined : { background: shared.background, index, count: spanned.length }
}
