import { cutText } from '#app/document/model/cut-text.ts'
import { type FontTables, readSfntTables } from './font-tables.ts'
import { findMediaFormat } from './media-format.ts'
import { readCharacterMap, type SignRange } from './read-character-map.ts'
import { sniffLengthBytes } from './sniff-picture.ts'

export type FontInfo = {
  /** Family and style as designers know them: `Acme Sans Bold`. */
  name: string
  minWeight: number
  maxWeight: number
  /** The code points it draws, in order. */
  signs: readonly SignRange[]
}

/** Reads name, weights and signs of a TTF, OTF or WOFF2 file; `undefined` where it is damaged. Never throws. */
export async function readFont(bytes: Uint8Array): Promise<FontInfo | undefined> {
  try {
    const tables = await readTables(bytes)
    const cmap = tables?.find('cmap')
    if (tables === undefined || cmap === undefined || !hasOutlines(tables)) return undefined
    const signs = readCharacterMap(cmap)
    if (signs.length === 0) return undefined
    const weights = readWeights(tables)
    return { ...weights, name: readName(tables, weights.minWeight < weights.maxWeight), signs }
  } catch (error) {
    // Offsets that lead out of their table.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

async function readTables(bytes: Uint8Array): Promise<FontTables | undefined> {
  const format = findMediaFormat(bytes.subarray(0, sniffLengthBytes))
  if (format?.type !== 'font') return undefined
  if (format.name !== 'woff2') return readSfntTables(bytes)
  return (await import('./read-woff2-tables.ts')).readWoff2Tables(bytes)
}

const outlines = ['glyf', 'CFF ', 'CFF2', 'CBDT', 'sbix']
const hasOutlines = (tables: FontTables): boolean =>
  tables.has('head') && tables.has('maxp') && outlines.some((tag) => tables.has(tag))

const usualWeight = 400

/** From the axis of a variable font, else the one weight of the file. */
function readWeights(tables: FontTables): { minWeight: number; maxWeight: number } {
  const axis = findWeightAxis(tables.find('fvar'))
  if (axis !== undefined) return axis
  const metrics = tables.find('OS/2')
  const stored = metrics === undefined ? usualWeight : viewOf(metrics).getUint16(4)
  const weight = stored >= 1 && stored <= 1000 ? stored : usualWeight
  return { minWeight: weight, maxWeight: weight }
}

function findWeightAxis(fvar: Uint8Array | undefined): { minWeight: number; maxWeight: number } | undefined {
  if (fvar === undefined) return undefined
  const view = viewOf(fvar)
  const [first, count, size] = [view.getUint16(4), view.getUint16(8), view.getUint16(10)]
  for (let index = 0; index < count; index++) {
    const at = first + index * size
    if (String.fromCharCode(...fvar.subarray(at, at + 4)) !== 'wght') continue
    const [minWeight, maxWeight] = [view.getInt32(at + 4) / 65_536, view.getInt32(at + 12) / 65_536]
    return minWeight >= 1 && maxWeight <= 1000 && minWeight <= maxWeight
      ? { minWeight, maxWeight }
      : undefined
  }
  return undefined
}

/** Numbers of the `name` table: family and style of the typographer, else those of four styles a family. */
const typographic = [16, 17] as const
const plain = [1, 2] as const
const longestName = 80

function readName(tables: FontTables, isVariable: boolean): string {
  const names = readNames(tables.find('name'))
  const family = clean(names.get(typographic[0]) ?? names.get(plain[0]) ?? '')
  const style = clean(names.get(typographic[1]) ?? names.get(plain[1]) ?? '')
  const isPlain = style === '' || /^(?:regular|normal)$/i.test(style) || isVariable
  return cutText(isPlain || family === '' ? family : `${family} ${style}`, longestName)
}

const clean = (name: string): string =>
  name
    .replace(/[\p{C}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()

/** The English names, else those of the first language. */
function readNames(table: Uint8Array | undefined): Map<number, string> {
  const names = new Map<number, string>()
  if (table === undefined) return names
  const view = viewOf(table)
  const [count, texts] = [view.getUint16(2), view.getUint16(4)]
  for (let index = 0; index < count; index++) {
    const at = 6 + index * 12
    const [platform, language, number] = [view.getUint16(at), view.getUint16(at + 4), view.getUint16(at + 6)]
    const start = texts + view.getUint16(at + 10)
    const bytes = table.subarray(start, start + view.getUint16(at + 8))
    const isEnglish = platform === 3 && language === 0x409
    if (names.has(number) && !isEnglish) continue
    names.set(number, platform === 1 ? String.fromCharCode(...bytes) : readUtf16(bytes))
  }
  return names
}

function readUtf16(bytes: Uint8Array): string {
  const view = viewOf(bytes)
  return Array.from({ length: bytes.length >> 1 }, (_, at) =>
    String.fromCharCode(view.getUint16(at * 2)),
  ).join('')
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
