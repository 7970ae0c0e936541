import type { Area, CaptionSlot, FrameSlot, Placement } from './layout.ts'

type Shape = {
  /** In fractions of the canvas width. */
  canvasHeight: number
  /** The devices are wider than high. */
  isLying: boolean
}

/** A canvas lower than this is wide: an upright device and a caption share its width. */
const wide = 0.95
/** So low that even a lying device leaves no room above it. */
const veryWide = 0.52

export const isWide = (canvasHeight: number) => canvasHeight < wide

/** The caption stands beside the devices. */
export const isBeside = ({ canvasHeight, isLying }: Shape) =>
  isWide(canvasHeight) && (!isLying || canvasHeight < veryWide)

/**
 * The placement for a canvas of any shape. On a wide one the caption stands beside upright devices, on the side that
 * `flip` names, and above or below lying ones.
 */
export function placeLayout(placement: Placement, shape: Shape, flip = false): Placement {
  const { caption, frames } = placement
  if (!isWide(shape.canvasHeight) || caption === undefined || frames.length === 0) return placement
  if (!isBeside(shape)) return placeStacked(placement, caption)
  // Already beside: the areas suit a wide canvas as they are.
  if (caption.area.width < 0.6) return { ...placement, caption: enlarge(caption) }
  const to = flip ? area([0.03, 0.04, 0.45, 0.94]) : area([0.52, 0.04, 0.45, 0.94])
  const beside: CaptionSlot = {
    ...enlarge(caption),
    area: area([flip ? 0.54 : 0.06, 0.1, 0.4, 0.8]),
    anchor: 'middle',
    align: 'left',
  }
  const { from } = readStage(caption)
  const turn = shape.isLying ? 0.5 : 1
  return { ...placement, caption: beside, frames: moveSlots(frames, { from, to, turn }) }
}

/** Captions as on an upright canvas, in a narrower band, and lying devices in the rest. */
function placeStacked(placement: Placement, caption: CaptionSlot): Placement {
  const { from, isBelow } = readStage(caption)
  const band = Math.min(Math.max(caption.area.height * 0.94, 0.175), 0.32)
  const edge = 0.045
  const room = 1 - edge - band - 0.02
  const to = isBelow ? area([0.1, 0, 0.8, room]) : area([0.1, 1 - room, 0.8, room])
  const y = isBelow ? 1 - edge - band : edge
  return {
    ...placement,
    caption: { ...caption, area: area([0.08, y, 0.84, band]) },
    frames: moveSlots(placement.frames, { from, to, turn: 0.4 }),
  }
}

/** The part of the canvas that the caption leaves to the devices. */
function readStage({ area: { y, height } }: CaptionSlot) {
  const isBelow = y > 0.5
  const top = y + height + 0.015
  return { isBelow, from: isBelow ? { y: 0, height: y - 0.02 } : { y: top, height: 1 - top } }
}

const area = ([x, y, width, height]: readonly [number, number, number, number]): Area => ({
  x,
  y,
  width,
  height,
})

const enlarge = (caption: CaptionSlot): CaptionSlot => ({
  ...caption,
  size: Math.min(caption.size, 1.4) * 1.3,
})

/** `turn`: times the rotation, because a wide device sweeps more with the same angle. */
type Move = { from: { y: number; height: number }; to: Area; turn: number }

function moveSlots(frames: readonly FrameSlot[], { from, to, turn }: Move): readonly FrameSlot[] {
  return frames.map((slot) => ({
    ...slot,
    area: {
      x: to.x + slot.area.x * to.width,
      y: to.y + ((slot.area.y - from.y) / from.height) * to.height,
      width: slot.area.width * to.width,
      height: (slot.area.height / from.height) * to.height,
    },
    ...(slot.rotation === undefined ? {} : { rotation: slot.rotation * turn }),
  }))
}
