import { crc32, deflateRawSync } from 'node:zlib'

/** An entry as it is to be, true or not. */
export type ZipEntry = {
  name: string
  bytes: Uint8Array | string
  isDeflated?: boolean
  /** Sets the flag; the bytes stay readable. */
  isEncrypted?: boolean
  /** Instead of the true uncompressed size. */
  claimedSize?: number
  /** The bytes of an entry before, instead of its own. */
  sharesBytesOf?: number
}

/** A ZIP written by hand, so that its reader is not tested with archives of its own making only. */
export function createZip(entries: readonly ZipEntry[]): Uint8Array {
  const parts: Uint8Array[] = []
  const records: Uint8Array[] = []
  const places: { at: number; compressed: Uint8Array; raw: Uint8Array }[] = []
  let at = 0
  for (const entry of entries) {
    const raw = typeof entry.bytes === 'string' ? Buffer.from(entry.bytes) : entry.bytes
    const shared = entry.sharesBytesOf === undefined ? undefined : places[entry.sharesBytesOf]
    const own = { at, raw, compressed: entry.isDeflated ? deflateRawSync(raw) : raw }
    const place = shared ?? own
    places.push(place)
    const name = Buffer.from(entry.name)
    const header = createHeader(entry, place)
    records.push(createRecord(header, place.at, name))
    if (shared !== undefined) continue
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), header, u16(name.length), u16(0), name])
    parts.push(local, place.compressed)
    at += local.length + place.compressed.length
  }
  const directory = Buffer.concat(records)
  const count = u16(entries.length)
  const end = [
    Buffer.from('PK\x05\x06', 'latin1'),
    u32(0),
    count,
    count,
    u32(directory.length),
    u32(at),
    u16(0),
  ]
  return new Uint8Array(Buffer.concat([...parts, directory, ...end]))
}

/** Version to names' lengths: equal in both headers. */
function createHeader(
  entry: ZipEntry,
  { raw, compressed }: { raw: Uint8Array; compressed: Uint8Array },
): Buffer {
  const flags = 0x0800 | (entry.isEncrypted ? 1 : 0)
  return Buffer.concat([
    u16(20),
    u16(flags),
    u16(entry.isDeflated ? 8 : 0),
    u32(0x5a_21_00_00),
    u32(crc32(raw)),
    u32(compressed.length),
    u32(entry.claimedSize ?? raw.length),
  ])
}

function createRecord(header: Buffer, at: number, name: Buffer): Buffer {
  const signature = Buffer.from('PK\x01\x02', 'latin1')
  return Buffer.concat([signature, u16(20), header, u16(name.length), Buffer.alloc(12), u32(at), name])
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
