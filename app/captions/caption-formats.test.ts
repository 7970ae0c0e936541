import { describe, expect, it, vi } from 'vitest'
import type { CanvasSizeId, ElementId, Locale, ScreenId } from '#app/document/model/ids.ts'
import type { Caption } from './captions.ts'
import { parseDelimited } from './delimited-text.ts'
import { guardFormula, unguardFormula } from './guard-formula.ts'
import { readCaptionFiles } from './read-caption-files.ts'
import { encodeText } from './text-encoding.ts'
import { updateXcstrings } from './write-xcstrings.ts'

const sourceLocale = 'en-US' as Locale
const read = (path: string, bytes: Uint8Array | string, localeByPath?: ReadonlyMap<string, string>) =>
  readCaptionFiles([{ path, bytes: typeof bytes === 'string' ? encodeText(bytes) : bytes }], {
    sourceLocale,
    ...(localeByPath === undefined ? {} : { localeByPath }),
  })

describe('separated values', () => {
  it('reads CRLF, LF and CR, mixed, with line breaks in quotes, and counts the lines of the file', () => {
    const { records } = parseDelimited('a,b\r\n"1\n2","x ""y"""\rc,d\n\n"e",f"g', ',')
    expect(records).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1\n2', 'x "y"'] },
      { line: 4, cells: ['c', 'd'] },
      { line: 6, cells: ['e', 'f"g'] },
    ])
  })

  it('no cell that is written begins a formula, and apostrophes come back', () => {
    for (const text of ['=1+1', '+1', '-1', '@x', "'=1", "''@", "'tis", '＝1', '\t=1', 'plain', '']) {
      expect(guardFormula(text)).not.toMatch(/^[=+\-@\t＝]/)
      expect(unguardFormula(guardFormula(text))).toBe(text)
    }
  })

  it.each([
    [',', 'key,en-US,de-DE\nk,"a;b;c",d'],
    [';', 'sep=;\nkey;en-US;de-DE\nk;"a;b;c";d'],
    ['tab', 'key\ten-US\tde-DE\nk\ta;b;c\td'],
  ])('finds the separator %s by the languages of the first line', (_name, content) => {
    expect(read('a.csv', content).rows).toMatchObject([{ textByTag: { 'en-US': 'a;b;c', 'de-DE': 'd' } }])
  })

  it('a broken row is named by file, line and text, and the others are read', () => {
    const { rows, problems } = read('a.csv', 'key,de\nk1,eins\nk2,zwei,drei\nk3,vier\nk4,"fünf\nk5,sechs')
    expect(rows.map(({ textByTag }) => textByTag.de)).toEqual(['eins', 'vier'])
    expect(problems).toMatchObject([
      { path: 'a.csv', line: 3, text: 'k2,zwei,drei' },
      { path: 'a.csv', line: 5, text: 'k4,"fünf' },
    ])
  })

  it('a file without languages, an empty one and one of another encoding say what to do', () => {
    expect(read('a.csv', 'name,price\nx,1').problems[0]?.message).toMatch(/names no language/)
    expect(read('a.csv', ' \n').problems[0]?.message).toMatch(/empty/)
    expect(read('a.csv', Uint8Array.of(0x66, 0xfc, 0x72)).problems[0]?.message).toMatch(/CSV UTF-8/)
    expect(read('a.docx', 'x').problems[0]?.message).toMatch(/\.xcstrings/)
  })

  it('a first column “id” is the key, any other is Indonesian', () => {
    expect(read('a.csv', 'id,de\nk,x').rows).toMatchObject([
      { address: { key: 'k' }, textByTag: { de: 'x' } },
    ])
    expect(read('a.csv', 'key,id\nk,x').rows).toMatchObject([{ textByTag: { id: 'x' } }])
  })
})

