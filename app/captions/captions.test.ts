import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import { moveToScreen } from '#app/document/edits/move-to-screen.ts'
import { setCaption } from '#app/document/edits/set-content.ts'
import { renameScreen } from '#app/document/edits/set-screen.ts'
import type { CanvasSizeId, Locale, ProjectId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import { createCounter } from '#tests/factories/generate-project.ts'
import { runsOf } from '#tests/setup/runs-of.ts'
import { applyImport } from './apply-import.ts'
import { type Caption, listCaptions } from './captions.ts'
import { type ImportOptions, planImport } from './plan-import.ts'
import { readCaptionFiles } from './read-caption-files.ts'
import { encodeText } from './text-encoding.ts'
import { type CaptionFormat, writeCaptionFiles } from './write-caption-files.ts'

const [english, german, arabic] = ['en-US', 'de-DE', 'ar-SA'] as [Locale, Locale, Locale]
const iphone = 'iphone-69' as CanvasSizeId
const sample = createSampleProject({
  id: 'b5f2b0a4-4a9c-4c0e-8a35-1f1f5a0c9e11' as ProjectId,
  mint: createCounter('id'),
})
const keep: ImportOptions = { emptyCells: 'keep', addTags: [] }
const remove: ImportOptions = { emptyCells: 'remove', addTags: [] }

const formats: CaptionFormat[] = [
  ...(['wide', 'long'] as const).flatMap((shape) =>
    ([',', ';', '\t'] as const).flatMap((delimiter) =>
      [true, false].map((byteOrderMark): CaptionFormat => ({ kind: 'csv', shape, delimiter, byteOrderMark })),
    ),
  ),
  { kind: 'json' },
  { kind: 'xcstrings' },
  { kind: 'strings', encoding: 'utf-8' },
  { kind: 'strings', encoding: 'utf-16le' },
  { kind: 'strings', encoding: 'utf-16be' },
]

const text = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.string({
      unit: fc.constantFrom(
        '"',
        "'",
        '\\',
        '\n',
        ',',
        ';',
        '\t',
        '=',
        '+',
        '@',
        '-',
        '/',
        '*',
        ' ',
        'ا',
        'لم',
        '😀',
        '\u200f',
      ),
      maxLength: 12,
    }),
  )
  // NUL is no part of a document, and all line ends are read as one.
  .map((value) => value.replaceAll(/[\0\r]/g, ''))

function listIphone(project: Project): [Caption, Caption, ...Caption[]] {
  const [first, second, ...others] = listCaptions(project, [iphone])
  if (first === undefined || second === undefined) throw new Error('The sample has captions.')
  return [first, second, ...others]
}

const withText = (project: Project, caption: Caption, [locale, content]: [Locale, string | undefined]) =>
  setCaption(project, { ...caption, locale, content })

const read = (path: string, content: string, locale = english) =>
  readCaptionFiles([{ path, bytes: encodeText(content) }], { sourceLocale: locale })

describe('round trips', () => {
  it.each(formats.map((format) => [Object.values(format).join(' '), format] as const))(
    'every text comes back from %s as it was',
    (_name, format) => {
      fc.assert(
        fc.property(fc.array(text, { minLength: 4, maxLength: 4 }), (texts) => {
          const [first, second] = listIphone(sample)
          const project = [first, second].reduce((draft, caption, at) => {
            const named = withText(draft, caption, [english, texts[at * 2] ?? ''])
            return withText(named, caption, [german, texts[at * 2 + 1] ?? ''])
          }, sample)
          const files = writeCaptionFiles(project, { format })
          const result = planImport(sample, readCaptionFiles(files, { sourceLocale: english }), remove)
          expect(result.problems).toEqual([])
          const restored = applyImport(sample, result)
          const plan = planImport(restored, readCaptionFiles(files, { sourceLocale: english }), keep)
          expect(plan.texts).toEqual([])
          for (const caption of listIphone(project).slice(0, 2)) {
            const back = listIphone(restored).find(({ key }) => key === caption.key)
            for (const locale of [english, german]) {
              const wanted = caption.textByLocale[locale]
              // An empty cell never removes a source text and cannot say that a translation is empty.
              if (wanted !== '') expect(back?.textByLocale[locale]).toBe(wanted)
            }
          }
        }),
        { numRuns: runsOf(60) },
      )
    },
  )

  it('frameit reads back titles and keywords of every language', () => {
    const files = writeCaptionFiles(sample, { format: { kind: 'frameit' } })
    expect(files.map(({ path }) => path)).toEqual([
      'en-US/title.strings',
      'en-US/keyword.strings',
      'de-DE/title.strings',
      'de-DE/keyword.strings',
      'Framefile.json',
    ])
    const plan = planImport(sample, readCaptionFiles(files, { sourceLocale: english }), keep)
    expect(plan).toMatchObject({ texts: [], problems: [], unknownRows: [], absentCaptions: [] })
    // Five screens of two sizes with a title and a keyword in two languages.
    expect(plan.sameCount).toBe(40)
  })
})

