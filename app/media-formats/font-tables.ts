/** The tables of a font by their tags. */
export type FontTables = {
  has(tag: string): boolean
  /** `undefined` where it is not there, or not stored as it is. */
  find(tag: string): Uint8Array | undefined
}

const directoryBytes = 12
const recordBytes = 16

/** The tables of a TTF or OTF file; `undefined` where one of them is cut off. */
export function readSfntTables(bytes: Uint8Array): FontTables | undefined {
  const records = listSfntRecords(bytes)
  if (records === undefined || records.some(({ end }) => end > bytes.length)) return undefined
  const find = (tag: string) => records.find((record) => record.tag === tag)
  return {
    has: (tag) => find(tag) !== undefined,
    find(tag) {
      const record = find(tag)
      return record && bytes.subarray(record.start, record.end)
    },
  }
}

/** Where each table is, by the directory at the start of the file; `undefined` where the directory is not whole. */
export function listSfntRecords(head: Uint8Array): { tag: string; start: number; end: number }[] | undefined {
  if (head.length < directoryBytes) return undefined
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const count = view.getUint16(4)
  if (count === 0 || head.length < directoryBytes + count * recordBytes) return undefined
  return Array.from({ length: count }, (_, index) => {
    const at = directoryBytes + index * recordBytes
    const start = view.getUint32(at + 8)
    const tag = String.fromCharCode(...head.subarray(at, at + 4))
    return { tag, start, end: start + view.getUint32(at + 12) }
  })
}
