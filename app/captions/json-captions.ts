import * as z from 'zod/mini'
import type { Locale } from '#app/document/model/ids.ts'
import { type CaptionRow, nothingRead, type ReadCaptions, shortenLine } from './caption-file.ts'
import { type Caption, getCaptionText } from './captions.ts'
import { parseJsonTree } from './json-tree.ts'
import { repairText } from './text-encoding.ts'

const format = 'appframes-captions'

const captionsFileSchema = z.looseObject({
  captions: z.array(z.looseObject({ key: z.string(), texts: z.record(z.string(), z.nullable(z.string())) })),
})
/** As many i18n tools write it: language → key → text. */
const byLanguageSchema = z.record(z.string(), z.record(z.string(), z.string()))

export function writeJson(captions: readonly Caption[], locales: readonly Locale[]): string {
  const file = {
    format,
    version: 1,
    sourceLocale: locales[0],
    captions: captions.map((caption) => ({
      key: caption.key,
      size: caption.sizeName,
      screen: `${caption.screenNumber} ${caption.screenName}`.trim(),
      element: caption.elementName,
      texts: Object.fromEntries(
        locales.flatMap((locale) => {
          const text = getCaptionText(caption, locale)
          return text === undefined ? [] : [[locale, text]]
        }),
      ),
    })),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

export function readJson(path: string, text: string): ReadCaptions {
  const tree = parseJsonTree(text)
  if (tree.kind === 'broken') return { ...nothingRead, problems: [describeBreak(path, text, tree)] }
  const value: unknown = JSON.parse(text)
  const file = captionsFileSchema.safeParse(value)
  if (file.success) {
    const rows = file.data.captions.map(({ key, texts }) => createRow(path, key, Object.entries(texts)))
    return { ...nothingRead, rows }
  }
  const byLanguage = byLanguageSchema.safeParse(value)
  if (byLanguage.success) {
    const rows = Object.entries(byLanguage.data).flatMap(([tag, texts]) =>
      Object.entries(texts).map(([key, content]) => createRow(path, key, [[tag, content]])),
    )
    return { ...nothingRead, rows }
  }
  const message =
    'This JSON has no captions. Expected is what AppFrames exports, or an object of languages with a text for each key.'
  return { ...nothingRead, problems: [{ path, message }] }
}

function createRow(
  path: string,
  key: string,
  texts: readonly (readonly [string, string | null])[],
): CaptionRow {
  const written = texts.flatMap(([tag, content]) => (content === null ? [] : [[tag, repairText(content)]]))
  return { path, address: { by: 'key', key }, textByTag: Object.fromEntries(written) }
}

/** Names the line of a file that is no JSON. */
export function describeBreak(path: string, text: string, { at, message }: { at: number; message: string }) {
  const before = text.slice(0, at).split(/\r\n?|\n/)
  const line = text.split(/\r\n?|\n/)[before.length - 1] ?? ''
  return { path, line: before.length, text: shortenLine(line), message }
}
