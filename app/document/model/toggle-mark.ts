import { hasSameMarks, type Mark, type MarkedSpan, markDelimiters, parseMarkup } from './text-markup.ts'

export type MarkedSelection = { source: string; start: number; end: number }

/**
 * Puts a mark on the selected part of a caption's source, or removes it where all of it has it; with an empty
 * selection, on the word around the caret. The selection covers the same text afterwards.
 */
export function toggleMark({ source, start, end }: MarkedSelection, mark: Mark): MarkedSelection {
  const { text, spans, sourceAt } = parseMarkup(source)
  const toText = (at: number) => {
    const index = sourceAt.findIndex((position) => position >= at)
    return index === -1 ? text.length : index
  }
  const range = trimRange(text, expandToWord(text, toText(start), toText(end)))
  if (range.start >= range.end) return { source, start, end }
  const inside = spans.filter((span) => span.start < range.end && span.end > range.start)
  const isOn = inside.every(({ marks }) => marks.has(mark))
  const changed = splitAt(spans, [range.start, range.end]).map((span) => {
    if (span.start < range.start || span.end > range.end) return span
    const marks = new Set(span.marks)
    if (isOn) marks.delete(mark)
    else marks.add(mark)
    return { ...span, marks }
  })
  const next = writeMarkup(text, changed)
  const after = parseMarkup(next).sourceAt
  return {
    source: next,
    start: after[range.start] ?? 0,
    end: (after[range.end - 1] ?? next.length - 1) + 1,
  }
}

/** The shortest source with this text and these marks. Marks on spaces at the edge of a span are dropped. */
export function writeMarkup(text: string, spans: readonly MarkedSpan[]): string {
  const parts = splitBlanks(text, spans)
  const plain = joinParts(text, parts, (content) => content)
  const read = parseMarkup(plain)
  const isSame = read.text === text && parts.every((part) => part.isBlank || isRead(text, part, read.spans))
  return isSame ? plain : joinParts(text, parts, (content) => content.replaceAll(/[*=\\]/g, '\\$&'))
}

/** Every word of the part has its marks again; marks on spaces are invisible. */
function isRead(text: string, { start, end, marks }: Part, spans: readonly MarkedSpan[]): boolean {
  return spans
    .filter((span) => span.start < end && span.end > start)
    .every((span) => {
      const content = text.slice(Math.max(span.start, start), Math.min(span.end, end))
      return content.trim() === '' || hasSameMarks(span.marks, marks)
    })
}

type Part = MarkedSpan & { isBlank: boolean }

function joinParts(text: string, parts: readonly Part[], write: (content: string) => string): string {
  const none: ReadonlySet<Mark> = new Set()
  let source = ''
  let open: readonly Mark[] = []
  const close = (requested: ReadonlySet<Mark>) => {
    const first = open.findIndex((mark) => !requested.has(mark))
    if (first === -1) return
    for (const mark of open.slice(first).reverse()) source += markDelimiters[mark]
    open = open.slice(0, first)
  }
  for (const [index, part] of parts.entries()) {
    // A delimiter beside a space opens or closes nothing: marks end before it and begin after it.
    const next = part.isBlank ? parts.slice(index).find(({ isBlank }) => !isBlank) : part
    close(next?.marks ?? none)
    if (!part.isBlank) {
      const opening = [...part.marks].filter((mark) => !open.includes(mark))
      const reach = (mark: Mark) => {
        const length = parts.slice(index).findIndex(({ isBlank, marks }) => !isBlank && !marks.has(mark))
        return length === -1 ? Number.POSITIVE_INFINITY : length
      }
      // The mark that ends last is outermost.
      opening.sort((a, b) => reach(b) - reach(a) || (a < b ? -1 : 1))
      for (const mark of opening) source += markDelimiters[mark]
      open = [...open, ...opening]
    }
    source += write(text.slice(part.start, part.end))
  }
  close(none)
  return source
}

function splitBlanks(text: string, spans: readonly MarkedSpan[]): Part[] {
  return spans
    .flatMap((span) => {
      const content = text.slice(span.start, span.end)
      const first = span.start + content.length - content.trimStart().length
      return splitAt([span], [first, Math.max(span.start + content.trimEnd().length, first)])
    })
    .map((part) => ({ ...part, isBlank: text.slice(part.start, part.end).trim() === '' }))
}

function splitAt(spans: readonly MarkedSpan[], cuts: readonly number[]): MarkedSpan[] {
  return spans.flatMap((span) => {
    const inside = cuts.filter((cut) => cut > span.start && cut < span.end)
    const edges = [span.start, ...new Set(inside), span.end]
    return edges.slice(1).map((end, index) => ({ ...span, start: edges[index] ?? span.start, end }))
  })
}

function expandToWord(text: string, start: number, end: number): { start: number; end: number } {
  if (start !== end) return { start, end }
  const before = text.slice(0, start).match(/\S*$/)?.[0].length ?? 0
  const after = text.slice(end).match(/^\S*/)?.[0].length ?? 0
  return { start: start - before, end: end + after }
}

function trimRange(text: string, { start, end }: { start: number; end: number }) {
  const content = text.slice(start, end)
  return {
    start: start + (content.length - content.trimStart().length),
    end: end - (content.length - content.trimEnd().length),
  }
}
