import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Mark, type MarkedSpan, parseMarkup, plainText } from './text-markup.ts'
import { toggleMark, writeMarkup } from './toggle-mark.ts'

/** `bold:` and the text with that mark. */
const read = (source: string) => {
  const { text, spans } = parseMarkup(source)
  return spans.map(({ start, end, marks }) => [text.slice(start, end), [...marks].sort().join('+')])
}

describe('text markup', () => {
  it('reads bold, italic and accent, alone and inside each other', () => {
    expect(read('Know **where** it *goes* ==now==')).toEqual([
      ['Know ', ''],
      ['where', 'bold'],
      [' it ', ''],
      ['goes', 'italic'],
      [' ', ''],
      ['now', 'accent'],
    ])
    expect(read('***all***')).toEqual([['all', 'bold+italic']])
    expect(read('**a *b***')).toEqual([
      ['a ', 'bold'],
      ['b', 'bold+italic'],
    ])
    expect(read('==**x**==')).toEqual([['x', 'accent+bold']])
  })

  it('leaves signs that mark nothing as they were typed', () => {
    for (const content of [
      '5 * 3 * 2',
      '*****',
      '5***** on the store',
      'a == b',
      '*Free for 7 days',
      'x ** y',
      '**',
      '\\',
      'C:\\new',
    ])
      expect(plainText(content)).toBe(content)
  })

  it('takes a sign after a backslash literally', () => {
    expect(read('\\*not italic\\*')).toEqual([['*not italic*', '']])
    expect(plainText('1\\\\2')).toBe('1\\2')
  })

  it('toggles a mark on the selected text, and on the word at the caret', () => {
    const bold = toggleMark({ source: 'Know where it goes', start: 5, end: 10 }, 'bold')
    expect(bold.source).toBe('Know **where** it goes')
    expect(bold.source.slice(bold.start, bold.end)).toBe('where')
    expect(toggleMark(bold, 'bold').source).toBe('Know where it goes')
    expect(toggleMark({ source: 'one two', start: 5, end: 5 }, 'accent').source).toBe('one ==two==')
    expect(toggleMark({ source: '**one two three**', start: 6, end: 9 }, 'bold').source).toBe(
      '**one** two **three**',
    )
    expect(toggleMark({ source: ' two ', start: 0, end: 5 }, 'italic').source).toBe(' *two* ')
  })

  it('escapes only what would otherwise be read as markup', () => {
    expect(toggleMark({ source: '5 * 3 is fine', start: 6, end: 8 }, 'bold').source).toBe('5 * 3 **is** fine')
    const { source } = toggleMark({ source: '\\*a\\* b', start: 6, end: 7 }, 'bold')
    expect(plainText(source)).toBe('*a* b')
  })

  it('reads back what was written: the text exactly, the marks on every word', () => {
    const piece = fc.record({
      content: fc.string({
        unit: fc.constantFrom('a', 'b', ' ', '*', '=', '\\', '\n', '海'),
        minLength: 1,
        maxLength: 4,
      }),
      marks: fc.subarray<Mark>(['bold', 'italic', 'accent']),
    })
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        let text = ''
        const spans: MarkedSpan[] = []
        for (const { content, marks } of pieces) {
          spans.push({ start: text.length, end: text.length + content.length, marks: new Set(marks) })
          text += content
        }
        const back = parseMarkup(writeMarkup(text, spans))
        expect(back.text).toBe(text)
        const marksAt = (list: readonly MarkedSpan[], at: number) =>
          [...(list.find(({ start, end }) => at >= start && at < end)?.marks ?? [])].sort()
        for (let at = 0; at < text.length; at++) {
          if (text.charAt(at).trim() !== '') expect(marksAt(back.spans, at)).toEqual(marksAt(spans, at))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('parsing keeps every sign in order, whatever is typed', () => {
    const typed = fc.string({ unit: fc.constantFrom('a', ' ', '*', '**', '==', '=', '\\', '\n') })
    fc.assert(
      fc.property(typed, (source) => {
        const { text, sourceAt } = parseMarkup(source)
        expect(sourceAt).toHaveLength(text.length)
        for (const [at, position] of sourceAt.entries()) expect(source[position]).toBe(text[at])
      }),
    )
  })
})
