import * as z from 'zod/mini'

/** A field of a stored row that may be absent; a damaged one counts as absent, and the row stays readable. */
export const optionalField = <Schema extends z.core.$ZodType>(schema: Schema) =>
  z.catch(z.optional(schema), undefined)
