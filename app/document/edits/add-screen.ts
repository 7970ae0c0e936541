import { pickHeadline } from '../catalogue/headlines.ts'
import { findScreenStyle } from '../catalogue/screen-style.ts'
import type { CanvasSizeId, Locale, MintId, ScreenId } from '../model/ids.ts'
import { orderAfter } from '../model/order-key.ts'
import type { Orientation, Project } from '../model/schema.ts'
import { createScreen } from './create-screen.ts'
import { joinPanorama } from './join-panorama.ts'

/** Adds an empty screen in its neighbour's style after the named screen, or at the end; within a panorama as a part of it. */
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
  const screenStyle = findScreenStyle(screens, afterScreenId)
  const count = Object.keys(screens).length
  const screen = createScreen({
    id: screenId,
    order: orderAfter(screens, afterScreenId),
    name: `Screen ${count + 1}`,
    canvasSizeId,
    orientation: options.orientation ?? screenStyle.orientation ?? 'portrait',
    locale,
    mint,
    headline: pickHeadline(count),
    screenStyle,
  })
  const screensByCanvasSize = {
    ...project.screensByCanvasSize,
    [canvasSizeId]: { ...screens, [screenId]: screen },
  }
  return joinPanorama({ ...project, screensByCanvasSize }, { canvasSizeId, screenIds: [screenId] })
}
