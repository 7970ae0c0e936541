import { sliceText } from './slice-text.ts'

/** SHA-256 in hexadecimal of a text as UTF-8; the text comes in parts, so that nobody has to put it together. */
export function hashText(parts: readonly string[]): Promise<string> {
  const known = hashes.get(parts) ?? hash(parts)
  hashes.set(parts, known)
  known.catch(() => hashes.delete(parts))
  return known
}

/** By the very parts, which are kept with their document: what was hashed while its commit was written is sent soon after. */
const hashes = new WeakMap<readonly string[], Promise<string>>()

async function hash(parts: readonly string[]): Promise<string> {
  // Pages served over plain HTTP from another machine have no crypto.subtle; they must be able to sync all the same.
  if (globalThis.crypto?.subtle === undefined) {
    const { sha256 } = await import('@noble/hashes/sha2.js')
    return toHex(sha256(encode(parts)))
  }
  // The digest takes a copy when it is called.
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', encode(parts))))
}

const encoder = new TextEncoder()
/** Fresh memory of a document's size costs several times the encoding itself, so it is used again. */
let buffer = new Uint8Array(0)
const KEEP_BYTES = 4_000_000
/** So much is handed to the encoder at once: it makes a copy of its own. */
const SLICE_CHARACTERS = 8_192

function encode(parts: readonly string[]): Uint8Array<ArrayBuffer> {
  const characters = parts.reduce((sum, { length }) => sum + length, 0)
  // At most three bytes for each unit of UTF-16.
  const needed = characters * 3
  const target = needed <= buffer.length ? buffer : new Uint8Array(needed)
  if (needed <= KEEP_BYTES) buffer = target
  let at = 0
  for (const part of parts) {
    for (const slice of sliceText(part, SLICE_CHARACTERS)) {
      at += encoder.encodeInto(slice, target.subarray(at)).written
    }
  }
  return target.subarray(0, at)
}

const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
