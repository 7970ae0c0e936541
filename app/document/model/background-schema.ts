import * as z from 'zod/mini'
import { mediaIdSchema } from './ids.ts'
import { angleDegrees, colour, length, positiveLength, unitInterval } from './measures.ts'

const gradientStop = z.looseObject({ offset: unitInterval, colour })
export const gradientStops = z.array(gradientStop).check(z.minLength(2), z.maxLength(16))

/** `x`, `y` and `radius` of every kind are fractions of the canvas width and measured from the top left. */
const plainBackgroundSchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('colour'), colour }),
  z.looseObject({ type: z.literal('linear'), angle: angleDegrees, stops: gradientStops }),
  z.looseObject({
    type: z.literal('radial'),
    x: length,
    y: length,
    radius: positiveLength,
    stops: gradientStops,
  }),
  /** Around a point; `angle` is where the first colour begins, 0 at the top. */
  z.looseObject({
    type: z.literal('conic'),
    x: length,
    y: length,
    angle: angleDegrees,
    stops: gradientStops,
  }),
  /** Soft spots over a colour, the first at the bottom. */
  z.looseObject({
    type: z.literal('mesh'),
    colour,
    spots: z
      .array(z.looseObject({ x: length, y: length, radius: positiveLength, colour }))
      .check(z.maxLength(16)),
  }),
  z.looseObject({
    type: z.literal('pattern'),
    /** A name of `patternNames`. Unknown: the colour alone. */
    pattern: z.string().check(z.maxLength(100)),
    colour,
    ink: colour,
    /** The distance from one sign to the next. */
    size: positiveLength,
    angle: angleDegrees,
  }),
  z.looseObject({
    type: z.literal('image'),
    media: mediaIdSchema,
    fit: z.enum(['cover', 'contain', 'stretch']),
    /** The colour where the picture does not reach; opaque, because Apple rejects alpha. */
    colour,
    blur: z.optional(positiveLength),
    dim: z.optional(unitInterval),
    /** Absent: in the middle, as large as `fit` makes it, upright. */
    pan: z.optional(z.looseObject({ x: length, y: length })),
    zoom: z.optional(z.number().check(z.minimum(0.1), z.maximum(20))),
    rotation: z.optional(angleDegrees),
    /** A colour over the picture, with its transparency. */
    overlay: z.optional(colour),
    /** How dark the corners are, and how strong the grain is. */
    vignette: z.optional(unitInterval),
    noise: z.optional(unitInterval),
  }),
])

/** `kept`: what the other kinds had before the kind was changed, by kind. Not drawn. */
const kept = { kept: z.optional(z.record(z.string().check(z.maxLength(100)), plainBackgroundSchema)) }

const [colourOption, linear, radial, conic, mesh, pattern, image] = plainBackgroundSchema.def.options
export const backgroundSchema = z.discriminatedUnion('type', [
  z.extend(colourOption, kept),
  z.extend(linear, kept),
  z.extend(radial, kept),
  z.extend(conic, kept),
  z.extend(mesh, kept),
  z.extend(pattern, kept),
  z.extend(image, kept),
])