describe('.strings', () => {
  const content =
    '/* "a" = "b"; */\n"k\\"1" = "Zeile\\n\\U00e4\\u00f6 \\\\";\n// note\nbare.key = \'x\';\n"same";\n'
  const entries = [
    ['k"1', 'Zeile\näö \\'],
    ['bare.key', 'x'],
    ['same', 'same'],
  ]

  it.each([
    ['UTF-8', encodeText(content)],
    ['UTF-8 with its mark', encodeText(`\uFEFF${content}`)],
    ['UTF-16 LE', encodeText(content, 'utf-16le')],
    ['UTF-16 LE with its mark', encodeText(`\uFEFF${content}`, 'utf-16le')],
    ['UTF-16 BE', encodeText(content, 'utf-16be')],
    ['UTF-16 BE with its mark', encodeText(`\uFEFF${content}`, 'utf-16be')],
  ])('reads comments and escapes in %s', (_name, bytes) => {
    const { rows, problems } = read('de.lproj/A.strings', bytes)
    expect(problems).toEqual([])
    expect(rows.map(({ address, textByTag }) => [address.by === 'key' && address.key, textByTag.de])).toEqual(
      entries,
    )
  })

  it('a broken line is named by file, line and text; reading goes on behind it', () => {
    const { rows, problems } = read(
      'de/A.strings',
      '"a" = "1";\n"b" = "2"\n"c" = "3";\n"d" "4";\n"e" = "5";\n"f" = "6;\n',
    )
    expect(rows.map(({ textByTag }) => textByTag.de)).toEqual(['1', '3', '5'])
    expect(problems.map(({ path, line, text }) => [path, line, text])).toEqual([
      ['de/A.strings', 2, '"b" = "2"'],
      ['de/A.strings', 4, '"d" "4";'],
      ['de/A.strings', 6, '"f" = "6;'],
    ])
  })

  it('the lines of a long file are read once, not once for each entry', () => {
    const lines = Array.from({ length: 500 }, (_, at) => `"k${at}" = "a\nb"; /* ${at} */`)
    const content = [...lines, '/* open', 'key /* open', '"last" = "1";'].join('\r\n')
    const split = vi.spyOn(String.prototype, 'split')
    const { rows, problems } = read('de/A.strings', content)
    const readLength = split.mock.contexts.reduce<number>((sum, text) => sum + String(text).length, 0)
    split.mockRestore()
    expect(rows.at(-1)?.line).toBe(1003)
    expect(problems.map(({ line }) => line)).toEqual([1001, 1002])
    expect(readLength).toBeLessThan(3 * content.length)
  })

  it.each([
    ['pt-BR.lproj/A.strings', 'pt-BR'],
    ['shots/zh_CN/title.strings', 'zh-CN'],
    ['fr.strings', 'fr'],
    ['Captions.de-AT.strings', 'de-AT'],
    ['Base.lproj/A.strings', 'en-US'],
  ])('%s is in %s', (path, tag) => {
    expect(Object.keys(read(path, '"a" = "b";').rows[0]?.textByTag ?? {})).toEqual([tag])
  })

  it('a file whose name has no language is asked for, and read when it is told', () => {
    expect(read('A.strings', '"a" = "b";')).toMatchObject({ rows: [], withoutLanguage: ['A.strings'] })
    const told = read('A.strings', '"a" = "b";', new Map([['A.strings', 'fr-FR']]))
    expect(told).toMatchObject({ rows: [{ textByTag: { 'fr-FR': 'b' } }], withoutLanguage: [] })
  })

  it('a compiled file is refused with what to do', () => {
    expect(read('de.lproj/A.strings', 'bplist00').problems[0]?.message).toMatch(/plutil/)
  })
})

