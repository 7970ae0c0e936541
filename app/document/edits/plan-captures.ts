import type { CanvasStore } from '../catalogue/canvas-size-table.ts'
import { findCanvasSize, listOrientations } from '../catalogue/canvas-sizes.ts'
import { planDevice } from '../catalogue/devices.ts'
import { plainDeviceId } from '../catalogue/frame-layout.ts'
import { pickHeadline } from '../catalogue/headlines.ts'
import { findLook } from '../catalogue/screen-look.ts'
import type { CanvasSizeId, ElementId, Locale, MediaId, MintId, ScreenId } from '../model/ids.ts'
import { rememberMediaNames } from '../model/media-names.ts'
import { listOrdered, orderAfter } from '../model/ordered.ts'
import type { Orientation, Project, Screen } from '../model/schema.ts'
import { createScreen } from './create-screen.ts'
import { type FilledBy, fillScreen, isEmptyScreen } from './fill-screen.ts'

/** `widthPx` and `heightPx` as seen, EXIF orientation applied; `name` labels warnings. */
export type Capture = { mediaId: MediaId; widthPx: number; heightPx: number; name: string }

export type CapturePlan = {
  project: Project
  /** The screens that hold the captures, in the order of the captures. */
  screenIds: readonly ScreenId[]
  /** Sentences for the user: a capture that no device fits, or that is cropped a little. */
  warnings: readonly string[]
}

type PlanOptions = {
  captures: readonly Capture[]
  canvasSizeId: CanvasSizeId
  locale: Locale
  mint: MintId
  afterScreenId?: ScreenId
  targetScreenId?: ScreenId
  targetElementId?: ElementId
}

/**
 * Gives every capture a screen and a device. The first goes to the target when one is named (dropped on a screen or a
 * frame); then the empty screens are filled in order; the rest become new screens after `afterScreenId`, else after the
 * target, else at the end.
 */
export function planCaptures(project: Project, options: PlanOptions): CapturePlan {
  const { captures, canvasSizeId, locale, mint } = options
  if (captures.length === 0) return { project, screenIds: [], warnings: [] }
  const store = findCanvasSize(canvasSizeId)?.store
  const warnings: string[] = []
  const screenIds: ScreenId[] = []
  let screens: Readonly<Record<ScreenId, Screen>> = project.screensByCanvasSize[canvasSizeId] ?? {}
  let afterScreenId = options.afterScreenId ?? options.targetScreenId

  for (const [index, capture] of captures.entries()) {
    const fitted = fitDevice(capture, store)
    if (fitted.warning !== undefined) warnings.push(fitted.warning)
    const orientation = pickOrientation(canvasSizeId, capture)
    const targeted = index === 0 && options.targetScreenId !== undefined
    const target = targeted ? options.targetScreenId : undefined
    const toFill = findScreenToFill(screens, target)
    if (toFill !== undefined) {
      const elementId = targeted ? options.targetElementId : undefined
      const filled = fillScreen(toFill, {
        capture: fitted.capture,
        orientation,
        canvasSizeId,
        locale,
        mint,
        ...(elementId === undefined ? {} : { elementId }),
      })
      screens = { ...screens, [toFill.id]: filled }
      screenIds.push(toFill.id)
      continue
    }
    const count = Object.keys(screens).length
    const screen = createScreen({
      id: mint() as ScreenId,
      order: orderAfter(screens, afterScreenId),
      name: `Screen ${count + 1}`,
      canvasSizeId,
      orientation,
      locale,
      mint,
      headline: pickHeadline(count),
      capture: fitted.capture,
      look: findLook(screens, afterScreenId),
    })
    screens = { ...screens, [screen.id]: screen }
    screenIds.push(screen.id)
    afterScreenId = screen.id
  }

  const screensByCanvasSize = { ...project.screensByCanvasSize, [canvasSizeId]: screens }
  const filled = rememberMediaNames({ ...project, screensByCanvasSize }, captures)
  return { project: filled, screenIds, warnings }
}

function fitDevice(
  { mediaId, widthPx, heightPx, name }: Capture,
  store: CanvasStore | undefined,
): { capture: FilledBy; warning?: string } {
  const sizePx = { widthPx, heightPx }
  const plan = planDevice(sizePx, store)
  if (plan.kind === 'none') {
    return {
      capture: { mediaId, sizePx, deviceId: plainDeviceId, landscape: false },
      warning: `No device fits “${name}” (${widthPx} × ${heightPx} px), so it sits in a plain rounded frame. Use a capture taken on the device itself to get its frame.`,
    }
  }
  const capture = { mediaId, sizePx, deviceId: plan.device.id, landscape: plan.landscape }
  if (plan.kind === 'exact') return { capture }
  return {
    capture,
    warning: `“${name}” (${widthPx} × ${heightPx} px) does not have the exact size of any device. It sits in the closest frame (${plan.device.name}), which crops its edge a little.`,
  }
}

function pickOrientation(canvasSizeId: CanvasSizeId, { widthPx, heightPx }: Capture): Orientation {
  const wanted = widthPx > heightPx ? 'landscape' : 'portrait'
  const taken = listOrientations(canvasSizeId)
  return taken.includes(wanted) ? wanted : (taken[0] ?? wanted)
}

function findScreenToFill(
  screens: Readonly<Record<ScreenId, Screen>>,
  target: ScreenId | undefined,
): Screen | undefined {
  const targeted = target === undefined ? undefined : screens[target]
  return targeted ?? listOrdered(screens).find(({ item }) => isEmptyScreen(item))?.item
}
