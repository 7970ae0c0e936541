import type { Locale } from '#app/document/model/ids.ts'
import type { Element } from '#app/document/model/schema.ts'
import { plainText } from '#app/document/model/text-markup.ts'

/** A text without a layer name is identified by its content. */
export function titleOf(element: Element, locale: Locale): string {
  if (element.type !== 'text' || (element.name !== 'Text' && element.name !== 'Caption')) return element.name
  const caption = element.contentByLocale[locale] ?? Object.values(element.contentByLocale)[0] ?? ''
  return plainText(caption).replace(/\s+/g, ' ').trim() || element.name
}
