import type { FontTables } from './font-tables.ts'

/** The tags that WOFF2 names by number (WOFF File Format 2.0, section 5.2). */
const knownTags =
  'cmap head hhea hmtx maxp name OS/2 post cvt  fpgm glyf loca prep CFF  VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG  sbix acnt avar bdat bloc bsln cvar fdsc feat fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill'
const tagLength = 5
const freeTag = 63

const headerBytes = 48
/** A font of 20 MB unpacks to less; a stream that promises more is not unpacked. */
const maxUnpackedBytes = 200_000_000

type Entry = { tag: string; offset: number; length: number; isTransformed: boolean }

/** The tables of a WOFF2 file, which are one Brotli stream; `undefined` where it is damaged. */
export async function readWoff2Tables(bytes: Uint8Array): Promise<FontTables | undefined> {
  if (bytes.length < headerBytes) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const packedBytes = view.getUint32(20)
  if (view.getUint32(8) !== bytes.length) return undefined
  const directory = readDirectory(bytes, view.getUint16(12))
  if (directory === undefined) return undefined
  const { entries, end, unpackedBytes } = directory
  if (unpackedBytes > maxUnpackedBytes || end + packedBytes > bytes.length) return undefined
  const { decompress } = await import('brotli/decompress')
  const unpacked = unpack(() => decompress(bytes.subarray(end, end + packedBytes), unpackedBytes))
  if (unpacked === undefined || unpacked.length < unpackedBytes) return undefined
  return {
    has: (tag) => entries.some((entry) => entry.tag === tag),
    find(tag) {
      const entry = entries.find((one) => one.tag === tag)
      if (entry === undefined || entry.isTransformed) return undefined
      return unpacked.subarray(entry.offset, entry.offset + entry.length)
    },
  }
}

function unpack(run: () => Uint8Array): Uint8Array | undefined {
  try {
    return run()
  } catch (error) {
    console.info('The tables of a font cannot be unpacked.', error)
    return undefined
  }
}

function readDirectory(
  bytes: Uint8Array,
  count: number,
): { entries: Entry[]; end: number; unpackedBytes: number } | undefined {
  const entries: Entry[] = []
  let at = headerBytes
  let offset = 0
  for (let index = 0; index < count; index++) {
    const flags = bytes[at++] ?? 0
    const isNamed = (flags & 63) === freeTag
    const tag = isNamed ? readTag(bytes, at) : knownTags.slice((flags & 63) * tagLength).slice(0, 4)
    if (isNamed) at += 4
    const original = readBase128(bytes, at)
    if (original === undefined) return undefined
    at = original.next
    // The outlines are transformed unless the version says otherwise, all others only if it does.
    const isTransformed = tag === 'glyf' || tag === 'loca' ? flags >> 6 !== 3 : flags >> 6 !== 0
    const transformed = isTransformed ? readBase128(bytes, at) : original
    if (transformed === undefined) return undefined
    at = transformed.next
    entries.push({ tag, offset, length: transformed.value, isTransformed })
    offset += transformed.value
  }
  return { entries, end: at, unpackedBytes: offset }
}

const readTag = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))

function readBase128(bytes: Uint8Array, from: number): { value: number; next: number } | undefined {
  let value = 0
  for (let at = from; at < from + 5; at++) {
    const byte = bytes[at]
    if (byte === undefined) return undefined
    value = value * 128 + (byte & 127)
    if ((byte & 128) === 0) return { value, next: at + 1 }
  }
  return undefined
}
