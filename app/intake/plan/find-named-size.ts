import { canvasSizeTable } from '#app/document/catalogue/canvas-size-table.ts'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import { displayTypes, publisherFolders, supplyFolders, supplyGraphics } from '#app/export/file-layouts.ts'

/** Folders that upload tools read; of two sizes of one folder the first of the table. */
const toolFolders = invert({ ...displayTypes, ...supplyFolders }, publisherFolders)
/** Play's single pictures, by their names. */
const graphics = invert(supplyGraphics)

/** The longer first: `play-tv-banner` begins with `play-tv`. */
const prefixes = [...canvasSizeTable].sort((a, b) => b.exportPrefix.length - a.exportPrefix.length)

/**
 * Names of devices, the narrower first. App Store Connect's groups are older than the devices: 67 is 6.9", 61 is 6.3", 58 is 6.1".
 */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/app_iphone_duo|iphone[ _-]?duo/, 'iphone-duo-outer'],
  [/app_iphone_67|iphone[ _-]?69/, 'iphone-69'],
  [/app_iphone_65|iphone[ _-]?65/, 'iphone-65'],
  [/app_iphone_61|iphone[ _-]?63/, 'iphone-63'],
  [/app_iphone_58|iphone[ _-]?61/, 'iphone-61'],
  [/app_iphone_55|iphone[ _-]?(55|8 plus)/, 'iphone-55'],
  [/app_iphone_47|iphone[ _-]?(47|se)\b/, 'iphone-47'],
  [/app_ipad_pro_3gen_129|ipad[ _-]?13/, 'ipad-13'],
  [/app_ipad_pro_129|ipad.*12[.,]9.*2nd/, 'ipad-129'],
  [/app_ipad_pro_3gen_11|ipad.*\b11\b/, 'ipad-11'],
  [/app_ipad_105|ipad.*10[.,]5/, 'ipad-105'],
  [/app_ipad_97|ipad.*9[.,]7/, 'ipad-97'],
  [/app_desktop|\bmac(book| studio| mini)?\b|\bimac\b/, 'mac'],
  [/app_apple_tv|apple[ _-]?tv/, 'apple-tv'],
  // Not the end of “television”.
  [/(?<![a-z])vision/, 'vision-pro'],
  [/watch_ultra|watch[ _-]?ultra/, 'watch-ultra'],
  [/watch_series_10|apple[ _-]?watch/, 'watch-s10'],
  [/wear[ _-]?os/, 'play-wear'],
  [/chromebook/, 'play-chromebook'],
  [/\bipad\b/, 'ipad-13'],
  [/\biphone\b/, 'iphone-69'],
  [/\b(pixel|galaxy|nexus|oneplus|android)\b/, 'play-phone'],
]

/**
 * The size that the path speaks of; `undefined`: of none. An upload tool's folder decides, then the file's name, then the other
 * folders from the inside out. A folder above the tool's tree may be called anything: its caller leaves it out.
 */
export function findNamedSize(path: string): CanvasSizeId | undefined {
  const folders = path.toLowerCase().split('/')
  const name = folders.pop() ?? ''
  const inner = folders.toReversed()
  const found =
    pick(inner, (folder) => toolFolders.get(folder)) ??
    graphics.get(name.replace(/\.[^.]+$/, '')) ??
    prefixes.find(({ exportPrefix }) => name.startsWith(`${exportPrefix}-`))?.id ??
    pick([name, ...inner], findDevice)
  return found as CanvasSizeId | undefined
}

const findDevice = (text: string): string | undefined => patterns.find(([pattern]) => pattern.test(text))?.[1]

function pick(texts: readonly string[], find: (text: string) => string | undefined): string | undefined {
  for (const text of texts) {
    const found = find(text)
    if (found !== undefined) return found
  }
  return undefined
}

function invert(...tables: readonly Readonly<Record<string, string>>[]): ReadonlyMap<string, string> {
  const pairs = tables.flatMap((table) => Object.entries(table))
  return new Map(pairs.toReversed().map(([id, folder]) => [folder.toLowerCase(), id]))
}