describe('string catalogues', () => {
  const given = `{
  "sourceLanguage" : "en",
  "strings" : {
    "10" : {
      "comment" : "Kept",
      "future" : [1.50, { "a":1 }],
      "localizations" : {
        "en" : {
          "stringUnit" : {
            "state" : "needs_review",
            "value" : "Old"
          }
        },
        "de" : {
          "variations" : {
            "plural" : {
              "one" : { "stringUnit" : { "state" : "translated", "value" : "Ein" } }
            }
          }
        },
        "fr" : {
          "stringUnit" : { "state" : "new", "value" : "" }
        }
      }
    },
    "2" : {

    },
    "other \\/ key" : { "extractionState" : "stale" }
  },
  "version" : "1.0"
}
`
  const caption = (key: string, textByLocale: Record<string, string>): Caption => ({
    key,
    canvasSizeId: 'iphone-69' as CanvasSizeId,
    screenId: 's' as ScreenId,
    elementId: key as ElementId,
    sizeName: 'iPhone 6.9"',
    screenNumber: 1,
    screenName: 'Home',
    elementName: 'Headline',
    visible: true,
    textByLocale,
    role: 'title',
  })
  const locales = ['en-US', 'de-DE', 'fr-FR', 'ar-SA'] as Locale[]

  it('plural and device variations are left out by name', () => {
    const { rows, skipped } = read('A.xcstrings', given)
    expect(rows[0]?.textByTag).toEqual({ en: 'Old', fr: '' })
    expect(skipped).toEqual([{ path: 'A.xcstrings', name: '10 (de)', reason: 'It varies by plural.' }])
  })

  it('a catalogue with the same texts is written back byte for byte', () => {
    const same = [caption('10', { 'en-US': 'Old', 'de-DE': 'Varies', 'fr-FR': '' })]
    expect(updateXcstrings(given, { captions: same, locales })).toBe(given)
  })

  it('only what differs changes: order, spacing, unknown fields and states stay', () => {
    const captions = [
      caption('10', { 'en-US': 'New "one"', 'de-DE': 'Nein', 'fr-FR': 'Neuf', 'ar-SA': 'جديد' }),
      caption('2', { 'en-US': 'Two' }),
      caption('added', { 'en-US': 'Three' }),
    ]
    const written = updateXcstrings(given, { captions, locales }) ?? ''
    const expected = given
      .replace('"Old"', '"New \\"one\\""')
      .replace('{ "state" : "new", "value" : "" }', '{ "state" : "translated", "value" : "Neuf" }')
      .replace(
        '"Neuf" }\n        }',
        '"Neuf" }\n        },\n        "ar-SA" : {\n          "stringUnit" : {\n            "state" : "translated",\n            "value" : "جديد"\n          }\n        }',
      )
      .replace(
        '"2" : {\n\n    }',
        '"2" : {\n      "localizations" : {\n        "en" : {\n          "stringUnit" : {\n            "state" : "translated",\n            "value" : "Two"\n          }\n        }\n      }\n    }',
      )
      .replace(
        '"stale" }\n',
        '"stale" },\n    "added" : {\n      "comment" : "Home · Headline, iPhone 6.9\\"",\n      "extractionState" : "manual",\n      "localizations" : {\n        "en" : {\n          "stringUnit" : {\n            "state" : "translated",\n            "value" : "Three"\n          }\n        }\n      }\n    }\n',
      )
    expect(written).toBe(expected)
    expect(updateXcstrings(written, { captions, locales })).toBe(written)
  })

  it('captions of one source text share its entry, which is edited once', () => {
    const shared = `{
  "strings" : {
    "Continue" : {
      "localizations" : {
        "de" : { "stringUnit" : { "state" : "new", "value" : "" } }
      }
    },
    "" : { }
  }
}`
    const captions = [
      caption('a', { 'en-US': 'Continue', 'de-DE': 'Weiter' }),
      caption('b', { 'en-US': 'Continue', 'de-DE': 'Weiter', 'fr-FR': 'Continuer' }),
      caption('c', { 'en-US': 'Continue', 'de-DE': 'Fortsetzen' }),
      caption('d', { 'en-US': '' }),
    ]
    const written = updateXcstrings(shared, { captions, locales }) ?? ''
    const values = read('A.xcstrings', written).rows.map(({ address, textByTag }) => [address, textByTag])
    expect(values).toEqual([
      [
        { by: 'key', key: 'Continue' },
        { de: 'Weiter', 'en-US': 'Continue', 'fr-FR': 'Continuer' },
      ],
      [{ by: 'key', key: '' }, {}],
      [
        { by: 'key', key: 'c' },
        { 'en-US': 'Continue', de: 'Fortsetzen' },
      ],
      [{ by: 'key', key: 'd' }, { 'en-US': '' }],
    ])
    expect(updateXcstrings(written, { captions, locales })).toBe(written)
  })

  it('every language keeps the tag of the catalogue, and a source text that is the key stays left out', () => {
    const left = `{
  "sourceLanguage" : "en",
  "strings" : {
    "Continue" : {
      "localizations" : {
        "de" : { "stringUnit" : { "state" : "translated", "value" : "Weiter" } }
      }
    },
    "Back" : {

    },
    "k" : { "extractionState" : "manual" }
  },
  "version" : "1.0"
}`
    const captions = [
      caption('a', { 'en-US': 'Continue', 'de-DE': 'Weiter' }),
      caption('b', { 'en-US': 'Back', 'de-DE': 'Zurück' }),
      caption('k', { 'en-US': 'Key', 'de-DE': 'Schlüssel' }),
      caption('n', { 'en-US': 'New', 'de-DE': 'Neu' }),
    ]
    const written = updateXcstrings(left, { captions, locales }) ?? ''
    const rows = read('A.xcstrings', written).rows.map(({ textByTag }) => textByTag)
    expect(rows).toEqual([
      { de: 'Weiter' },
      { de: 'Zurück' },
      { en: 'Key', de: 'Schlüssel' },
      { en: 'New', de: 'Neu' },
    ])
    // Texts of one language alone find their entries by the project's source text all the same.
    const german = updateXcstrings(left, { captions, locales: ['de-DE' as Locale], source: sourceLocale })
    expect(read('A.xcstrings', german ?? '').rows.map(({ textByTag }) => textByTag)).toEqual([
      { de: 'Weiter' },
      { de: 'Zurück' },
      { de: 'Schlüssel' },
      { de: 'Neu' },
    ])
  })

  it('a catalogue on one line stays on one line', () => {
    const line = '{"sourceLanguage":"en","strings":{},"version":"1.0"}'
    expect(updateXcstrings(line, { captions: [caption('k', { 'en-US': 'A' })], locales })).toBe(
      '{"sourceLanguage":"en","strings":{"k":{"comment":"Home · Headline, iPhone 6.9\\"","extractionState":"manual","localizations":{"en":{"stringUnit":{"state":"translated","value":"A"}}}}},"version":"1.0"}',
    )
  })

  it('a broken catalogue is named by line and text, and is not written', () => {
    const broken = given.replace('"version" :', '"version"')
    expect(read('A.xcstrings', broken).problems).toMatchObject([{ line: 31, text: '"version" "1.0"' }])
    expect(updateXcstrings(broken, { captions: [], locales })).toBeUndefined()
  })
})

describe('frameit', () => {
  it('a Framefile gives texts of the source language for the screens of its filters', () => {
    const framefile =
      '{"default":{},"data":[{"filter":"01_Home","title":{"text":"A"},"keyword":{"text":"B"}},{"filter":"02"}]}'
    expect(read('Framefile.json', framefile).rows).toMatchObject([
      { address: { by: 'screen', screen: '01_Home', role: 'title' }, textByTag: { 'en-US': 'A' } },
      { address: { by: 'screen', screen: '01_Home', role: 'keyword' }, textByTag: { 'en-US': 'B' } },
    ])
  })
})
