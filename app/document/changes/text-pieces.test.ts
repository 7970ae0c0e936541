import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_COMPARED_WORDS, mergeText } from './merge-text.ts'
import { cutIntoPieces, type TextPiece } from './text-pieces.ts'

const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', ' '), { maxLength: 24 })
const joined = (pieces: readonly TextPiece[]) => ({
  base: pieces.flatMap(({ base }) => base),
  earlier: pieces.flatMap(({ earlier }) => earlier),
  later: pieces.flatMap(({ later }) => later),
})

/** Counts how often a word is compared. */
function countReads(texts: TextPiece): number {
  let reads = 0
  const watch = (list: readonly string[]): readonly string[] =>
    new Proxy(list, {
      get(target, key, receiver) {
        if (typeof key === 'string' && /^\d+$/.test(key)) reads += 1
        // Pieces of a counted text are counted as well.
        if (key === 'slice') return (from: number, to: number) => watch(target.slice(from, to))
        return Reflect.get(target, key, receiver)
      },
    })
  cutIntoPieces({ base: watch(texts.base), earlier: watch(texts.earlier), later: watch(texts.later) })
  return reads
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index)
const SIZES = [1_000, 4_000, 16_000, 64_000]
const SHAPES: Record<string, (count: number) => TextPiece> = {
  'one word changed on each side of different words': (count) => {
    const base = range(count).map((at) => `w${at}`)
    return { base, earlier: base.with(count / 4, 'x'), later: base.with(count / 2, 'y') }
  },
  'three texts that share no word': (count) => ({
    base: range(count).map((at) => `a${at}`),
    earlier: range(count).map((at) => `b${at}`),
    later: range(count).map((at) => `c${at}`),
  }),
  'one word all over': (count) => ({
    base: range(count).map(() => 'a'),
    earlier: ['b', ...range(count).map(() => 'a')],
    later: [...range(count).map(() => 'a'), 'c'],
  }),
  'the same words backwards': (count) => {
    const base = range(count).map((at) => `w${at}`)
    return { base, earlier: base.toReversed(), later: base }
  },
}

describe('cutIntoPieces', () => {
  it('leaves nothing out and adds nothing', () => {
    fc.assert(
      fc.property(words, words, words, (base, earlier, later) => {
        expect(joined(cutIntoPieces({ base, earlier, later }))).toEqual({ base, earlier, later })
      }),
    )
  })

  it.each(Object.keys(SHAPES))('compares each word a few times, however many there are: %s', (shape) => {
    for (const size of SIZES) expect(countReads(SHAPES[shape]?.(size) as TextPiece)).toBeLessThan(12 * size)
  })

  it('leaves pieces short enough to be compared word by word where an ordinary text was edited', () => {
    const pieces = cutIntoPieces(
      SHAPES['one word changed on each side of different words']?.(16_000) as TextPiece,
    )
    expect(Math.max(...pieces.slice(1, -1).map(({ base }) => base.length))).toBeLessThan(MAX_COMPARED_WORDS)
  })
})

describe('mergeText', () => {
  const text = (count: number) => range(count).map((at) => `word${at}`)

  it('keeps a word changed on each side of a text of ten thousand words', () => {
    const base = text(10_000)
    const left = base.with(2_500, 'LEFT').join(' ')
    const right = base.with(5_000, 'RIGHT').join(' ')
    const both = base.with(2_500, 'LEFT').with(5_000, 'RIGHT').join(' ')
    expect(mergeText(base.join(' '), left, right)).toEqual({ merged: both, clean: true })
  })

  it('keeps text added before and after a text of one repeated word', () => {
    const base = 'a '.repeat(5_000)
    expect(mergeText(base, `first ${base}`, `${base}last`)).toEqual({
      merged: `first ${base}last`,
      clean: true,
    })
  })

  it('of three texts that share nothing keeps the later one, or both', () => {
    const [base, earlier, later] = ['x', 'y', 'z'].map((letter) =>
      range(4_000)
        .map((at) => `${letter}${at}`)
        .join(' '),
    )
    expect(mergeText(base ?? '', earlier ?? '', later ?? '')).toEqual({ merged: later, clean: false })
    expect(mergeText(base ?? '', earlier ?? '', later ?? '', 'both').merged).toBe(`${earlier} ${later}`)
  })

  it('takes the side that changed, whatever the texts are', () => {
    const long = fc
      .array(fc.constantFrom('a', 'b', 'c', ' ', 'd'), { maxLength: 200 })
      .map((list) => list.join(''))
    fc.assert(
      fc.property(long, long, (base, side) => {
        expect(mergeText(base, side, base)).toEqual({ merged: side, clean: true })
        expect(mergeText(base, base, side)).toEqual({ merged: side, clean: true })
        expect(mergeText(base, side, side)).toEqual({ merged: side, clean: true })
      }),
    )
  })
})
