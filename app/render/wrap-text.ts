import { listGraphemes, splitBreakUnits } from './break-units.ts'
import { SOFT_HYPHEN } from './hyphenation.ts'

/** A line as positions in the text; spaces at a break belong to no line. */
export type LineRange = { start: number; end: number }

type WrapOptions = {
  maxWidth: number
  /** The width of a part of the text. */
  measure: (start: number, end: number) => number
  /** Lines of a paragraph come out about equally long, so that no word is left alone at the end. */
  balanced: boolean
}

/** Rounding in the sum of advances must not push a line that just fits. */
const slack = 0.01

/** Lines of at most `maxWidth`; newlines always break, a word too long for a line breaks anywhere. */
export function wrapText(text: string, options: WrapOptions): LineRange[] {
  const maxWidth = options.maxWidth + slack
  return listParagraphs(text).flatMap((paragraph) => {
    const pieces = listUnits(text, paragraph)
    const units = options.balanced ? joinBroken(text, pieces) : pieces
    const wrap = (width: number) => wrapUnits(text, { paragraph, units, width, measure: options.measure })
    const lines = wrap(maxWidth)
    return options.balanced ? balance(lines, { units, maxWidth, measure: options.measure, wrap }) : lines
  })
}

type Unit = LineRange

function listParagraphs(text: string): LineRange[] {
  const paragraphs: LineRange[] = []
  let start = 0
  for (const { index, 0: newline } of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) {
    paragraphs.push({ start, end: index })
    start = index + newline.length
  }
  return [...paragraphs, { start, end: text.length }]
}

function listUnits(text: string, { start, end }: LineRange): Unit[] {
  let at = start
  return splitBreakUnits(text.slice(start, end)).map((unit) => {
    const from = at
    at += unit.text.length + unit.spaces.length
    return { start: from, end: from + unit.text.length }
  })
}

/** Whole words: in balanced lines, only one that is too long for a line is broken. */
function joinBroken(text: string, pieces: readonly Unit[]): Unit[] {
  const units: Unit[] = []
  for (const piece of pieces) {
    const last = units.at(-1)
    const isContinued = last !== undefined && last.end === piece.start && text[last.end - 1] === SOFT_HYPHEN
    if (isContinued) units[units.length - 1] = { start: last.start, end: piece.end }
    else units.push(piece)
  }
  return units
}

type Wrap = {
  paragraph: LineRange
  units: readonly Unit[]
  width: number
  measure: WrapOptions['measure']
}

function wrapUnits(text: string, { paragraph, units, width, measure }: Wrap): LineRange[] {
  const lines: LineRange[] = []
  let line: LineRange = { start: paragraph.start, end: paragraph.start }
  for (const unit of units) {
    if (measure(line.start, unit.end) <= width) {
      line = { start: line.start, end: unit.end }
      continue
    }
    if (line.end > line.start) lines.push(line)
    const pieces = breakWord(text, { unit, width, measure })
    line = pieces.pop() ?? unit
    lines.push(...pieces)
  }
  return [...lines, line]
}

/** At its soft hyphens, where its pieces fit, and else anywhere. */
function breakWord(
  text: string,
  { unit, width, measure }: { unit: Unit; width: number; measure: WrapOptions['measure'] },
): LineRange[] {
  if (measure(unit.start, unit.end) <= width) return [unit]
  const lines: LineRange[] = []
  for (const piece of listPieces(text, unit)) {
    const last = lines.at(-1)
    if (last !== undefined && measure(last.start, piece.end) <= width)
      lines[lines.length - 1] = { start: last.start, end: piece.end }
    else lines.push(...breakAnywhere(text, { unit: piece, width, measure }))
  }
  return lines
}

function listPieces(text: string, { start, end }: Unit): Unit[] {
  let at = start
  return text
    .slice(start, end)
    .split(/(?<=\u00AD)/)
    .map((piece) => {
      const from = at
      at += piece.length
      return { start: from, end: at }
    })
}

/** At least one grapheme a line, however narrow the box is. */
function breakAnywhere(
  text: string,
  { unit, width, measure }: { unit: Unit; width: number; measure: WrapOptions['measure'] },
): LineRange[] {
  if (measure(unit.start, unit.end) <= width) return [unit]
  const ends = listEnds(text, unit)
  const pieces: LineRange[] = []
  let first = 0
  let start = unit.start
  while (first < ends.length) {
    const from = start
    const count = countFitting(
      ends.length - first,
      (n) => measure(from, ends[first + n - 1] ?? from) <= width,
    )
    const end = ends[first + count - 1] ?? unit.end
    pieces.push({ start, end })
    start = end
    first += count
  }
  return pieces
}

function listEnds(text: string, { start, end }: Unit): number[] {
  let at = start
  return listGraphemes(text.slice(start, end)).map((sign) => {
    at += sign.length
    return at
  })
}

/** The largest n in 1…most for which `fits` holds, by doubling and halving: pasted walls of text stay quick. */
function countFitting(most: number, fits: (n: number) => boolean): number {
  let low = 1
  let high = 2
  while (high <= most && fits(high)) {
    low = high
    high *= 2
  }
  high = Math.min(high, most + 1)
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (fits(middle)) low = middle
    else high = middle
  }
  return low
}

type Balance = {
  units: readonly Unit[]
  maxWidth: number
  measure: WrapOptions['measure']
  wrap: (width: number) => LineRange[]
}

/** In longer texts lines stay full; only a single last word gets the word before it. */
const mostBalancedLines = 6
const steps = 9

/** The narrowest width that needs no more lines, as `text-wrap: balance` in CSS does. */
function balance(lines: LineRange[], { units, maxWidth, measure, wrap }: Balance): LineRange[] {
  if (lines.length < 2) return lines
  if (lines.length > mostBalancedLines) return accompanyLast(lines, { units, maxWidth, measure })
  let low = Math.max(...units.map(({ start, end }) => measure(start, end)))
  // A word that has to be broken anyway fills its lines.
  if (low > maxWidth) return lines
  let high = maxWidth
  let best = lines
  for (let step = 0; step < steps; step++) {
    const middle = (low + high) / 2
    const narrower = wrap(middle)
    if (narrower.length > lines.length) low = middle
    else {
      high = middle
      best = narrower
    }
  }
  return best
}

/** A single word on the last line takes the one before it along, where that leaves two on the line above. */
function accompanyLast(
  lines: LineRange[],
  { units, maxWidth, measure }: Pick<Balance, 'units' | 'maxWidth' | 'measure'>,
): LineRange[] {
  const [before, last] = lines.slice(-2)
  if (before === undefined || last === undefined) return lines
  const isAlone = units.filter(({ start }) => start >= last.start).length < 2
  const [staying, moving] = units
    .filter(({ start, end }) => start >= before.start && end <= before.end)
    .slice(-2)
  if (!isAlone || staying === undefined || moving === undefined || staying.start === before.start)
    return lines
  if (measure(moving.start, last.end) > maxWidth) return lines
  return [
    ...lines.slice(0, -2),
    { start: before.start, end: staying.end },
    { start: moving.start, end: last.end },
  ]
}
