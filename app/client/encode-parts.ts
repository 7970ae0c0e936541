const encoder = new TextEncoder()
/** So much is handed to the encoder at once: it makes a copy of its own. */
const SLICE_CHARACTERS = 8_192
/** Larger memory than this is not kept for the next time. */
const KEEP_BYTES = 4_000_000

/** Fresh memory of a document's size costs several times the encoding itself, so it is used again. */
let spare = new Uint8Array(0)

/**
 * Texts as UTF-8, one behind the other. `free` gives the memory back: whoever calls it has no use for `bytes` any more.
 */
export function encodeParts(parts: readonly string[]): { bytes: Uint8Array<ArrayBuffer>; free: () => void } {
  const characters = parts.reduce((sum, { length }) => sum + length, 0)
  // At most three bytes for each unit of UTF-16.
  const needed = characters * 3
  const target = needed <= spare.length ? spare : new Uint8Array(needed)
  spare = new Uint8Array(0)
  let at = 0
  for (const part of parts) {
    for (let from = 0; from < part.length; ) {
      const to = findEnd(part, from + SLICE_CHARACTERS)
      at += encoder.encodeInto(part.slice(from, to), target.subarray(at)).written
      from = to
    }
  }
  return {
    bytes: target.subarray(0, at),
    free: () => {
      if (target.length <= KEEP_BYTES && target.length > spare.length) spare = target
    },
  }
}

/** Never between the two halves of a character. */
function findEnd(part: string, at: number): number {
  if (at >= part.length) return part.length
  const unit = part.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at
}
