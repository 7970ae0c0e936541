/**
 * Bits, lowest first, into bytes that grow as needed. The fields are open, because the one loop that writes millions of
 * codes keeps them in local variables.
 */
export type BitWriter = {
  bytes: Uint8Array<ArrayBuffer>
  length: number
  /** Bits that do not fill two bytes yet. */
  held: number
  heldBits: number
}

export function createBitWriter(sizeBytes: number): BitWriter {
  return { bytes: new Uint8Array(sizeBytes), length: 0, held: 0, heldBits: 0 }
}

/** Makes room for that many more bytes; writing does not check. */
export function reserve(writer: BitWriter, more: number): void {
  const needed = writer.length + more + 8
  if (needed <= writer.bytes.length) return
  const larger = new Uint8Array(Math.max(writer.bytes.length * 2, needed))
  larger.set(writer.bytes.subarray(0, writer.length))
  writer.bytes = larger
}

/** At most 16 bits. */
export function writeBits(writer: BitWriter, value: number, bits: number): void {
  writer.held |= value << writer.heldBits
  writer.heldBits += bits
  if (writer.heldBits >= 16) {
    writer.bytes[writer.length] = writer.held
    writer.bytes[writer.length + 1] = writer.held >>> 8
    writer.length += 2
    // At most 15 + 16 bits are held, so none was shifted out of the 32.
    writer.held >>>= 16
    writer.heldBits -= 16
  }
}

export function alignToByte(writer: BitWriter): void {
  for (; writer.heldBits > 0; writer.heldBits -= 8) {
    writer.bytes[writer.length++] = writer.held
    writer.held >>>= 8
  }
  writer.heldBits = 0
  writer.held = 0
}
