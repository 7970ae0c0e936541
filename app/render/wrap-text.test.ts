import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listGraphemes } from './break-units.ts'
import { wrapText } from './wrap-text.ts'

/** Every grapheme is one wide. */
const measure = (line: string) => listGraphemes(line).length
const wrap = (text: string, maxWidth: number, balanced = false) =>
  wrapText(text, {
    maxWidth,
    balanced,
    measure: (start, end) => measure(text.slice(start, end)),
  }).map(({ start, end }) => text.slice(start, end))

describe('wrapText', () => {
  it('fills lines with whole words and lets the space at the break hang', () => {
    expect(wrap('know where your money goes', 10)).toEqual(['know where', 'your money', 'goes'])
  })

  it('breaks at every newline and keeps empty lines and leading spaces', () => {
    expect(wrap('one\n\n  two\r\nthree', 20)).toEqual(['one', '', '  two', 'three'])
  })

  it('breaks a word that is too long for a line between graphemes, never inside one', () => {
    expect(wrap('abcdefgh', 3)).toEqual(['abc', 'def', 'gh'])
    expect(wrap('👩‍👩‍👧👩‍👩‍👧e\u0301e\u0301', 1)).toEqual(['👩‍👩‍👧', '👩‍👩‍👧', 'e\u0301', 'e\u0301'])
  })

  it('continues after the rest of a broken word', () => {
    expect(wrap('abcdefgh ij', 5)).toEqual(['abcde', 'fgh', 'ij'])
    expect(wrap('abcdefg ij', 5)).toEqual(['abcde', 'fg ij'])
  })

  it('breaks ideographs anywhere, but not before closing or after opening punctuation', () => {
    expect(wrap('潮の満ち引き', 3)).toEqual(['潮の満', 'ち引き'])
    expect(wrap('海辺の宝。次', 4)).toEqual(['海辺の', '宝。次'])
    expect(wrap('海辺「宝物」', 3)).toEqual(['海辺', '「宝', '物」'])
  })

  it('keeps a price and its sign, and words joined by no-break spaces, together', () => {
    expect(wrap('only 5\u00a0km away', 7)).toEqual(['only', '5\u00a0km', 'away'])
  })

  it('may break after a hyphen inside a word', () => {
    expect(wrap('easy-going days', 6)).toEqual(['easy-', 'going', 'days'])
  })

  it('breaks Thai between its words', () => {
    const lines = wrap('สวัสดีชาวโลก', 6)
    expect(lines.join('')).toBe('สวัสดีชาวโลก')
    expect(lines[0]).toBe('สวัสดี')
  })

  it('loses nothing but the spaces at breaks, and no line but a single grapheme is too wide', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '-', '海', '。', '「', '\n', '👍🏽', '\u00a0'),
    })
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 12 }), (input, width) => {
        const lines = wrap(input, width)
        expect(lines.join('').replaceAll(' ', '')).toBe(input.replaceAll(/[ \n]/g, ''))
        for (const line of lines)
          expect(
            measure(line) <= width || listGraphemes(line.trim()).length <= 1 || line.startsWith(' '),
          ).toBe(true)
      }),
    )
  })
})

describe('balanced lines', () => {
  const balance = (text: string, width: number) => wrap(text, width, true)

  it('leaves no word alone on the last line', () => {
    expect(wrap('Everything you own in one place', 26)).toEqual(['Everything you own in one', 'place'])
    expect(balance('Everything you own in one place', 26)).toEqual(['Everything you', 'own in one place'])
    expect(balance('Show what makes it great', 20)).toEqual(['Show what', 'makes it great'])
  })

  it('treats every paragraph by itself and leaves single lines and typed breaks alone', () => {
    expect(balance('Know the tide\nat a glance', 20)).toEqual(['Know the tide', 'at a glance'])
    expect(balance('one two three four five\nsix', 18)).toEqual(['one two three', 'four five', 'six'])
  })

  it('balances scripts without spaces too', () => {
    expect(balance('潮の満ち引きがわかる', 8)).toEqual(['潮の満ち引', 'きがわかる'])
  })

  it('moves a word down to a single last word of a long text, and leaves the rest filled', () => {
    const text = 'aaa bbb ccc ddd eee fff ggg hhh iii jjj kkk lll mmm nnn ooo ppp qqq rrr sss ttt uuu vvv'
    const greedy = wrap(text, 11)
    expect(greedy.at(-1)).toBe('vvv')
    expect(balance(text, 11)).toEqual([...greedy.slice(0, -2), 'sss ttt', 'uuu vvv'])
  })

  it('needs no more lines than filling them does, keeps every word, and no line is too wide', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'bb', ' ', '-', '海', '。', '\n') })
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 14 }), (input, width) => {
        const lines = balance(input, width)
        expect(lines).toHaveLength(wrap(input, width).length)
        expect(lines.join('').replaceAll(' ', '')).toBe(input.replaceAll(/[ \n]/g, ''))
        for (const line of lines)
          expect(
            measure(line) <= width || listGraphemes(line.trim()).length <= 1 || line.startsWith(' '),
          ).toBe(true)
      }),
    )
  })
})
