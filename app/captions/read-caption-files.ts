import { findFileLocale, findLocaleTag } from '#app/document/model/file-locale.ts'
import type { Locale } from '#app/document/model/ids.ts'
import { type CaptionRow, type GivenFile, nothingRead, type ReadCaptions } from './caption-file.ts'
import { readCsv } from './csv-captions.ts'
import { findFrameitRole, isFramefile, readFramefile } from './frameit.ts'
import { readJson } from './json-captions.ts'
import { readXcstrings } from './read-xcstrings.ts'
import { readStrings } from './strings-captions.ts'
import { decodeText } from './text-encoding.ts'

const mostBytes = 20 * 1024 * 1024

type ReadOptions = {
  sourceLocale: Locale
  /** The language of files whose name does not tell it, by path. */
  localeByPath?: ReadonlyMap<string, string>
}

/** Extensions of files that may hold captions. */
export const captionFileTypes = ['.csv', '.tsv', '.txt', '.json', '.xcstrings', '.strings'] as const

/** Reads all files; what one of them lacks is named and the others are read. */
export function readCaptionFiles(files: readonly GivenFile[], options: ReadOptions): ReadCaptions {
  const read = files.map((file) => readCaptionFile(file, options))
  return {
    rows: read.flatMap(({ rows }) => rows),
    problems: read.flatMap(({ problems }) => problems),
    skipped: read.flatMap(({ skipped }) => skipped),
    withoutLanguage: read.flatMap(({ withoutLanguage }) => withoutLanguage),
  }
}

function readCaptionFile({ path, bytes }: GivenFile, options: ReadOptions): ReadCaptions {
  const refuse = (message: string): ReadCaptions => ({ ...nothingRead, problems: [{ path, message }] })
  if (bytes.length > mostBytes) return refuse('The file is larger than 20 MB; captions are not.')
  const text = decodeText(bytes)
  if (text === undefined) {
    return refuse('The text is neither UTF-8 nor UTF-16. Save it again, in Excel as “CSV UTF-8”.')
  }
  if (text.trim() === '') return refuse('The file is empty.')
  const extension = path.toLowerCase().match(/\.[^./]+$/)?.[0]
  switch (extension) {
    case '.xcstrings':
      return readXcstrings(path, text)
    case '.strings':
      return readStringsFile(path, text, options)
    case '.json':
      return isFramefile(path) ? readFramefile(path, text, options.sourceLocale) : readJson(path, text)
    case '.csv':
    case '.tsv':
    case '.txt':
      return readCsv(path, text)
    default:
      return refuse(`Captions are read from ${captionFileTypes.join(', ')}, not from this kind of file.`)
  }
}

function readStringsFile(path: string, text: string, options: ReadOptions): ReadCaptions {
  const { entries, problems } = readStrings(path, text)
  const tag = options.localeByPath?.get(path) ?? findStringsTag(path, options.sourceLocale)
  if (tag === undefined)
    return { ...nothingRead, problems, withoutLanguage: entries.length > 0 ? [path] : [] }
  const role = findFrameitRole(path)
  const rows = entries.map(({ key, value, line }): CaptionRow => {
    const address =
      role === undefined ? { by: 'key' as const, key } : { by: 'screen' as const, screen: key, role }
    return { path, line, address, textByTag: { [tag]: value } }
  })
  return { ...nothingRead, rows, problems }
}

/** `de.lproj/X.strings`, `de-DE/title.strings`, `de.strings`, `Captions.de.strings`, `captions_de-DE.strings` */
function findStringsTag(path: string, sourceLocale: Locale): string | undefined {
  const plain = path.replaceAll(/\.lproj(?=\/)/g, '')
  if (/(^|\/)Base\//.test(plain)) return sourceLocale
  const name =
    plain
      .split('/')
      .at(-1)
      ?.replace(/\.strings$/i, '') ?? ''
  return findFileLocale(plain)?.locale ?? findLocaleTag(name) ?? findNameEnd(name)
}

function findNameEnd(name: string): string | undefined {
  const end = name.match(/[._ -]([a-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Z]{2}|\d{3}))?)$/)?.[1]
  return end === undefined ? undefined : findLocaleTag(end)
}
