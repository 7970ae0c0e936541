export type FontFileOptions = {
  family?: string
  style?: string
  weight?: number
  /** Each is drawn as a full square of one em. */
  signs: string
}

const unitsPerEm = 1000

/** A TrueType font whose letters are squares, so that a picture shows at once which font drew it. */
export function createFontFile({
  family = 'Square',
  style = 'Regular',
  weight = 400,
  signs,
}: FontFileOptions): Uint8Array<ArrayBuffer> {
  const codes = [...new Set(signs)].map((sign) => sign.codePointAt(0) ?? 0).sort((a, b) => a - b)
  const glyphs = codes.length + 1
  const square = createSquare()
  const tables: Record<string, number[]> = {
    'OS/2': createMetrics(weight, codes),
    cmap: createCharacterMap(codes),
    glyf: Array.from({ length: glyphs }, () => square).flat(),
    head: createHead(),
    hhea: [...u16(1, 0, 800, -200, 0, unitsPerEm, 0, 0, unitsPerEm, 1, 0, 0, 0, 0, 0, 0, 0), ...u16(glyphs)],
    hmtx: Array.from({ length: glyphs }, () => u16(unitsPerEm, 0)).flat(),
    loca: Array.from({ length: glyphs + 1 }, (_, index) => u32(index * square.length)).flat(),
    maxp: [...u32(0x00010000), ...u16(glyphs, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)],
    name: createNames({
      1: family,
      2: style,
      4: `${family} ${style}`,
      6: `${family}-${style}`.replaceAll(' ', ''),
    }),
    post: [...u32(0x00030000), ...u32(0), ...u16(-100, 50), ...u32(0, 0, 0, 0, 0)],
  }
  return assemble(tables)
}

function assemble(tables: Readonly<Record<string, number[]>>): Uint8Array<ArrayBuffer> {
  const tags = Object.keys(tables).sort()
  let offset = 12 + tags.length * 16
  const records: number[] = []
  const bodies: number[] = []
  for (const tag of tags) {
    const table = tables[tag] ?? []
    const padded = [...table, ...Array.from({ length: (4 - (table.length % 4)) % 4 }, () => 0)]
    records.push(...[...tag.padEnd(4)].map((sign) => sign.charCodeAt(0)), ...u32(0, offset, table.length))
    bodies.push(...padded)
    offset += padded.length
  }
  const power = 2 ** Math.floor(Math.log2(tags.length))
  const search = u16(tags.length, power * 16, Math.log2(power), (tags.length - power) * 16)
  return new Uint8Array([...u32(0x00010000), ...search, ...records, ...bodies])
}

function createHead(): number[] {
  const box = u16(0, 0, unitsPerEm, unitsPerEm)
  return [
    ...u32(0x00010000, 0x00010000, 0, 0x5f0f3cf5),
    ...u16(3, unitsPerEm),
    ...u32(0, 0, 0, 0),
    ...box,
    // Offsets of glyphs are long.
    ...u16(0, 8, 2, 1, 0),
  ]
}

function createSquare(): number[] {
  return [
    ...u16(1, 0, 0, unitsPerEm, unitsPerEm, 3, 0),
    ...[1, 1, 1, 1],
    ...u16(0, unitsPerEm, 0, -unitsPerEm),
    ...u16(0, 0, unitsPerEm, 0),
    ...[0, 0],
  ]
}

/** One group of format 12 for each sign, and one segment of format 4 for those that it can hold. */
function createCharacterMap(codes: readonly number[]): number[] {
  const low = codes.filter((code) => code < 0xffff)
  const segments = [
    ...low.map((code) => [code, codes.indexOf(code) + 1 - code] as const),
    [0xffff, 1] as const,
  ]
  const count = segments.length
  const power = 2 ** Math.floor(Math.log2(count))
  const format4 = [
    ...u16(4, 16 + count * 8, 0, count * 2, power * 2, Math.log2(power), (count - power) * 2),
    ...segments.flatMap(([code]) => u16(code)),
    ...u16(0),
    ...segments.flatMap(([code]) => u16(code)),
    ...segments.flatMap(([, delta]) => u16(delta)),
    ...segments.flatMap(() => u16(0)),
  ]
  const groups = codes.flatMap((code, index) => u32(code, code, index + 1))
  const format12 = [...u16(12, 0), ...u32(16 + groups.length, 0, codes.length), ...groups]
  const start = 4 + 2 * 8
  return [
    ...u16(0, 2),
    ...u16(3, 1),
    ...u32(start),
    ...u16(3, 10),
    ...u32(start + format4.length),
    ...format4,
    ...format12,
  ]
}

function createMetrics(weight: number, codes: readonly number[]): number[] {
  const [first = 0, last = 0] = [codes[0], codes.at(-1)].map((code) => Math.min(code ?? 0, 0xffff))
  return [
    ...u16(4, unitsPerEm, weight, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 250, 0),
    ...Array.from({ length: 10 }, () => 0),
    ...u32(1, 0, 0, 0),
    ...[...'TEST'].map((sign) => sign.charCodeAt(0)),
    ...u16(0x40, first, last, 800, -200, 0, 800, 200),
    ...u32(1, 0),
    ...u16(500, 700, 0, 0x20, 0),
  ]
}

function createNames(names: Readonly<Record<number, string>>): number[] {
  const records: number[] = []
  const texts: number[] = []
  for (const [id, text] of Object.entries(names)) {
    const bytes = [...text].flatMap((sign) => u16(sign.charCodeAt(0)))
    records.push(...u16(3, 1, 0x409, Number(id), bytes.length, texts.length))
    texts.push(...bytes)
  }
  const count = Object.keys(names).length
  return [...u16(0, count, 6 + count * 12), ...records, ...texts]
}

function u16(...values: number[]): number[] {
  return values.flatMap((value) => [(value >> 8) & 255, value & 255])
}

function u32(...values: number[]): number[] {
  return values.flatMap((value) => [
    (value >>> 24) & 255,
    (value >>> 16) & 255,
    (value >>> 8) & 255,
    value & 255,
  ])
}
