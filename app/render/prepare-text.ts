import type { TextStyle } from '#app/document/model/schema.ts'
import { type MarkedSpan, type MarkedText, parseMarkup } from '#app/document/model/text-markup.ts'
import { hyphenateText } from './hyphenation.ts'

/** The content as it is drawn: its marks read, its words broken, in capitals where the style says so. */
export function prepareText(content: string, style: TextStyle, locale: string): MarkedText {
  const marked = parseMarkup(content)
  const hyphenated = style.hyphenate ? hyphenateText(marked, locale) : marked
  return style.caps ? capitalise(hyphenated, locale) : hyphenated
}

/** Letters may become several (ß → SS), so positions are counted anew; `sourceAt` then names the start of the span. */
function capitalise({ text, spans, sourceAt }: MarkedText, locale: string): MarkedText {
  let capitals = ''
  const sources: number[] = []
  const moved = spans.map(({ start, end, marks }): MarkedSpan => {
    const from = capitals.length
    const part = toCapitals(text.slice(start, end), locale)
    for (let at = 0; at < part.length; at++) sources.push(sourceAt[Math.min(start + at, end - 1)] ?? 0)
    capitals += part
    return { start: from, end: capitals.length, marks }
  })
  return { text: capitals, spans: moved, sourceAt: sources }
}

/** Greek drops its accents and Turkish dots its İ: each language has its rules. */
function toCapitals(text: string, locale: string): string {
  try {
    return text.toLocaleUpperCase(locale)
  } catch {
    return text.toUpperCase()
  }
}
