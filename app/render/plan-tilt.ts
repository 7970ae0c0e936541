import { eyeDistance, toTiltRadians } from './projection.ts'

/** A plane turned in space, seen in perspective. Lengths are measured from the middle of its box. */
export type Tilt = {
  /** Turns the coordinates below to those of the element: their columns lie along lines of equal depth. In radians. */
  readonly turn: number
  /** Where a point of the flat plane is seen. */
  see(x: number, y: number): { x: number; y: number }
  /** The transform from the flat plane to what is seen in the column `x`; `undefined` behind the eye. */
  planStrip(x: number): Matrix | undefined
}

type Matrix = { a: number; b: number; c: number; d: number; e: number; f: number }

/**
 * The same picture as `createProjection`. With p a point of the flat plane, its depth is g·p, its scale s = eye / (eye +
 * g·p), and it is seen at s·A·p. Points of equal depth have one scale, so the lines along them, flat and seen, are
 * parallel: `along` and A·`along`.
 */
export function planTilt(box: { width: number; height: number }, tilt: { x: number; y: number }): Tilt {
  const [aboutVertical, aboutHorizontal] = [toTiltRadians(tilt.x), toTiltRadians(tilt.y)]
  const [cosV, sinV] = [Math.cos(aboutVertical), Math.sin(aboutVertical)]
  const [cosH, sinH] = [Math.cos(aboutHorizontal), Math.sin(aboutHorizontal)]
  const eye = eyeDistance * Math.max(box.width, box.height, 1)
  const g = { x: sinV * cosH, y: -sinH }
  const steepness = Math.hypot(g.x, g.y)
  // Unit vectors on the flat plane: deeper, and along a line of equal depth.
  const deeper = steepness > 0 ? { x: g.x / steepness, y: g.y / steepness } : { x: 1, y: 0 }
  const along = { x: -deeper.y, y: deeper.x }
  const project = ({ x, y }: Point): Point => ({ x: x * cosV, y: y * cosH + x * sinV * sinH })
  const seenAlong = project(along)
  const length = Math.hypot(seenAlong.x, seenAlong.y)
  const down = { x: seenAlong.x / length, y: seenAlong.y / length }
  const across = { x: down.y, y: -down.x }
  const seenDeeper = project(deeper)
  const [reach, slant] = [dot(seenDeeper, across), dot(seenDeeper, down)]

  return {
    turn: Math.atan2(across.y, across.x),
    see(x, y) {
      const [depth, aside] = [dot({ x, y }, deeper), dot({ x, y }, along)]
      const scale = eye / (eye + depth * steepness)
      return { x: scale * depth * reach, y: scale * (depth * slant + aside * length) }
    },
    planStrip(x) {
      const below = reach * eye - x * steepness
      const depth = (x * eye) / below
      const behind = eye + depth * steepness
      if (!(Math.abs(below) > 1e-9) || !(behind > 0)) return undefined
      const scale = eye / behind
      // Of what is seen by depth, at the middle of the strip.
      const [growX, growY] = [(reach * scale * eye) / behind, (slant * scale * eye) / behind]
      const [fromX, fromY] = [x - growX * depth, scale * depth * slant - growY * depth]
      return {
        a: growX * deeper.x,
        b: growY * deeper.x + scale * length * along.x,
        c: growX * deeper.y,
        d: growY * deeper.y + scale * length * along.y,
        e: fromX,
        f: fromY,
      }
    },
  }
}

type Point = { x: number; y: number }

const dot = (a: Point, b: Point) => a.x * b.x + a.y * b.y
