import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'

/** The upright files of every family in font-files.ts, with the ranges they are used for. */
export function listFontSubsets(source) {
  const paths = new Map(
    [...source.matchAll(/import (\w+) from '([^']+)\?url'/g)].map(([, name, path]) => [name, path]),
  )
  const ranges = new Map(
    [...source.matchAll(/^ {2}(\w+):\s*'(U\+[^']+)'/gm)].map(([, name, range]) => [
      name,
      parseUnicodeRange(range),
    ]),
  )
  const [upright = ''] = source.split('export const fontFiles').at(1)?.split(/^}/m) ?? []
  return [...upright.matchAll(/^ {2}'?([\w ]+)'?: \[([\s\S]*?)^ {2}\]/gm)].map(([, name, block]) => ({
    name,
    files: [...block.matchAll(/url: (\w+), unicodeRange: unicodeRanges\.(\w+)/g)].map(([, file, range]) => ({
      path: `node_modules/${paths.get(file)}`,
      ranges: ranges.get(range) ?? [],
    })),
  }))
}

/** Families of `font-files-more.ts` and the larger tables beside it, by their package. */
const laterPackages = {
  Montserrat: 'montserrat',
  Figtree: 'figtree',
  Rubik: 'rubik',
  Oswald: 'oswald',
  Fraunces: 'fraunces',
  Lora: 'lora',
  Caveat: 'caveat',
  'Noto Sans Arabic': 'noto-sans-arabic',
  'Noto Sans Hebrew': 'noto-sans-hebrew',
  'Noto Sans Devanagari': 'noto-sans-devanagari',
  'Noto Sans Thai': 'noto-sans-thai',
  'Noto Sans JP': 'noto-sans-jp',
  'Noto Sans KR': 'noto-sans-kr',
  'Noto Sans SC': 'noto-sans-sc',
  'Noto Sans TC': 'noto-sans-tc',
}

/** The upright files of the families that are fetched when they are used. */
export function listLaterSubsets() {
  const families = Object.entries(laterPackages).map(([name, id]) => {
    const folder = `node_modules/@fontsource-variable/${id}`
    const subsets = JSON.parse(readFileSync(`${folder}/unicode.json`, 'utf8'))
    const files = Object.entries(subsets).map(([subset, range]) => ({
      path: `${folder}/files/${id}-${subset.replaceAll(/[[\]]/g, '')}-wght-normal.woff2`,
      ranges: parseUnicodeRange(range),
    }))
    return { name, files }
  })
  const emoji = 'node_modules/@fontsource/noto-color-emoji/files/noto-color-emoji-emoji-400-normal.woff2'
  return [...families, { name: 'Noto Color Emoji', files: [{ path: emoji, ranges: [[0, 0x10ffff]] }] }]
}

/** Sorted code points that a file has a glyph for and for which the browser would load it. */
export function readCoverage(files) {
  const signs = new Set()
  for (const { path, ranges } of files) {
    for (const sign of readCharacterMap(readFileSync(path))) {
      if (ranges.some(([from, to]) => sign >= from && sign <= to)) signs.add(sign)
    }
  }
  return [...signs].sort((a, b) => a - b)
}

/** `gap,length` pairs in base 36; `length` left out where it is 1. */
export function writeRanges(signs) {
  const ranges = []
  for (const sign of signs) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === sign - 1) last[1] = sign
    else ranges.push([sign, sign])
  }
  let at = 0
  return ranges
    .map(([from, to]) => {
      const gap = (from - at).toString(36)
      at = to
      return from === to ? gap : `${gap}-${(to - from).toString(36)}`
    })
    .join(' ')
}

function parseUnicodeRange(text) {
  return text.split(',').map((part) => {
    const [from, to = from] = part.replace('U+', '').split('-')
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)]
  })
}

/** The `cmap` of a WOFF2 file: its tables are one Brotli stream, and this one is not transformed. */
function readCharacterMap(file) {
  const tableCount = file.readUInt16BE(12)
  let at = 48
  let offset = 0
  let place
  for (let index = 0; index < tableCount; index++) {
    const flags = file[at++]
    const isNamed = (flags & 63) === 63
    const tag = isNamed ? file.toString('latin1', at, at + 4) : undefined
    if (isNamed) at += 4
    const original = readBase128(file, at)
    at = original.next
    // 10 is glyf, 11 is loca: transformed unless the version says otherwise. 3 is hmtx.
    const version = flags >> 6
    const isGlyphs = (flags & 63) === 10 || (flags & 63) === 11
    const isTransformed = isGlyphs ? version !== 3 : version !== 0
    let { value } = original
    if (isTransformed) {
      const transformed = readBase128(file, at)
      at = transformed.next
      value = transformed.value
    }
    if ((flags & 63) === 0 || tag === 'cmap') place = { offset, length: value }
    offset += value
  }
  if (place === undefined) throw new Error('The font has no character map.')
  const tables = brotliDecompressSync(file.subarray(at, at + file.readUInt32BE(20)))
  return readCmap(tables.subarray(place.offset, place.offset + place.length))
}

function readBase128(file, at) {
  let value = 0
  for (let next = at; ; next++) {
    value = value * 128 + (file[next] & 127)
    if ((file[next] & 128) === 0) return { value, next: next + 1 }
  }
}

function readCmap(cmap) {
  const signs = new Set()
  for (let index = 0; index < cmap.readUInt16BE(2); index++) {
    const table = cmap.subarray(cmap.readUInt32BE(4 + index * 8 + 4))
    const format = table.readUInt16BE(0)
    if (format === 12) {
      for (let group = 0; group < table.readUInt32BE(12); group++) {
        const at = 16 + group * 12
        for (let sign = table.readUInt32BE(at); sign <= table.readUInt32BE(at + 4); sign++) signs.add(sign)
      }
    }
    if (format === 4) {
      const count = table.readUInt16BE(6) / 2
      for (let segment = 0; segment < count; segment++) {
        const end = table.readUInt16BE(14 + segment * 2)
        const start = table.readUInt16BE(16 + count * 2 + segment * 2)
        for (let sign = start; sign <= end && sign < 0xffff; sign++) signs.add(sign)
      }
    }
  }
  return signs
}
