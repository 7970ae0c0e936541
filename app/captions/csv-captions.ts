import { findLocaleTag } from '#app/document/model/file-locale.ts'
import type { Locale } from '#app/document/model/ids.ts'
import {
  type CaptionRow,
  type FileProblem,
  nothingRead,
  type ReadCaptions,
  type SkippedEntry,
  shortenLine,
} from './caption-file.ts'
import { type Caption, getCaptionText } from './captions.ts'
import { type DelimitedRecord, type Delimiter, parseDelimited, writeDelimited } from './delimited-text.ts'
import { guardFormula, unguardFormula } from './guard-formula.ts'
import { repairText } from './text-encoding.ts'

export type CsvOptions = {
  /** `wide`: a row for each caption and a column for each language; `long`: a row for each text. */
  shape: 'wide' | 'long'
  delimiter: Delimiter
}

export function writeCsv(
  captions: readonly Caption[],
  locales: readonly Locale[],
  { shape, delimiter }: CsvOptions,
): string {
  const place = (caption: Caption) => [
    caption.key,
    caption.sizeName,
    `${caption.screenNumber} ${caption.screenName}`.trim(),
    caption.elementName,
  ]
  const texts = (caption: Caption) => locales.map((locale) => getCaptionText(caption, locale) ?? '')
  const rows =
    shape === 'wide'
      ? [
          ['key', 'size', 'screen', 'element', ...locales],
          ...captions.map((caption) => [...place(caption), ...texts(caption)]),
        ]
      : [
          ['key', 'size', 'screen', 'element', 'locale', 'text'],
          ...captions.flatMap((caption) =>
            texts(caption).map((text, at) => [...place(caption), locales[at] ?? '', text]),
          ),
        ]
  const guarded = rows.map((cells) => cells.map(guardFormula))
  return writeDelimited(guarded, { delimiter, lineEnd: '\r\n' })
}

type Header = {
  key: number
  /** Of the long form. */
  locale: number
  text: number
  /** Of the wide form: the tag of each language's column. */
  tags: ReadonlyMap<number, string>
  ignored: readonly string[]
}

const keyNames = ['key', 'identifier']
const localeNames = ['locale', 'language', 'lang']
const textNames = ['text', 'translation', 'value', 'target']
const placeNames = ['size', 'screen', 'element', '']

/** Both forms, with any of the three separators; texts of a row without a known key may be found by their source text. */
export function readCsv(path: string, text: string): ReadCaptions {
  const body = text.replace(/^sep=.(\r\n?|\n)/i, '')
  const [best] = ([',', ';', '\t'] as const)
    .map((delimiter) => ({
      delimiter,
      header: readHeader(parseDelimited(firstLines(body), delimiter).records[0]),
    }))
    .sort((a, b) => weigh(b.header) - weigh(a.header))
  if (best === undefined || weigh(best.header) === 0)
    return { ...nothingRead, problems: [headerProblem(path, text)] }
  const { records, openQuoteLine } = parseDelimited(body, best.delimiter)
  const removedLines = body === text ? 0 : 1
  const lines = body.split(/\r\n?|\n/)
  const problems: FileProblem[] = []
  const rows = records.slice(1).flatMap((record): CaptionRow[] => {
    const line = record.line + removedLines
    const extra = record.cells.slice(records[0]?.cells.length).some((cell) => cell.trim() !== '')
    if (extra) {
      const message = 'The row has more cells than the first line has columns; it is left out.'
      problems.push({ path, line, text: shortenLine(lines[record.line - 1] ?? ''), message })
      return []
    }
    return readRow(best.header, record).map((row) => ({ path, line, ...row }))
  })
  if (openQuoteLine !== undefined) {
    const message = 'A quotation mark opens here and is never closed; the rows from here on are left out.'
    const text = shortenLine(lines[openQuoteLine - 1] ?? '')
    problems.push({ path, line: openQuoteLine + removedLines, text, message })
  }
  const skipped = best.header.ignored.map((name): SkippedEntry => {
    return { path, name, reason: 'The column is not a language.' }
  })
  return { ...nothingRead, rows, problems, skipped }
}

/** Enough for the header, whose cells may contain line breaks. */
const firstLines = (text: string) => text.slice(0, 20_000)

function readHeader(record: DelimitedRecord | undefined): Header {
  const names = (record?.cells ?? []).map((cell) => cell.trim())
  const find = (known: readonly string[]) => names.findIndex((name) => known.includes(name.toLowerCase()))
  const [named, locale, text] = [find(keyNames), find(localeNames), find(textNames)]
  // Anywhere else “id” is Indonesian.
  const key = named === -1 && names[0]?.toLowerCase() === 'id' ? 0 : named
  const tags = new Map<number, string>()
  const ignored: string[] = []
  const isLong = locale !== -1 && text !== -1
  for (const [at, name] of names.entries()) {
    if (at === key || (isLong && (at === locale || at === text))) continue
    const tag = isLong ? undefined : findColumnTag(name)
    if (tag !== undefined) tags.set(at, tag)
    else if (!placeNames.includes(name.toLowerCase())) ignored.push(name)
  }
  return { key, locale: isLong ? locale : -1, text: isLong ? text : -1, tags, ignored }
}

/** `de-DE`, `de_DE`, `German (de-DE)` */
function findColumnTag(name: string): string | undefined {
  const inside = name.match(/[([]([\w-]+)[)\]]$/)?.[1] ?? name
  return findLocaleTag(inside) === undefined ? undefined : inside
}

const weigh = ({ key, locale, tags }: Header) => (key === -1 ? 0 : 0.5) + (locale === -1 ? tags.size : 1)

function readRow(header: Header, { cells }: DelimitedRecord): Pick<CaptionRow, 'address' | 'textByTag'>[] {
  const read = (at: number) => repairText(unguardFormula(cells[at] ?? ''))
  const key = header.key === -1 ? '' : read(header.key).trim()
  if (header.locale !== -1) {
    const tag = (cells[header.locale] ?? '').trim()
    return tag === '' ? [] : [{ address: { by: 'key', key }, textByTag: { [tag]: read(header.text) } }]
  }
  const present = [...header.tags].filter(([at]) => at < cells.length)
  if (key === '' && present.every(([at]) => cells[at] === '')) return []
  return [
    {
      address: { by: 'key', key },
      textByTag: Object.fromEntries(present.map(([at, tag]) => [tag, read(at)])),
    },
  ]
}

function headerProblem(path: string, text: string): FileProblem {
  const first = text.split(/\r\n?|\n/)[0] ?? ''
  const message =
    'The first line names no language. It must name the columns: “key” and a language tag such as “de-DE” for each language, or “key”, “locale” and “text”.'
  return { path, line: 1, text: shortenLine(first), message }
}
