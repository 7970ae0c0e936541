import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Caption, listCaptions, listProjectLocales } from '#app/captions/captions.ts'
import { setCaption } from '#app/document/edits/set-content.ts'
import { addLinkedSize } from '#app/document/linked/add-linked-size.ts'
import type { CanvasSizeId, Locale, ProjectId } from '#app/document/model/ids.ts'
import { getLocaleDirection } from '#app/document/model/locale-direction.ts'
import type { Project } from '#app/document/model/schema.ts'
import { editProject } from '#app/document/resolve/edit-project.ts'
import { resolveProject } from '#app/document/resolve/resolve-project.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import { createCounter } from '#tests/factories/generate-project.ts'
import { describeMark, markCell, setCells } from './caption-cell.ts'
import { planPaste, readBlock, writeBlock } from './cell-block.ts'
import { findCells, findNextPlace, replaceInCells } from './find-in-cells.ts'
import { readGridKey, readGridMove } from './grid-keys.ts'
import { clampSelection, getRange, planMove, planTab, selectCell } from './grid-selection.ts'
import { listCaptionPlaces } from './list-caption-places.ts'

const [english, german] = ['en-US', 'de-DE'] as [Locale, Locale]
const sample = createSampleProject({
  id: 'b5f2b0a4-4a9c-4c0e-8a35-1f1f5a0c9e11' as ProjectId,
  mint: createCounter('id'),
})
const list = (project: Project) => listCaptions(project, ['iphone-69' as CanvasSizeId])
function first(project: Project): Caption {
  const [caption] = list(project)
  if (caption === undefined) throw new Error('The sample has captions.')
  return caption
}
const size = { rows: 4, columns: 3 }
const middle = selectCell({ row: 1, column: 1 })
const press = (key: string, held: Partial<KeyboardEvent> = {}) => ({
  key,
  code: '',
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
})

describe('the selection', () => {
  it('moves by keys, stays in the table and grows with Shift', () => {
    const at = (key: string, held: Partial<KeyboardEvent> = {}) => {
      const move = readGridMove(press(key, held))
      return move === undefined ? undefined : planMove(middle, move, size)
    }
    expect(at('ArrowUp')).toEqual(selectCell({ row: 0, column: 1 }))
    expect(at('PageDown')).toEqual(selectCell({ row: 3, column: 1 }))
    expect(at('End', { ctrlKey: true })).toEqual(selectCell({ row: 3, column: 2 }))
    expect(at('ArrowRight', { shiftKey: true })).toEqual({
      focus: { row: 1, column: 2 },
      anchor: middle.anchor,
    })
    expect(at('ArrowLeft', { altKey: true })).toBeUndefined()
    expect(at('x')).toBeUndefined()
  })

  it('Tab goes on in the next row and leaves the table behind the last cell', () => {
    expect(planTab(selectCell({ row: 1, column: 2 }), 1, size)).toEqual(selectCell({ row: 2, column: 0 }))
    expect(planTab(selectCell({ row: 0, column: 0 }), -1, size)).toBeUndefined()
    expect(planTab(selectCell({ row: 3, column: 2 }), 1, size)).toBeUndefined()
  })

  it('is clamped when rows are gone', () => {
    expect(clampSelection(selectCell({ row: 9, column: 9 }), size)).toEqual(selectCell({ row: 3, column: 2 }))
  })

  it('commands are read from the table of keys', () => {
    expect(readGridKey(press('F2'))).toBe('edit')
    expect(readGridKey(press('z', { ctrlKey: true }))).toBe('undo')
    expect(readGridKey(press('a'))).toBeUndefined()
  })
})

describe('the clipboard', () => {
  it('any block comes back with its quotes, tabs, line breaks and empty cells', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', ' ', ',', 'م', '😀'), maxLength: 6 })
    const block = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      )
    fc.assert(
      fc.property(block, (cells) => {
        expect(readBlock(writeBlock(cells))).toEqual(cells)
      }),
    )
  })

  it('reads what spreadsheets write', () => {
    expect(readBlock('a\tb\r\n"x\r\ny"\t\r\n\r\nc\td\r\n')).toEqual([
      ['a', 'b'],
      ['x\ny', ''],
      [''],
      ['c', 'd'],
    ])
    expect(readBlock('"Hi, he said')).toEqual([['"Hi, he said']])
  })

  it('one cell fills the range, a block begins at its first cell, what has no place is counted', () => {
    const range = getRange({ anchor: { row: 1, column: 1 }, focus: { row: 2, column: 2 } })
    expect(planPaste([['x']], range, size).cells).toHaveLength(4)
    const plan = planPaste(
      [
        ['a', 'b', 'c'],
        ['d', 'e', 'f'],
        ['g', 'h', 'i'],
      ],
      range,
      size,
    )
    expect(plan.cells.map(({ text }) => text).join('')).toBe('abdegh')
    expect(plan).toMatchObject({ outside: 3, range: { top: 1, left: 1, bottom: 3, right: 2 } })
  })
})

