import * as z from 'zod/mini'

/** The measures of the document. Lengths are fractions of the canvas width, angles degrees clockwise. */
export const length = z.number().check(z.minimum(-100), z.maximum(100))
export const positiveLength = z.number().check(z.minimum(0), z.maximum(100))
export const angleDegrees = z.number().check(z.minimum(-3600), z.maximum(3600))
export const unitInterval = z.number().check(z.minimum(0), z.maximum(1))
export const colour = z
  .string()
  .check(z.regex(/^#(?:[0-9a-f]{6}|[0-9a-f]{8})$/i, 'must be #rrggbb or #rrggbbaa'))
