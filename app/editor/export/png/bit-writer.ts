/** Bits, lowest first, into bytes that grow as needed. */
export type BitWriter = {
  /** Makes room for that many more bytes; `write` does not check. */
  reserve(bytes: number): void
  /** At most 16 bits. */
  write(value: number, bits: number): void
  alignToByte(): void
  finish(): Uint8Array<ArrayBuffer>
}

export function createBitWriter(sizeBytes: number): BitWriter {
  let bytes = new Uint8Array(sizeBytes)
  let length = 0
  let held = 0
  let heldBits = 0
  return {
    reserve(more) {
      if (length + more + 8 <= bytes.length) return
      const larger = new Uint8Array(Math.max(bytes.length * 2, length + more + 8))
      larger.set(bytes.subarray(0, length))
      bytes = larger
    },
    write(value, bits) {
      held |= value << heldBits
      heldBits += bits
      if (heldBits >= 16) {
        bytes[length] = held
        bytes[length + 1] = held >>> 8
        length += 2
        // At most 15 + 16 bits are held, so none was shifted out of the 32.
        held >>>= 16
        heldBits -= 16
      }
    },
    alignToByte() {
      while (heldBits > 0) {
        bytes[length++] = held
        held >>>= 8
        heldBits -= 8
      }
      heldBits = 0
      held = 0
    },
    finish: () => bytes.slice(0, length),
  }
}
