import * as z from 'zod/mini'
import {
  type ElementId,
  elementIdSchema,
  groupIdSchema,
  localeSchema,
  mediaIdSchema,
} from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import { type Element, elementSchema, groupSchema } from '#app/document/model/schema.ts'

const copiedScreen = z.object({
  /** How many screens after the first of the selection; negative before it. */
  place: z.int(),
  elements: z.record(elementIdSchema, elementSchema),
  /** Those that were copied whole. */
  groups: z.record(groupIdSchema, groupSchema),
})

const copiedSchema = z.object({
  screens: z.array(copiedScreen).check(z.minLength(1), z.maxLength(1000)),
  /** The language that was shown: the source of texts in languages that the target project lacks. */
  locale: localeSchema,
  mediaNames: z.record(mediaIdSchema, z.string().check(z.maxLength(200))),
})
export type CopiedElements = z.infer<typeof copiedSchema>

export type ClipboardElements = { kind: 'elements'; copied: CopiedElements } | { kind: 'unreadable' }

const mark = 'data-appframes-elements'

/**
 * Elements in the form of the system's clipboard, for other tabs, other projects and after a reload: HTML with the
 * elements in an attribute (the one type that every browser keeps), and their text for other programs.
 */
export function writeClipboard(copied: CopiedElements): { html: string; text: string } {
  const texts = listCopied(copied).flatMap((element) =>
    element.type === 'text'
      ? (element.contentByLocale[copied.locale] ?? Object.values(element.contentByLocale)[0] ?? [])
      : [],
  )
  const text = texts.join('\n')
  const html = `<div ${mark}="${encodeURIComponent(JSON.stringify(copied))}">${escapeHtml(text)}</div>`
  return { html, text }
}

/** The elements of every screen, from back to front. */
export const listCopied = ({ screens }: Pick<CopiedElements, 'screens'>): readonly Element[] =>
  screens.flatMap(({ elements }) => listOrdered<ElementId, Element>(elements).map(({ item }) => item))

/** `undefined`: the clipboard has no elements of this app. */
export function readClipboard(html: string): ClipboardElements | undefined {
  const found = new RegExp(`<div ${mark}="([^"]*)"`).exec(html)?.[1]
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

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
