import { constants, deflateRawSync } from 'node:zlib'
import { fixedCodes } from './fixed-codes.server.ts'

/** Compresses frame after frame: what came before is its window. Each ends with an empty block, which RFC 7692 cuts off. */
export type FrameDeflater = { push(frame: Uint8Array): Uint8Array }

/** Longer frames are given to zlib: its tables of codes are worth their cost there. */
const OWN_MAX_BYTES = 2_000
const HASH_BITS = 11
const MIN_MATCH = 4
const MAX_MATCH = 258

/**
 * For frames of a few hundred bytes that repeat earlier ones: only the latest place with the same four bytes is looked
 * at, and the codes are the fixed ones. That costs a fraction of zlib's search and tables, and memory.
 */
export function createFrameDeflater(windowBits: number): FrameDeflater {
  const windowBytes = 1 << windowBits
  /** The window and the frame; `end` is behind both. */
  const bytes = new Uint8Array(2 * windowBytes + OWN_MAX_BYTES)
  let end = 0
  /** By the hash of four bytes, one more than where they begin; 0 and below: not in `bytes` any more. */
  const latest = new Int32Array(1 << HASH_BITS)

  function append(frame: Uint8Array): void {
    if (end + frame.length > bytes.length) {
      const moved = end - windowBytes
      bytes.copyWithin(0, moved, end)
      for (let slot = 0; slot < latest.length; slot += 1) latest[slot] = (latest[slot] ?? 0) - moved
      end = windowBytes
    }
    bytes.set(frame, end)
    end += frame.length
  }

  function pushSmall(frame: Uint8Array): Uint8Array {
    append(frame)
    let at = end - frame.length
    fixedCodes.begin(frame.length)
    while (at < end) {
      const found = takePlace(at)
      const length = found < 0 || at - found > windowBytes ? 0 : countEqual(found, at)
      if (length >= MIN_MATCH) {
        fixedCodes.putMatch(length, at - found)
        for (let place = at + 1; place < at + length; place += 1) takePlace(place)
        at += length
      } else {
        fixedCodes.putLiteral(bytes[at] ?? 0)
        at += 1
      }
    }
    return fixedCodes.end()
  }

  /** The latest place with the four bytes that are here; from now on that is this one. Below 0: none. */
  function takePlace(at: number): number {
    if (end - at < MIN_MATCH) return -1
    const low = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
    const high = (bytes[at + 2] ?? 0) | ((bytes[at + 3] ?? 0) << 8)
    const slot = Math.imul(low | (high << 16), 0x9e37_79b1) >>> (32 - HASH_BITS)
    const found = (latest[slot] ?? 0) - 1
    latest[slot] = at + 1
    return found
  }

  function countEqual(from: number, at: number): number {
    const most = Math.min(end - at, MAX_MATCH)
    let length = 0
    while (length < most && bytes[from + length] === bytes[at + length]) length += 1
    return length
  }

  function pushLarge(frame: Uint8Array): Uint8Array {
    const dictionary = bytes.slice(Math.max(0, end - windowBytes), end)
    const packed = deflateRawSync(frame, {
      level: 4,
      windowBits,
      finishFlush: constants.Z_SYNC_FLUSH,
      ...(dictionary.length > 0 ? { dictionary } : {}),
    })
    append(frame.subarray(-windowBytes))
    return packed
  }

  return { push: (frame) => (frame.length > OWN_MAX_BYTES ? pushLarge(frame) : pushSmall(frame)) }
}
