import * as z from 'zod/mini'
import { colour, unitInterval } from './measures.ts'

export const longestPathData = 100_000
export const mostDrawingStops = 64

/** `current`: the fill of the shape, so that a drawing of one colour can be given another. */
const ink = z.union([z.literal('current'), colour])

/** Of SVG files, in units of the view; a file may use very large ones and scale them down. */
const coordinate = z.number().check(z.minimum(-1e9), z.maximum(1e9))
/** a, b, c, d, e, f of a matrix. */
const matrix = z.array(z.number()).check(z.length(6))
const key = z.string().check(z.maxLength(100))
const pathData = z.string().check(z.maxLength(longestPathData))
const rule = z.enum(['nonzero', 'evenodd'])

const stops = z
  .array(z.looseObject({ offset: unitInterval, colour }))
  .check(z.minLength(2), z.maxLength(mostDrawingStops))

/** In the space of the path that it paints. Beyond its ends the first and the last colour go on. */
const drawingGradientSchema = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('linear'),
    x1: coordinate,
    y1: coordinate,
    x2: coordinate,
    y2: coordinate,
    stops,
  }),
  /** From a point inside the circle, or a smaller circle around it, to the circle. */
  z.looseObject({
    type: z.literal('radial'),
    x: coordinate,
    y: coordinate,
    radius: coordinate,
    focusX: coordinate,
    focusY: coordinate,
    focusRadius: z.optional(coordinate),
    transform: z.optional(matrix),
    stops,
  }),
])
export type DrawingGradient = z.infer<typeof drawingGradientSchema>

const drawingPathSchema = z.looseObject({
  d: pathData,
  fill: z.optional(ink),
  stroke: z.optional(ink),
  /** Entries of `gradients`, drawn in place of `fill` and `stroke`; one that is not there means none. */
  fillGradient: z.optional(key),
  strokeGradient: z.optional(key),
  strokeWidth: z.optional(z.number().check(z.minimum(0), z.maximum(1e6))),
  /** Ends and corners of the stroke; absent: round. */
  cap: z.optional(z.enum(['butt', 'round', 'square'])),
  join: z.optional(z.enum(['miter', 'round', 'bevel'])),
  miterLimit: z.optional(z.number().check(z.minimum(1), z.maximum(1e6))),
  dash: z.optional(z.array(z.number().check(z.minimum(0), z.maximum(1e6))).check(z.maxLength(64))),
  dashOffset: z.optional(coordinate),
  opacity: z.optional(unitInterval),
  rule: z.optional(rule),
  transform: z.optional(matrix),
  /** An entry of `groups`; one that is not there means none. */
  group: z.optional(key),
})
export type DrawingPath = z.infer<typeof drawingPathSchema>

/** Only what lies in one of the paths is seen. */
const clipSchema = z.looseObject({
  paths: z
    .array(z.looseObject({ d: pathData, rule: z.optional(rule), transform: z.optional(matrix) }))
    .check(z.maxLength(1000)),
})
export type DrawingClip = z.infer<typeof clipSchema>

/** Paths that are drawn as one piece: faded, cut out and masked together. Those of a group follow one another. */
const drawingGroupSchema = z.looseObject({
  /** The group around it. */
  parent: z.optional(key),
  opacity: z.optional(unitInterval),
  /** Only what lies in all of them is seen. */
  clips: z.optional(z.array(clipSchema).check(z.maxLength(40))),
  /** Seen as much as the mask is bright; `alpha`: as it is opaque. */
  mask: z.optional(
    z.looseObject({
      alpha: z.optional(z.literal(true)),
      paths: z.array(drawingPathSchema).check(z.maxLength(1000)),
    }),
  ),
})
export type DrawingGroup = z.infer<typeof drawingGroupSchema>

/**
 * A picture made of paths, from an icon or an SVG file. Nothing but path data and colours is kept of either, so it is drawn
 * sharply at every size and brings no code along. Lengths in units of the view; `d` is SVG path data.
 */
export const drawingSchema = z.looseObject({
  width: z.number().check(z.minimum(0.001), z.maximum(1e6)),
  height: z.number().check(z.minimum(0.001), z.maximum(1e6)),
  paths: z.array(drawingPathSchema).check(z.maxLength(1000)),
  gradients: z.optional(z.record(key, drawingGradientSchema)),
  groups: z.optional(z.record(key, drawingGroupSchema)),
})
export type Drawing = z.infer<typeof drawingSchema>
