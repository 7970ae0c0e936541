import { getCanvasHeight, listOrientations } from '../catalogue/canvas-sizes.ts'
import { pickHeadline } from '../catalogue/headlines.ts'
import type { CanvasSizeId, Locale, MintId, ScreenId } from '../model/ids.ts'
import { listOrdered, orderBetween } from '../model/ordered.ts'
import type { Project, Screen } from '../model/schema.ts'
import { createScreen } from './create-screen.ts'
import { copyScreen } from './duplicate-screen.ts'
import { refitScreen } from './refit-screen.ts'

/**
 * Adds a size with a copy of every design of `copyFrom`, laid out for the new canvas; without one it starts with a
 * single empty screen. Ids come from `mint`. Throws for a size that is not in the table.
 */
export function addCanvasSize(
  project: Project,
  options: { canvasSizeId: CanvasSizeId; copyFrom?: CanvasSizeId; locale: Locale; mint: MintId },
): Project {
  const { canvasSizeId, copyFrom, mint } = options
  if (Object.hasOwn(project.screensByCanvasSize, canvasSizeId)) return project
  const source = copyFrom === undefined ? undefined : project.screensByCanvasSize[copyFrom]
  const originals = listOrdered<ScreenId, Screen>(source).map(({ item }) => item)
  const copies = originals.map((screen) => copyToSize(screen, { from: copyFrom, to: canvasSizeId, mint }))
  const screens = copies.length > 0 ? copies : [createFirstScreen(options)]
  return {
    ...project,
    screensByCanvasSize: {
      ...project.screensByCanvasSize,
      [canvasSizeId]: Object.fromEntries(screens.map((screen) => [screen.id, screen])),
    },
  }
}

function copyToSize(
  screen: Screen,
  options: { from: CanvasSizeId | undefined; to: CanvasSizeId; mint: MintId },
): Screen {
  const { from, to, mint } = options
  const taken = listOrientations(to)
  const orientation = taken.includes(screen.orientation)
    ? screen.orientation
    : (taken[0] ?? screen.orientation)
  const copy = { ...copyScreen(screen, mint() as ScreenId, mint), orientation }
  if (from === undefined) return copy
  return refitScreen(copy, getCanvasHeight(from, screen.orientation), getCanvasHeight(to, orientation))
}

function createFirstScreen(options: { canvasSizeId: CanvasSizeId; locale: Locale; mint: MintId }): Screen {
  return createScreen({
    ...options,
    id: options.mint() as ScreenId,
    order: orderBetween(undefined, undefined),
    name: 'Screen 1',
    orientation: listOrientations(options.canvasSizeId)[0] ?? 'portrait',
    headline: pickHeadline(0),
  })
}

/** Removes the size with all its designs. */
export function removeCanvasSize(project: Project, canvasSizeId: CanvasSizeId): Project {
  if (!Object.hasOwn(project.screensByCanvasSize, canvasSizeId)) return project
  const { [canvasSizeId]: _gone, ...screensByCanvasSize } = project.screensByCanvasSize
  const shared = project.sharedBackgrounds
  if (shared === undefined || !Object.hasOwn(shared, canvasSizeId)) return { ...project, screensByCanvasSize }
  const { [canvasSizeId]: _unshared, ...sharedBackgrounds } = shared
  return { ...project, screensByCanvasSize, sharedBackgrounds }
}
