import { findArtSafeArea } from '../catalogue/art-safe-areas.ts'
import { aspectOfFrame } from '../catalogue/frame-layout.ts'
import { planCaptionSize } from '../catalogue/screen-layout.ts'
import type { CanvasSizeId } from '../model/ids.ts'
import type { Screen, TextElement } from '../model/schema.ts'
import type { MeasureHeight } from './estimate-text-height.ts'
import type { Area } from './fit-inside.ts'
import { type Items, listCaptions, listFrames } from './list-parts.ts'
import { placeFrames } from './place-frames.ts'
import { placeShapes } from './place-shapes.ts'
import { stackCaptions } from './stack-captions.ts'

type Canvas = {
  canvasSizeId: CanvasSizeId
  canvasHeight: number
  measureHeight: MeasureHeight
  /** Captions stand below the devices. */
  isBelow: boolean
}

/**
 * Captions and devices in new places that suit the shape of the canvas, all inside the part that the store shows
 * everywhere. `before` is the design on its own canvas.
 */
export function composeAnew(screen: Screen, before: Screen, canvas: Canvas): Screen {
  const { canvasSizeId, canvasHeight, measureHeight, isBelow } = canvas
  const safe = findArtSafeArea(canvasSizeId) ?? { x: 0, y: 0, width: 1, height: canvasHeight }
  const frames = listFrames(screen)
  const shape = safe.height / safe.width
  const isBeside = shape < 0.95 && (frames.every(({ item }) => aspectOfFrame(item) < 1) || shape < 0.52)
  const plan = planCaptions(shape, { isBeside, isBelow, isAlone: frames.length === 0 })
  const captions = stackCaptions(listCaptions(screen), {
    ...plan,
    area: moveInto(plan.area, safe),
    size: plan.size * safe.width,
    measureHeight,
  })
  const rest = isBeside ? moveInto(planBeside(shape), safe) : planRest(safe, { isBelow, captions })
  const elements = { ...screen.elements }
  for (const { id, item } of [...captions, ...placeFrames(frames, rest)]) elements[id] = item
  return placeShapes(before, { ...screen, elements })
}

const margin = 0.05
/** Maximum share of an upright canvas for captions; the device gets the rest. */
const maxCaptionShare = 0.3

/** From fractions of the safe area's width to those of the canvas'. */
const moveInto = (area: Area, safe: Area): Area => ({
  x: safe.x + area.x * safe.width,
  y: safe.y + area.y * safe.width,
  width: area.width * safe.width,
  height: area.height * safe.width,
})

/** Beside an upright device on a wide canvas; else above or below the device. */
function planCaptions(
  canvasHeight: number,
  { isBeside, isBelow, isAlone }: { isBeside: boolean; isBelow: boolean; isAlone: boolean },
) {
  const size = planCaptionSize(canvasHeight)
  if (isBeside) {
    const y = 0.09 * canvasHeight
    const area = { x: 0.06, y, width: isAlone ? 0.88 : 0.46, height: canvasHeight - 2 * y }
    return { area, size: size * 1.25, align: 'left' as const, anchor: 'middle' as const }
  }
  const height = (isAlone ? 0.9 : maxCaptionShare) * canvasHeight
  const y = isBelow ? canvasHeight * (1 - margin) - height : canvasHeight * margin
  const anchor = isAlone ? ('middle' as const) : isBelow ? ('bottom' as const) : ('top' as const)
  return { area: { x: 0.07, y, width: 0.86, height }, size, anchor }
}

function planBeside(canvasHeight: number): Area {
  const y = 0.08 * canvasHeight
  return { x: 0.56, y, width: 0.38, height: canvasHeight - 2 * y }
}

/** The part of the canvas not covered by captions. */
function planRest(
  safe: Area,
  { isBelow, captions }: { isBelow: boolean; captions: Items<TextElement> },
): Area {
  const gap = 0.04 * safe.height
  const edge = 0.035 * safe.height
  const [upper, lower] = [safe.y + edge, safe.y + safe.height - edge]
  const ends = captions.map(({ item }) => (isBelow ? item.y : item.y + item.height))
  const top = isBelow ? upper : Math.max(upper, ...ends.map((end) => end + gap))
  const bottom = isBelow ? Math.min(lower, ...ends.map((end) => end - gap)) : lower
  return {
    x: safe.x + 0.07 * safe.width,
    y: top,
    width: 0.86 * safe.width,
    height: Math.max(bottom - top, 0.05 * safe.width),
  }
}
