import type { CanvasSizeId, ScreenId } from '../model/ids.ts'
import type { Background, Project } from '../model/schema.ts'

type PanoramaOptions = {
  canvasSizeId: CanvasSizeId
  /** The design's panorama; `undefined`: it has none. */
  background: Background | undefined
  /** The screens that are designed; absent: all. */
  only: readonly ScreenId[] | undefined
}

/**
 * The design's panorama over all screens of the size, in place of the one before. Where only some screens are designed,
 * the panorama is the user's: it keeps its background and its screens, and the designed ones join it if the design has
 * one; a panorama that was switched off stays off.
 */
export function withPanorama(project: Project, { canvasSizeId, background, only }: PanoramaOptions): Project {
  const { [canvasSizeId]: before, ...others } = project.sharedBackgrounds ?? {}
  const all = Object.keys(project.screensByCanvasSize[canvasSizeId] ?? {}) as ScreenId[]
  const isPart = only !== undefined && !all.every((id) => only.includes(id))
  if (before === undefined ? isPart : only !== undefined && background === undefined) return project
  if (background === undefined || all.length === 0) return { ...project, sharedBackgrounds: others }
  const shared =
    only === undefined || before === undefined
      ? { background, screens: toSet(all) }
      : { ...before, screens: { ...before.screens, ...toSet(only) } }
  return { ...project, sharedBackgrounds: { ...others, [canvasSizeId]: shared } }
}

const toSet = (ids: readonly ScreenId[]): Record<ScreenId, true> =>
  Object.fromEntries(ids.map((id) => [id, true as const]))
