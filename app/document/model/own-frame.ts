import * as z from 'zod/mini'
import { mediaIdSchema } from './ids.ts'
import { unitInterval } from './measures.ts'

/** A picture with a hole as the frame of a capture, instead of a device of the catalogue. */
export const ownFrameSchema = z.looseObject({
  media: mediaIdSchema,
  widthPx: z.number().check(z.positive(), z.maximum(100_000)),
  heightPx: z.number().check(z.positive(), z.maximum(100_000)),
  /** The screen, in fractions of the picture's width and height. */
  screen: z.looseObject({ x: unitInterval, y: unitInterval, width: unitInterval, height: unitInterval }),
  /** Corner radius of the screen as a fraction of its width. */
  corner: unitInterval,
})
export type OwnFrame = z.infer<typeof ownFrameSchema>
