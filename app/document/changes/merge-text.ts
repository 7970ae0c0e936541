import { diff3Merge } from 'node-diff3'
import { cutIntoPieces, type TextPiece } from './text-pieces.ts'

/**
 * Merges two edits of one text by words. Where both changed the same words, the later side wins (`both`: the words of
 * the two, one after the other) and the result is not `clean`. Takes about as many steps as there are words, whatever
 * the texts: captions come from other devices.
 */
export function mergeText(
  base: string,
  earlier: string,
  later: string,
  kept: 'later' | 'both' = 'later',
): { merged: string; clean: boolean } {
  let merged = ''
  let clean = true
  const whole = { base: splitWords(base), earlier: splitWords(earlier), later: splitWords(later) }
  for (const region of cutIntoPieces(whole).flatMap(mergePiece)) {
    if (region.ok !== undefined) {
      merged += region.ok.join('')
    } else if (region.conflict !== undefined) {
      clean = false
      const [left, right] = [region.conflict.a.join(''), region.conflict.b.join('')]
      merged += kept === 'later' ? right : join(left, right)
    }
  }
  return { merged, clean }
}

/**
 * What is stored of a text typed over `before` where the document has `theirs` by now: nothing is recorded there, so the
 * words of both stay. `undefined`: there is no other text.
 */
export function mergeTyped(before: string | undefined, theirs: string | undefined, typed: string): string {
  if (before === undefined || theirs === undefined || theirs === before) return typed
  return mergeText(before, theirs, typed, 'both').merged
}

const join = (left: string, right: string): string =>
  /\S$/.test(left) && /^\S/.test(right) ? `${left} ${right}` : left + right

/** Words, runs of white space and single other characters; joined again they are the text. */
function splitWords(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}'’]+|\s+|[\s\S]/gu) ?? []
}

type Region = {
  ok?: readonly string[] | undefined
  conflict?: { a: readonly string[]; b: readonly string[] } | undefined
}

/** Limit: comparing all words of a piece with all others costs the cube of its length. */
export const MAX_COMPARED_WORDS = 48

function mergePiece(piece: TextPiece): readonly Region[] {
  const { base, earlier, later } = piece
  if (base.length === 1 && earlier.length === 1 && later.length === 1 && base[0] === earlier[0]) {
    return [{ ok: later }]
  }
  if (Math.max(base.length, earlier.length, later.length) > MAX_COMPARED_WORDS) return mergeEnds(piece)
  return diff3Merge([...earlier], [...base], [...later], { excludeFalseConflicts: true })
}

/** Each side is treated as one replacement of the part between its unchanged ends. */
function mergeEnds({ base, earlier, later }: TextPiece): readonly Region[] {
  const [left, right] = [findReplaced(base, earlier), findReplaced(base, later)]
  const take = (words: readonly string[], { offset }: Replaced, from: number, to: number) =>
    words.slice(from, to + offset)
  if (isUnchanged(left)) return [{ ok: later }]
  if (isUnchanged(right) || isEqual(earlier, later)) return [{ ok: earlier }]
  if (left.to < right.from) {
    return [
      { ok: take(earlier, left, 0, left.to) },
      { ok: base.slice(left.to, right.from) },
      { ok: later.slice(right.from) },
    ]
  }
  if (right.to < left.from) {
    return [
      { ok: take(later, right, 0, right.to) },
      { ok: base.slice(right.to, left.from) },
      { ok: earlier.slice(left.from) },
    ]
  }
  const from = Math.min(left.from, right.from)
  const to = Math.max(left.to, right.to)
  return [
    { ok: base.slice(0, from) },
    { conflict: { a: take(earlier, left, from, to), b: take(later, right, from, to) } },
    { ok: base.slice(to) },
  ]
}

/** The words of the base that a side replaced, and how many more it has instead. */
type Replaced = { from: number; to: number; offset: number }

function findReplaced(base: readonly string[], side: readonly string[]): Replaced {
  const shorter = Math.min(base.length, side.length)
  const offset = side.length - base.length
  let from = 0
  while (from < shorter && base[from] === side[from]) from += 1
  let to = base.length
  while (to > from && to + offset > from && base[to - 1] === side[to + offset - 1]) to -= 1
  return { from, to, offset }
}

const isUnchanged = ({ from, to, offset }: Replaced): boolean => from === to && offset === 0

const isEqual = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((word, index) => word === b[index])
