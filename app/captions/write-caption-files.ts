import type { CanvasSizeId, Locale } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { WrittenFile } from './caption-file.ts'
import {
  type Caption,
  describeCaption,
  getCaptionText,
  listCaptions,
  listProjectLocales,
} from './captions.ts'
import { type CsvOptions, writeCsv } from './csv-captions.ts'
import { writeFrameit } from './frameit.ts'
import { writeJson } from './json-captions.ts'
import { writeStrings } from './strings-captions.ts'
import { encodeText, type TextEncoding } from './text-encoding.ts'
import { updateXcstrings, writeXcstrings } from './write-xcstrings.ts'

export type CaptionFormat =
  | ({ kind: 'csv'; byteOrderMark: boolean } & CsvOptions)
  | { kind: 'json' }
  /** `given`: a catalogue to be updated; no file comes out where it is none. */
  | { kind: 'xcstrings'; given?: string | undefined }
  | { kind: 'strings'; encoding: TextEncoding }
  | { kind: 'frameit' }

type WriteOptions = {
  format: CaptionFormat
  /** Absent: every size; frameit's files take the first of them only. */
  canvasSizeIds?: readonly CanvasSizeId[]
  /** Absent: every language of the project. */
  locales?: readonly Locale[]
}

/** The captions of a project as files; several for formats with a file for each language. */
export function writeCaptionFiles(project: Project, options: WriteOptions): WrittenFile[] {
  const { format, canvasSizeIds } = options
  const captions = listCaptions(project, canvasSizeIds)
  const locales = options.locales ?? listProjectLocales(project)
  switch (format.kind) {
    case 'csv': {
      const text = writeCsv(captions, locales, format)
      const path = format.delimiter === '\t' ? 'captions.tsv' : 'captions.csv'
      return [{ path, bytes: encodeText(format.byteOrderMark ? `\uFEFF${text}` : text) }]
    }
    case 'json':
      return [{ path: 'captions.json', bytes: encodeText(writeJson(captions, locales)) }]
    case 'xcstrings': {
      const [source] = listProjectLocales(project)
      const texts = { captions, locales, source }
      const text = format.given === undefined ? writeXcstrings(texts) : updateXcstrings(format.given, texts)
      return text === undefined ? [] : [{ path: 'Captions.xcstrings', bytes: encodeText(text) }]
    }
    case 'strings':
      return locales.map((locale) => {
        return {
          path: `${locale}.lproj/Captions.strings`,
          bytes: writeLocale(captions, locale, format.encoding),
        }
      })
    case 'frameit': {
      const [first] = captions
      return writeFrameit(
        captions.filter(({ canvasSizeId }) => canvasSizeId === first?.canvasSizeId),
        locales,
      )
    }
  }
}

function writeLocale(captions: readonly Caption[], locale: Locale, encoding: TextEncoding): Uint8Array {
  const lines = captions.flatMap((caption) => {
    const value = getCaptionText(caption, locale)
    const comment = `${describeCaption(caption)}, ${caption.sizeName}`
    return value === undefined ? [] : [{ key: caption.key, value, comment }]
  })
  const text = writeStrings(lines)
  return encodeText(encoding === 'utf-8' ? text : `\uFEFF${text}`, encoding)
}
