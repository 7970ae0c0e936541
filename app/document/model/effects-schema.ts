import * as z from 'zod/mini'
import { colour, positiveLength, unitInterval } from './measures.ts'

/** What is drawn around and of an element, whatever its kind. Absent: nothing. */
export const effectsSchema = z.looseObject({
  glow: z.optional(z.looseObject({ colour, blur: positiveLength })),
  /** Around the outside of all that is drawn. */
  outline: z.optional(z.looseObject({ colour, width: positiveLength })),
  /** Mirrored below: `gap` away, fading from `opacity` over this share of the element's height. */
  reflection: z.optional(z.looseObject({ gap: positiveLength, share: unitInterval, opacity: unitInterval })),
  /** The dark spot where it stands; `height` of the ellipse below its lower edge. */
  contactShadow: z.optional(z.looseObject({ colour, height: positiveLength })),
  /** Of the element itself. */
  blur: z.optional(positiveLength),
})
export type Effects = z.infer<typeof effectsSchema>