describe('cells', () => {
  it('marks what is not translated or the same, but no text without letters', () => {
    const caption = first(sample)
    const text = (content: string | undefined) =>
      ({
        ...caption,
        textByLocale: { [english]: '10', ...(content === undefined ? {} : { [german]: content }) },
      }) as Caption
    expect(markCell(caption, german, english)).toBeUndefined()
    expect(markCell(text(undefined), german, english)).toBeUndefined()
    const same = first(
      setCells(sample, [{ caption, locale: german, text: caption.textByLocale[english] ?? '' }], english),
    )
    expect(markCell(same, german, english)).toBe('same')
    const none = first(setCells(sample, [{ caption, locale: german, text: '' }], english))
    expect(markCell(none, german, english)).toBe('untranslated')
    expect(markCell(none, english, english)).toBeUndefined()
  })

  it('emptying a source cell leaves an empty text, emptying an empty one changes nothing', () => {
    const caption = first(sample)
    const emptied = setCells(sample, [{ caption, locale: english, text: '' }], english)
    expect(first(emptied).textByLocale[english]).toBe('')
    const gone = setCells(sample, [{ caption, locale: german, text: '' }], english)
    expect(first(gone).textByLocale).not.toHaveProperty(german)
    expect(setCells(gone, [{ caption: first(gone), locale: german, text: '' }], english)).toBe(gone)
  })

  it('[F13] a text that others wrote in a cell stays while another is typed over it', () => {
    const caption = first(sample)
    const write = (project: Project, text: string, before?: string) =>
      setCells(
        project,
        [{ caption, locale: english, text, ...(before === undefined ? {} : { before }) }],
        english,
      )
    const theirs = write(write(sample, 'Know the tide'), 'Know every tide')
    const read = (project: Project) => first(project).textByLocale[english]
    expect(read(write(theirs, 'Know the tide today', 'Know the tide'))).toBe('Know every tide today')
    expect(read(write(theirs, 'Know each tide', 'Know the tide'))).toBe('Know every each tide')
    expect(read(write(theirs, 'Know each tide'))).toBe('Know each tide')
  })

  it('arabic and hebrew cells are written from right to left', () => {
    expect(['ar-SA', 'he', 'iw-IL', 'ur-PK', 'fa-IR', 'de-DE', 'zh-Hans'].map(getLocaleDirection)).toEqual([
      ...['rtl', 'rtl', 'rtl', 'rtl', 'rtl', 'ltr', 'ltr'],
    ])
  })
})

describe('find and replace', () => {
  const table = { captions: list(sample), locales: listProjectLocales(sample) }

  it('finds without regard to case, goes round, and replaces literally in one edit', () => {
    const search = { query: 'TIDE', matchCase: false }
    const places = findCells(table, search)
    expect(places.length).toBeGreaterThan(2)
    const last = places.at(-1) ?? { row: 0, column: 0 }
    expect(findNextPlace(places, last, 1)).toEqual(places[0])
    expect(findNextPlace(places, places[0] ?? last, -1)).toEqual(last)
    const replaced = setCells(
      sample,
      replaceInCells(table, { places, search, replacement: '$& (x)' }),
      english,
    )
    expect(findCells({ ...table, captions: list(replaced) }, search)).toEqual([])
    expect(JSON.stringify(list(replaced))).toContain('$& (x)')
  })

  it('respects case when it is asked to, and signs of patterns are plain', () => {
    expect(findCells(table, { query: 'TIDE', matchCase: true })).toEqual([])
    expect(findCells(table, { query: '.*', matchCase: true })).toEqual([])
    expect(findCells(table, { query: '', matchCase: true })).toEqual([])
  })
})

describe('a caption in the sizes that follow', () => {
  const [phone, pad] = ['iphone-69', 'ipad-13'] as [CanvasSizeId, CanvasSizeId]
  const linked = addLinkedSize(
    { ...sample, screensByCanvasSize: { [phone]: sample.screensByCanvasSize[phone] ?? {} } } as Project,
    { canvasSizeId: pad, master: phone },
  )

  it('is looked at in each of them, but where it has a text of its own', () => {
    const project = resolveProject(linked)
    const caption = first(project)
    const places = listCaptionPlaces(project, caption)
    expect(places.map(({ canvasSizeId }) => canvasSizeId)).toEqual([phone, pad])
    expect(places[1]?.element.contentByLocale).toEqual(caption.textByLocale)

    const [, follower] = places
    const own = editProject(linked, (current) =>
      setCaption(current, {
        canvasSizeId: pad,
        screenId: follower?.screen.id as never,
        elementId: caption.elementId,
        locale: german,
        content: 'Eigen',
      }),
    )
    const again = resolveProject(own)
    expect(listCaptionPlaces(again, first(again)).map(({ canvasSizeId }) => canvasSizeId)).toEqual([phone])
  })

  it('that does not fit in one of them names it', () => {
    const caption = first(sample)
    expect(describeMark('overflow', caption, ['iPhone 6.9"'])).toBe('Does not fit its box')
    expect(describeMark('overflow', caption, ['iPad 13"'])).toBe('Does not fit its box: iPad 13"')
  })
})