describe('keys', () => {
  it('a translation finds its caption after renames, reorders and a move to another screen', () => {
    const files = writeCaptionFiles(sample, {
      format: { kind: 'csv', shape: 'wide', delimiter: ',', byteOrderMark: true },
    })
    const [first] = listIphone(sample)
    const other = listIphone(sample).find(({ screenId }) => screenId !== first.screenId)
    const renamed = renameScreen(sample, { ...first, name: 'Renamed' })
    const moved = moveToScreen(renamed, {
      canvasSizeId: iphone,
      from: first.screenId,
      to: other?.screenId ?? first.screenId,
      elementIds: [first.elementId],
      dx: 0,
      dy: 0,
      ratio: 1,
    })
    const edited = withText(moved, first, [german, undefined])
    const there = listIphone(edited).find(({ key }) => key === first.key)
    expect(there?.screenId).toBe(other?.screenId)
    const plan = planImport(
      withText(moved, there ?? first, [german, 'Anders']),
      readCaptionFiles(files, { sourceLocale: english }),
      keep,
    )
    expect(plan.texts).toMatchObject([
      { kind: 'changed', before: 'Anders', after: first.textByLocale[german] },
    ])
  })
})

describe('a plan', () => {
  const [first, second] = listIphone(sample)
  const csv = (...rows: string[]) => read('texts.csv', rows.join('\r\n'))

  it('tells new, changed, removed and same apart, and applying it is one change', () => {
    const project = withText(sample, second, [german, undefined])
    const file = csv(
      'key,en-US,de-DE',
      `${first.key},Now,`,
      `${second.key},"${second.textByLocale[english]}",Neu`,
    )
    const plan = planImport(project, file, remove)
    expect(plan.texts).toMatchObject([
      { kind: 'changed', locale: english, after: 'Now' },
      { kind: 'removed', locale: german, before: first.textByLocale[german] },
      { kind: 'new', locale: german, after: 'Neu' },
    ])
    expect(plan.sameCount).toBe(1)
    expect(plan.absentCaptions).toHaveLength(18)
    const change = diffProjects(project, applyImport(project, plan), 'Import captions')
    expect(change.ops).toHaveLength(3)
  })

  it('an empty cell keeps what is there unless it is said to remove, and never removes a source text', () => {
    const file = csv('key,en-US,de-DE', `${first.key},,`)
    expect(planImport(sample, file, keep)).toMatchObject({ texts: [], keptCount: 2 })
    const plan = planImport(sample, file, remove)
    expect(plan).toMatchObject({ texts: [{ kind: 'removed', locale: german }], keptCount: 1 })
  })

  it('an unknown language is counted and added only when it is asked for', () => {
    const file = csv('key;en-US;ar', `${first.key};;اعرف المد`)
    const plan = planImport(sample, file, keep)
    expect(plan).toMatchObject({ texts: [], unknownLanguages: [{ tag: 'ar', texts: 1, isAdded: false }] })
    const added = planImport(sample, file, { ...keep, addTags: ['ar'] })
    const project = applyImport(sample, added)
    expect(Object.keys(project.locales ?? {})).toEqual([english, german, 'ar'])
    expect(listIphone(project)[0].textByLocale).toMatchObject({ ar: 'اعرف المد' })
  })

  it('a tag means the language that the project writes another way', () => {
    const file = csv('key,en,de', `${first.key},Now,Jetzt`)
    expect(planImport(sample, file, keep).texts).toMatchObject([
      { locale: english, after: 'Now' },
      { locale: german, after: 'Jetzt' },
    ])
  })

  it('a row without a known key is found by its source text, in every size, or named', () => {
    const file = csv(
      'Source (en-US),German (de-DE),Note',
      `"${first.textByLocale[english]}",Gezeiten,short`,
      'Nobody wrote this,Niemand,',
    )
    const plan = planImport(sample, file, keep)
    expect(plan.texts.map(({ caption, after }) => [caption.canvasSizeId, after])).toEqual([
      ['iphone-69', 'Gezeiten'],
      ['play-phone', 'Gezeiten'],
    ])
    expect(plan.unknownRows).toEqual([{ name: 'Nobody wrote this', path: 'texts.csv', line: 4 }])
    expect(plan.skipped).toMatchObject([{ name: 'Note' }])
  })

  it('two texts for one caption are named; the last one is taken', () => {
    const plan = planImport(sample, csv('key,de-DE', `${first.key},Eins`, `${first.key},Zwei`), keep)
    expect(plan.texts).toMatchObject([{ after: 'Zwei' }])
    expect(plan.problems).toMatchObject([{ line: 3, text: 'Zwei' }])
  })

  it('a text longer than the document takes is left out and named', () => {
    const plan = planImport(sample, csv('key,de-DE', `${first.key},${'x'.repeat(10_001)}`), keep)
    expect(plan).toMatchObject({ texts: [], problems: [{ path: 'texts.csv', line: 2 }] })
  })

  it('keys that every object inherits are only texts', () => {
    const file = read('a.json', '{"en-US":{"constructor":"a","__proto__":"b"},"toString":{"x":"y"}}')
    const plan = planImport(sample, file, { ...keep, addTags: ['toString'] })
    expect(plan.texts).toEqual([])
    expect(plan.unknownRows.map(({ name }) => name)).toContain('constructor')
  })

  it('adding an arabic column twice adds the language once', () => {
    const file = csv('key,ar,ar-SA', `${first.key},أ,ب`)
    const plan = planImport(sample, file, { ...keep, addTags: ['ar', 'ar-SA'] })
    expect(plan.addedLocales).toEqual(['ar', arabic])
  })
})
