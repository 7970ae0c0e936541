import type { ElementId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element } from '#app/document/model/schema.ts'
import { mark } from './find-copied.ts'
import type { CopiedElements } from './read-clipboard.ts'

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

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
