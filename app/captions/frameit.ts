import type { Locale } from '#app/document/model/ids.ts'
import { type CaptionRow, nothingRead, type ReadCaptions, type WrittenFile } from './caption-file.ts'
import { type Caption, getCaptionText } from './captions.ts'
import { describeBreak } from './json-captions.ts'
import { findMember, findString, parseJsonTree } from './json-tree.ts'
import { type StringsLine, writeStrings } from './strings-captions.ts'
import { encodeText, repairText } from './text-encoding.ts'

/**
 * frameit of fastlane: `title.strings` and `keyword.strings` in a directory for each language, whose keys are parts of
 * screenshots' names, and a `Framefile.json` that may hold texts itself, for every language.
 * Source: docs.fastlane.tools/actions/frameit, read 2026-11.
 */
const roles = ['title', 'keyword'] as const
export type FrameitRole = (typeof roles)[number]

export function findFrameitRole(path: string): FrameitRole | undefined {
  return roles.find((role) => path.toLowerCase().split('/').at(-1) === `${role}.strings`)
}

export const isFramefile = (path: string) => path.toLowerCase().split('/').at(-1) === 'framefile.json'

/** The texts of the `data` list; they are those of the source language. */
export function readFramefile(path: string, text: string, sourceTag: string): ReadCaptions {
  const tree = parseJsonTree(text)
  if (tree.kind === 'broken') return { ...nothingRead, problems: [describeBreak(path, text, tree)] }
  const data = findMember(tree.root, 'data')
  const items = data?.kind === 'array' ? data.items : []
  const rows = items.flatMap((item) => {
    const screen = findString(item, 'filter')
    return roles.flatMap((role): CaptionRow[] => {
      const content = findString(findMember(item, role), 'text')
      if (screen === undefined || content === undefined) return []
      return [
        { path, address: { by: 'screen', screen, role }, textByTag: { [sourceTag]: repairText(content) } },
      ]
    })
  })
  return { ...nothingRead, rows }
}

/** The files of one canvas size. The keys are parts of the names that AppFrames exports. */
export function writeFrameit(captions: readonly Caption[], locales: readonly Locale[]): WrittenFile[] {
  const files = locales.flatMap((locale) =>
    roles.flatMap((role): WrittenFile[] => {
      const lines = captions
        .filter((caption) => caption.role === role)
        .flatMap((caption): StringsLine[] => {
          const value = getCaptionText(caption, locale)
          return value === undefined ? [] : [{ key: nameScreenshot(caption), value }]
        })
      const bytes = encodeText(writeStrings(lines))
      return lines.length === 0 ? [] : [{ path: `${locale}/${role}.strings`, bytes }]
    }),
  )
  const names = [...new Set(captions.map(nameScreenshot))]
  const framefile = {
    default: { title: {}, keyword: {} },
    data: names.map((filter) => ({ filter })),
  }
  return [...files, { path: 'Framefile.json', bytes: encodeText(`${JSON.stringify(framefile, null, 2)}\n`) }]
}

/** `01-home`: the end of an exported picture's name. */
function nameScreenshot({ screenNumber, screenName }: Caption): string {
  const number = String(screenNumber).padStart(2, '0')
  const name = reduce(screenName, '-')
  return name === '' ? number : `${number}-${name}`
}

/**
 * The captions of the screens that a frameit key means: by number and name (`01_Home`), else by name, else by number.
 * Every size's screen of that name counts, as frameit's keys do.
 */
export function findFrameitCaptions(
  captions: readonly Caption[],
  { screen, role }: { screen: string; role: FrameitRole },
): Caption[] {
  const [wanted, number] = [reduce(screen, ''), Number.parseInt(screen, 10)]
  const ofRole = captions.filter((caption) => caption.role === role)
  const rest = reduce(screen.replace(/^\d+/, ''), '')
  const tests: ((caption: Caption) => boolean)[] = [
    (caption) => caption.screenNumber === number && reduce(caption.screenName, '') === rest,
    (caption) => [wanted, rest].includes(reduce(caption.screenName, '')) && caption.screenName !== '',
    (caption) => caption.screenNumber === number,
  ]
  for (const test of tests) {
    const found = ofRole.filter(test)
    if (found.length > 0) return found
  }
  return []
}

const reduce = (text: string, gap: string) =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, gap)
    .replaceAll(/^-+|-+$/g, '')
