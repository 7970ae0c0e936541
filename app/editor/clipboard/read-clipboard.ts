import * as z from 'zod/mini'
import { elementIdSchema, groupIdSchema, localeSchema, mediaIdSchema } from '#app/document/model/ids.ts'
import { elementSchema, groupSchema } from '#app/document/model/schema.ts'
import { findCopied } from './find-copied.ts'

const copiedScreen = z.object({
  /** How many screens after the first of the selection; negative before it. */
  place: z.int(),
  elements: z.record(elementIdSchema, elementSchema),
  /** Those that were copied whole. */
  groups: z.record(groupIdSchema, groupSchema),
  /** Canvas height / canvas width; absent: copied by an older version. */
  canvasHeight: z.optional(z.number().check(z.minimum(0.01), z.maximum(100))),
})

const copiedSchema = z.object({
  screens: z.array(copiedScreen).check(z.minLength(1), z.maxLength(1000)),
  /** The language that was shown: the source of texts in languages that the target project lacks. */
  locale: localeSchema,
  mediaNames: z.record(mediaIdSchema, z.string().check(z.maxLength(200))),
})
export type CopiedElements = z.infer<typeof copiedSchema>

export type ClipboardElements = { kind: 'elements'; copied: CopiedElements } | { kind: 'unreadable' }

/** `undefined`: the clipboard has no elements of this app. */
export function readClipboard(html: string): ClipboardElements | undefined {
  const found = findCopied(html)
  if (found === undefined) return undefined
  const copied = copiedSchema.safeParse(parseJson(found))
  return copied.success ? { kind: 'elements', copied: copied.data } : { kind: 'unreadable' }
}

function parseJson(encoded: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(encoded))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof URIError) return undefined
    throw error
  }
}
