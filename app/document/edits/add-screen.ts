import { pickHeadline } from '../catalogue/headlines.ts'
import { findLook } from '../catalogue/screen-look.ts'
import type { CanvasSizeId, Locale, MintId, ScreenId } from '../model/ids.ts'
import { orderAfter } from '../model/ordered.ts'
import type { Orientation, Project } from '../model/schema.ts'
import { createScreen } from './create-screen.ts'

/** Adds an empty screen in its neighbour's look after the named screen, or at the end. */
export function addScreen(
  project: Project,
  options: {
    canvasSizeId: CanvasSizeId
    screenId: ScreenId
    locale: Locale
    mint: MintId
    afterScreenId?: ScreenId
    orientation?: Orientation
  },
): Project {
  const { canvasSizeId, screenId, locale, mint, afterScreenId } = options
  const screens = project.screensByCanvasSize[canvasSizeId] ?? {}
  if (Object.hasOwn(screens, screenId)) return project
  const look = findLook(screens, afterScreenId)
  const count = Object.keys(screens).length
  const screen = createScreen({
    id: screenId,
    order: orderAfter(screens, afterScreenId),
    name: `Screen ${count + 1}`,
    canvasSizeId,
    orientation: options.orientation ?? look.orientation ?? 'portrait',
    locale,
    mint,
    headline: pickHeadline(count),
    look,
  })
  return {
    ...project,
    screensByCanvasSize: {
      ...project.screensByCanvasSize,
      [canvasSizeId]: { ...screens, [screenId]: screen },
    },
  }
}
