/**
 * The markup inside captions: `**bold**`, `*italic*`, `==accent==`; a backslash escapes a sign. It is part of the
 * string, so that tables, merges and searches work on plain text. Signs that open or close nothing are literal.
 */
export type Mark = 'bold' | 'italic' | 'accent'

/** A stretch of the text, UTF-16 positions, with the marks on all of it. */
export type MarkedSpan = { start: number; end: number; marks: ReadonlySet<Mark> }

export type MarkedText = {
  /** The visible text: without delimiters and backslashes. */
  text: string
  /** Consecutive; together they cover the text. */
  spans: readonly MarkedSpan[]
  /** For each sign of `text` its position in the source. */
  sourceAt: readonly number[]
}

export const markDelimiters: Readonly<Record<Mark, string>> = { bold: '**', italic: '*', accent: '==' }

type Piece = { source: string; at: number; mark?: Mark; role?: 'open' | 'close' }
type Opener = { index: number; mark: Mark }

export function parseMarkup(source: string): MarkedText {
  if (!/[*=\\]/.test(source)) return plainMarkup(source)
  const pieces: Piece[] = []
  const openers: Opener[] = []
  for (let at = 0; at < source.length; ) {
    const piece = readPiece(source, at, openers.at(-1)?.mark)
    if (piece.mark !== undefined) matchDelimiter(source, { pieces, openers, piece })
    pieces.push(piece)
    at += piece.source.length
  }
  return collectSpans(pieces)
}

/** The visible text of the caption. */
export function plainText(source: string): string {
  return parseMarkup(source).text
}

function plainMarkup(source: string): MarkedText {
  const spans = source === '' ? [] : [{ start: 0, end: source.length, marks: new Set<Mark>() }]
  return { text: source, spans, sourceAt: Array.from({ length: source.length }, (_, at) => at) }
}

function readPiece(source: string, at: number, innermost: Mark | undefined): Piece {
  const sign = source.charAt(at)
  const next = source.charAt(at + 1)
  if (sign === '\\' && next !== '' && '*=\\'.includes(next)) return { source: sign + next, at }
  if (sign === '=' && next === '=') return { source: '==', at, mark: 'accent' }
  if (sign !== '*') return { source: sign, at }
  // In `***` the mark opened last closes first.
  const isPair = next === '*' && !(innermost === 'italic' && source.charAt(at + 2) === '*')
  return isPair ? { source: '**', at, mark: 'bold' } : { source: '*', at, mark: 'italic' }
}

function matchDelimiter(
  source: string,
  { pieces, openers, piece }: { pieces: Piece[]; openers: Opener[]; piece: Piece },
): void {
  const { mark } = piece
  if (mark === undefined) return
  if (mark === 'bold') swapAdjacent(pieces, openers)
  const opened = openers.findLastIndex((opener) => opener.mark === mark)
  const opener = openers[opened]
  if (opener !== undefined && !isSpace(signBefore(source, piece.at)) && hasText(pieces, opener.index)) {
    const from = pieces[opener.index]
    if (from !== undefined) from.role = 'open'
    piece.role = 'close'
    // A delimiter that was opened inside and not closed is literal.
    openers.length = opened
    return
  }
  if (!isSpace(signAfter(source, piece.at))) openers.push({ index: pieces.length, mark })
}

/** `***` opens both; the first one closed is the inner one. */
function swapAdjacent(pieces: readonly Piece[], openers: Opener[]): void {
  const [outer, inner] = openers.slice(-2)
  if (outer?.mark !== 'bold' || inner?.mark !== 'italic' || inner.index !== outer.index + 1) return
  const [first, second] = [pieces[outer.index], pieces[inner.index]]
  if (first === undefined || second === undefined) return
  Object.assign(first, { source: '*', mark: 'italic' })
  Object.assign(second, { source: '**', at: first.at + 1, mark: 'bold' })
  openers.splice(-2, 2, { ...outer, mark: 'italic' }, { ...inner, mark: 'bold' })
}

const isSpace = (sign: string) => sign === '' || /\s/.test(sign)
const hasText = (pieces: readonly Piece[], index: number) =>
  pieces.slice(index + 1).some(({ mark }) => mark === undefined)

/** Past the whole row of delimiters: `*****` alone is five stars. */
function signBefore(source: string, at: number): string {
  let index = at - 1
  while (index >= 0 && '*='.includes(source.charAt(index)) && source.charAt(index - 1) !== '\\') index--
  return source.charAt(index)
}

function signAfter(source: string, at: number): string {
  return source.slice(at).match(/^[*=]+([\s\S]?)/)?.[1] ?? ''
}

function collectSpans(pieces: readonly Piece[]): MarkedText {
  const spans: { start: number; end: number; marks: ReadonlySet<Mark> }[] = []
  const sourceAt: number[] = []
  const marks = new Set<Mark>()
  let text = ''
  for (const { source, at, mark, role } of pieces) {
    if (mark !== undefined && role !== undefined) {
      if (role === 'open') marks.add(mark)
      else marks.delete(mark)
      continue
    }
    const isEscaped = source.length === 2 && source.startsWith('\\')
    const shown = isEscaped ? source.slice(1) : source
    const last = spans.at(-1)
    const start = text.length
    text += shown
    for (let offset = 0; offset < shown.length; offset++) sourceAt.push(at + offset + (isEscaped ? 1 : 0))
    if (last !== undefined && hasSameMarks(last.marks, marks)) last.end = text.length
    else spans.push({ start, end: text.length, marks: new Set(marks) })
  }
  return { text, spans, sourceAt }
}

export function hasSameMarks(a: ReadonlySet<Mark>, b: ReadonlySet<Mark>): boolean {
  return a.size === b.size && [...a].every((mark) => b.has(mark))
}
