import type { CanvasSizeId, ScreenId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Background, Project, Screen, SharedBackground } from '../model/schema.ts'
import { type BackgroundChoice, recolourUnreadable } from './apply-background.ts'
import { editScreens } from './edit-screen.ts'
import { keepKinds } from './keep-kinds.ts'

type SharedRef = { canvasSizeId: CanvasSizeId }

/**
 * The screens that show a part of the size's panorama. Fewer than two: there is none, and every screen shows its own
 * background again.
 */
export function shareBackground(
  project: Project,
  {
    canvasSizeId,
    screenIds,
    background,
  }: SharedRef & { screenIds: readonly ScreenId[]; background: Background },
): Project {
  const known = screenIds.filter((id) => project.screensByCanvasSize[canvasSizeId]?.[id] !== undefined)
  const { [canvasSizeId]: before, ...others } = project.sharedBackgrounds ?? {}
  if (known.length < 2) {
    return before === undefined ? project : { ...project, sharedBackgrounds: others }
  }
  const screens = Object.fromEntries(known.map((id) => [id, true])) as SharedBackground['screens']
  const shared: SharedBackground = { ...before, background: before?.background ?? background, screens }
  return { ...project, sharedBackgrounds: { ...others, [canvasSizeId]: shared } }
}

export function setSharedBackground(
  project: Project,
  { canvasSizeId, background }: SharedRef & { background: Background },
): Project {
  const before = project.sharedBackgrounds?.[canvasSizeId]
  if (before === undefined) return project
  return {
    ...project,
    sharedBackgrounds: { ...project.sharedBackgrounds, [canvasSizeId]: { ...before, background } },
  }
}

/** With the text colour for captions that would be illegible on it, on all screens of the panorama. */
export function applySharedChoice(
  project: Project,
  { canvasSizeId, choice }: SharedRef & { choice: BackgroundChoice },
): Project {
  const shared = project.sharedBackgrounds?.[canvasSizeId]
  if (shared === undefined) return project
  const background = keepKinds(shared.background, choice.background)
  const recoloured = editScreens(project, canvasSizeId, (screens) =>
    Object.fromEntries(
      Object.entries<Screen>(screens).map(([id, screen]) => [
        id,
        shared.screens[id as ScreenId] ? recolourUnreadable(screen, choice) : screen,
      ]),
    ),
  )
  return setSharedBackground(recoloured, { canvasSizeId, background })
}

/** The screens of the panorama in their order. */
export function listSharing(project: Project, canvasSizeId: CanvasSizeId): readonly ScreenId[] {
  const shared = project.sharedBackgrounds?.[canvasSizeId]
  return listOrdered<ScreenId, Screen>(project.screensByCanvasSize[canvasSizeId])
    .map(({ id }) => id)
    .filter((id) => shared?.screens[id])
}

/** A background of one canvas, stretched over `count` of them. */
export function spreadBackground(background: Background, count: number): Background {
  switch (background.type) {
    case 'radial':
      return { ...background, x: background.x * count, radius: background.radius * Math.sqrt(count) }
    case 'conic':
      return { ...background, x: background.x * count }
    case 'mesh':
      return {
        ...background,
        spots: background.spots.map((spot) => ({
          ...spot,
          x: spot.x * count,
          radius: spot.radius * Math.sqrt(count),
        })),
      }
    default:
      return background
  }
}
