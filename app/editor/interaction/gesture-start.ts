import { findArtSafeArea } from '#app/document/catalogue/art-safe-areas.ts'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import type { Screen } from '#app/document/model/schema.ts'
import type { Bounds, Point } from '../geometry/box.ts'
import type { MovePlan } from '../geometry/plan-move.ts'
import { roundLength } from '../geometry/round-length.ts'
import type { SnapLines } from '../geometry/snap.ts'
import type { EditorController } from '../state/editor-controller.ts'
import type { StagedScreen } from '../state/stage-state.ts'
import type { PointerInput } from './gesture.ts'

/** Snap distance on the screen. */
export const snapDistancePx = 6

/** Measured once when a gesture starts, and not again during it. */
export type GestureStart = {
  readonly editor: EditorController
  readonly staged: StagedScreen
  readonly canvasSizeId: CanvasSizeId
  readonly screen: Screen
  readonly from: PointerInput
  /** CSS pixels per canvas width. */
  readonly unitPx: number
  readonly artboardRect: DOMRect
  /** In fractions of the canvas width. */
  readonly canvasHeight: number
  /** Store pixels. */
  readonly canvasWidthPx: number
}

/** The margin that captions and layouts keep from the edge of a canvas. Fraction of its width. */
const safeMargin = 0.07

/** Thirds of the canvas, and the edges of the part that is safe: the store's where it has one, else the margin. */
export function listCanvasLines({ canvasSizeId, canvasHeight }: GestureStart): SnapLines {
  const safe = findArtSafeArea(canvasSizeId) ?? {
    x: safeMargin,
    y: safeMargin,
    width: 1 - 2 * safeMargin,
    height: canvasHeight - 2 * safeMargin,
  }
  return {
    xs: [1 / 3, 2 / 3, safe.x, safe.x + safe.width],
    ys: [canvasHeight / 3, (2 * canvasHeight) / 3, safe.y, safe.y + safe.height],
  }
}

/** Positions that did not snap are rounded to whole store pixels. */
export function roundShift(start: Bounds, { shift, guides }: MovePlan, canvasWidthPx: number): Point {
  const whole = (from: number, by: number) =>
    by === 0 ? 0 : Math.round((from + by) * canvasWidthPx) / canvasWidthPx - from
  return {
    x: roundLength(guides.some(({ axis }) => axis === 'x') ? shift.x : whole(start.left, shift.x)),
    y: roundLength(guides.some(({ axis }) => axis === 'y') ? shift.y : whole(start.top, shift.y)),
  }
}
