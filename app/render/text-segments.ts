import bidiFactory from 'bidi-js'
import { hasSameMarks, type Mark, type MarkedSpan } from '#app/document/model/text-markup.ts'
import { listGraphemes } from './break-units.ts'
import { SOFT_HYPHEN } from './hyphenation.ts'
import { isEmoji, replaceUncovered } from './script-families.ts'
import type { LineRange } from './wrap-text.ts'

export type Direction = 'ltr' | 'rtl'

/** A part of a line that is drawn in one go: one style, one direction. */
export type TextSegment = {
  text: string
  marks: ReadonlySet<Mark>
  direction: Direction
  /** Its letters join: they must not be spaced apart. */
  isCursive: boolean
  /** Shown in colour, by a font of its own. */
  isEmoji: boolean
}

type SplitOptions = {
  spans: readonly MarkedSpan[]
  /** The direction of the whole text. */
  direction: Direction
  /** True when letters are spaced, so that joined scripts need segments of their own. */
  isSpaced: boolean
  hasEmoji: boolean
  family: string
}

const cursive =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mongolian}\p{Script=Mandaic}\p{Script=Phags_Pa}\p{Script=Adlam}\p{Script=Manichaean}\p{Script=Psalter_Pahlavi}]/u
const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Mandaic}\p{Script=Samaritan}\p{Script=Adlam}]/u
const letter = /\p{L}/u

/** The segments of a line from left to right, as they are seen. */
export function splitSegments(text: string, line: LineRange, options: SplitOptions): TextSegment[] {
  const parts = splitByStyle(text, line, options)
  const [only] = parts
  const isMixed = rightToLeft.test(text)
  if (parts.length < 2 || !isMixed) {
    // The browser orders signs drawn in one call.
    const direction = isMixed || only === undefined ? options.direction : 'ltr'
    return parts.map((part) =>
      createSegment(text, part, { direction, family: options.family, lineEnd: line.end }),
    )
  }
  return orderVisually(text, { line, parts, options })
}

/** By the first letter that has a direction, as HTML's `dir="auto"` does. */
export function planDirection(text: string): Direction {
  return rightToLeft.test(text.match(letter)?.[0] ?? '') ? 'rtl' : 'ltr'
}

type Part = LineRange & { marks: ReadonlySet<Mark>; isCursive: boolean; isEmoji: boolean }

function splitByStyle(text: string, line: LineRange, options: SplitOptions): Part[] {
  const parts: Part[] = []
  const push = (part: Part) => {
    const last = parts.at(-1)
    if (last !== undefined && isSameKind(last, part) && hasSameMarks(last.marks, part.marks)) {
      parts[parts.length - 1] = { ...last, end: part.end }
    } else parts.push(part)
  }
  const isPlain = !options.hasEmoji && (!options.isSpaced || !cursive.test(text))
  for (const span of options.spans) {
    const start = Math.max(span.start, line.start)
    const end = Math.min(span.end, line.end)
    if (start >= end) continue
    if (isPlain) push({ start, end, marks: span.marks, isCursive: false, isEmoji: false })
    else for (const part of splitByKind(text, { start, end }, options)) push({ ...part, marks: span.marks })
  }
  return parts
}

const isSameKind = (a: Omit<Part, 'marks'>, b: Omit<Part, 'marks'>): boolean =>
  a.isCursive === b.isCursive && a.isEmoji === b.isEmoji

/** Marks, spaces and punctuation go with the joined letters before them. */
function splitByKind(
  text: string,
  { start, end }: LineRange,
  { isSpaced }: SplitOptions,
): Omit<Part, 'marks'>[] {
  const parts: Omit<Part, 'marks'>[] = []
  let at = start
  for (const sign of listGraphemes(text.slice(start, end))) {
    const last = parts.at(-1)
    const isJoined = cursive.test(sign) || (last?.isCursive === true && !/[\p{L}\p{N}]/u.test(sign))
    const kind = { isCursive: isSpaced && isJoined && !isEmoji(sign), isEmoji: isEmoji(sign) }
    const part = { start: at, end: at + sign.length, ...kind }
    if (last !== undefined && isSameKind(last, part)) last.end = part.end
    else parts.push(part)
    at = part.end
  }
  return parts
}

const bidi = bidiFactory()

/** The Unicode bidirectional algorithm over the line; parts of one style are cut where the direction changes. */
function orderVisually(
  text: string,
  { line, parts, options }: { line: LineRange; parts: readonly Part[]; options: SplitOptions },
): TextSegment[] {
  const { direction, family } = options
  const { levels } = bidi.getEmbeddingLevels(text.slice(line.start, line.end), direction)
  const levelAt = (at: number) => levels[at - line.start] ?? 0
  const runs = parts.flatMap((part) => {
    const cut: (Part & { level: number })[] = []
    for (let at = part.start; at < part.end; at++) {
      const last = cut.at(-1)
      const level = levelAt(at)
      if (last !== undefined && last.level === level) last.end = at + 1
      else cut.push({ ...part, start: at, end: at + 1, level })
    }
    return cut
  })
  const highest = Math.max(...runs.map(({ level }) => level))
  for (let level = highest; level > 0; level--) reverseRuns(runs, level)
  return runs.map((run) =>
    createSegment(text, run, {
      direction: run.level % 2 === 1 ? 'rtl' : 'ltr',
      family,
      lineEnd: line.end,
    }),
  )
}

/** Rule L2: every stretch of at least this level is turned round. */
function reverseRuns(runs: (Part & { level: number })[], level: number): void {
  for (let from = 0; from < runs.length; from++) {
    let to = from
    while ((runs[to]?.level ?? -1) >= level) to++
    if (to - from > 1) runs.splice(from, to - from, ...runs.slice(from, to).reverse())
    from = Math.max(from, to)
  }
}

function createSegment(
  text: string,
  { start, end, marks, isCursive, isEmoji: isInColour }: Part,
  { direction, family, lineEnd }: { direction: Direction; family: string; lineEnd: number },
): TextSegment {
  // A possible line break has no width of its own; letter spacing would give it one.
  const shown = text.slice(start, end).replaceAll(/[\u200B\u00AD]/g, '')
  const isBroken = end === lineEnd && text[end - 1] === SOFT_HYPHEN
  return {
    text: replaceUncovered(isBroken ? `${shown}-` : shown, family),
    marks,
    direction,
    isCursive,
    isEmoji: isInColour,
  }
}
