import { findCanvasSize, listOrientations } from '../catalogue/canvas-sizes.ts'
import { pickHeadline } from '../catalogue/headlines.ts'
import type { CanvasSizeId, Locale, MintId, ScreenId } from '../model/ids.ts'
import { orderBetween } from '../model/order-key.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Project, ProjectDocument, Screen } from '../model/schema.ts'
import { createScreen } from './create-screen.ts'
import { copyScreen } from './duplicate-screen.ts'
import type { MeasureHeight } from './estimate-text-height.ts'
import { layOutScreen, pickOrientation } from './lay-out-screen.ts'

type AddOptions = {
  canvasSizeId: CanvasSizeId
  copyFrom?: CanvasSizeId
  locale: Locale
  mint: MintId
  /** A measurer where fonts can be measured; without it, heights are estimated. */
  measureHeight?: MeasureHeight
}

/**
 * Adds a size with a copy of the designs of `copyFrom`, at most as many as its slot allows, laid out for the new canvas
 * with the device of its class; without `copyFrom`, or for a slot that takes captures alone, it starts with a single empty screen. Ids
 * come from `mint`. Throws for a size that is not in the table.
 */
export function addCanvasSize(project: Project, options: AddOptions): Project {
  const { canvasSizeId, copyFrom } = options
  if (Object.hasOwn(project.screensByCanvasSize, canvasSizeId)) return project
  const size = findCanvasSize(canvasSizeId)
  // Designs have devices and texts, which such a slot does not take.
  const source = copyFrom === undefined || size?.isBare ? undefined : project.screensByCanvasSize[copyFrom]
  const originals = listOrdered<ScreenId, Screen>(source).map(({ item }) => item)
  const copies = originals.slice(0, size?.maxCount).map((screen) => copyToSize(screen, options))
  const screens = copies.length > 0 ? copies : [createFirstScreen(options)]
  return {
    ...project,
    screensByCanvasSize: {
      ...project.screensByCanvasSize,
      [canvasSizeId]: Object.fromEntries(screens.map((screen) => [screen.id, screen])),
    },
  }
}

function copyToSize(screen: Screen, { canvasSizeId, copyFrom, mint, measureHeight }: AddOptions): Screen {
  const orientation = pickOrientation(canvasSizeId, screen.orientation)
  const copy = copyScreen(screen, mint() as ScreenId, mint)
  if (copyFrom === undefined || findCanvasSize(copyFrom) === undefined) return { ...copy, orientation }
  return layOutScreen(copy, {
    from: { canvasSizeId: copyFrom, orientation: screen.orientation },
    to: { canvasSizeId, orientation },
    ...(measureHeight === undefined ? {} : { measureHeight }),
  })
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
export function removeCanvasSize<Document extends ProjectDocument>(
  project: Document,
  canvasSizeId: CanvasSizeId,
): Document {
  if (!Object.hasOwn(project.screensByCanvasSize, canvasSizeId)) return project
  const { [canvasSizeId]: _gone, ...screensByCanvasSize } = project.screensByCanvasSize
  const shared = project.sharedBackgrounds
  if (shared === undefined || !Object.hasOwn(shared, canvasSizeId)) return { ...project, screensByCanvasSize }
  const { [canvasSizeId]: _unshared, ...sharedBackgrounds } = shared
  return { ...project, screensByCanvasSize, sharedBackgrounds }
}
