/**
 * Bits, lowest first, into bytes that grow as needed. The fields are open, because the one loop that writes millions of
 * codes keeps them in local variables.
 */
export type BitWriter = {
  bytes: Uint8Array<ArrayBuffer>
  length: number
  /** Bits that do not fill two bytes yet. */
  buffered: number
  bufferedBits: number
}

/** Writes from the start of `room` on, or into new memory where that has fewer bytes. */
export function createBitWriter(room: Uint8Array<ArrayBuffer>, sizeBytes: number): BitWriter {
  const bytes = room.length < sizeBytes ? new Uint8Array(sizeBytes) : room
  return { bytes, length: 0, buffered: 0, bufferedBits: 0 }
}

/** Ensures space for that many more bytes; writing does not check. */
export function reserve(writer: BitWriter, more: number): void {
  const needed = writer.length + more + 8
  if (needed <= writer.bytes.length) return
  const larger = new Uint8Array(Math.max(writer.bytes.length * 2, needed))
  larger.set(writer.bytes.subarray(0, writer.length))
  writer.bytes = larger
}

/** At most 16 bits. */
export function writeBits(writer: BitWriter, value: number, bits: number): void {
  writer.buffered |= value << writer.bufferedBits
  writer.bufferedBits += bits
  if (writer.bufferedBits >= 16) {
    writer.bytes[writer.length] = writer.buffered
    writer.bytes[writer.length + 1] = writer.buffered >>> 8
    writer.length += 2
    // At most 15 + 16 bits are buffered, so none was shifted out of the 32.
    writer.buffered >>>= 16
    writer.bufferedBits -= 16
  }
}

export function alignToByte(writer: BitWriter): void {
  for (; writer.bufferedBits > 0; writer.bufferedBits -= 8) {
    writer.bytes[writer.length++] = writer.buffered
    writer.buffered >>>= 8
  }
  writer.bufferedBits = 0
  writer.buffered = 0
}
