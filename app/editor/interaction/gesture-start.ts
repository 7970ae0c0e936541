import type { CanvasSizeId } from '#app/document/model/ids.ts'
import type { Screen } from '#app/document/model/schema.ts'
import type { Bounds, Point } from '../geometry/box.ts'
import type { MovePlan } from '../geometry/plan-move.ts'
import { roundLength } from '../geometry/round-length.ts'
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

/** Positions that did not snap are rounded to whole store pixels. */
export function roundShift(start: Bounds, { shift, guides }: MovePlan, canvasWidthPx: number): Point {
  const whole = (from: number, by: number) =>
    by === 0 ? 0 : Math.round((from + by) * canvasWidthPx) / canvasWidthPx - from
  return {
    x: roundLength(guides.some(({ axis }) => axis === 'x') ? shift.x : whole(start.left, shift.x)),
    y: roundLength(guides.some(({ axis }) => axis === 'y') ? shift.y : whole(start.top, shift.y)),
  }
}
