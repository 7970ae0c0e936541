import type { MarkedSpan, MarkedText } from '#app/document/model/text-markup.ts'

/** A place where a word may be broken: drawn as a hyphen at the end of a line, elsewhere not at all. */
export const SOFT_HYPHEN = '\u00AD'

type Hyphenate = (text: string) => string

/** By the key of their language; from `load-hyphenation.ts`, which is no part of the editor's first load. */
const loaded = new Map<string, Hyphenate>()

export function addHyphenation(key: string, hyphenate: Hyphenate): void {
  loaded.set(key, hyphenate)
}

/** Countries whose English is broken by the rules of Britain. */
const british = /^en-.*\b(?:GB|AU|NZ|IE|ZA|IN)$/i

export function keyOfLanguage(locale: string): string {
  return british.test(locale) ? 'en-GB' : (locale.split('-')[0] ?? '')
}

/** The text with a soft hyphen wherever its language breaks a word; as it is until the patterns are loaded. */
export function hyphenateText(marked: MarkedText, locale: string): MarkedText {
  const hyphenate = loaded.get(keyOfLanguage(locale))
  if (hyphenate === undefined) return marked
  const broken = hyphenate(marked.text)
  if (broken.length === marked.text.length) return marked
  /** For each position of the text its position in the broken one; a hyphen belongs to the sign before it. */
  const movedTo: number[] = []
  const sourceAt: number[] = []
  let from = 0
  for (let at = 0; at < broken.length; at++) {
    const isAdded = broken[at] !== marked.text[from]
    sourceAt.push(marked.sourceAt[isAdded ? Math.max(from - 1, 0) : from] ?? 0)
    if (isAdded) continue
    movedTo[from] = at
    from += 1
  }
  movedTo[from] = broken.length
  const spans = marked.spans.map(({ start, end, marks }): MarkedSpan => {
    const isLast = end >= marked.text.length
    // A hyphen between two spans goes with the first.
    return { start: movedTo[start] ?? 0, end: isLast ? broken.length : (movedTo[end] ?? 0), marks }
  })
  return { text: broken, spans, sourceAt }
}
