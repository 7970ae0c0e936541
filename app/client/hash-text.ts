import { encodeParts } from './encode-parts.ts'

/** SHA-256 in hexadecimal of a text as UTF-8; the text comes in parts, so that nobody has to put it together. */
export async function hashText(parts: readonly string[]): Promise<string> {
  const { bytes, free } = encodeParts(parts)
  // Pages served over plain HTTP from another machine have no crypto.subtle; they must be able to sync all the same.
  if (globalThis.crypto?.subtle === undefined) {
    const { sha256 } = await import('@noble/hashes/sha2.js')
    const hash = toHex(sha256(bytes))
    free()
    return hash
  }
  const digest = crypto.subtle.digest('SHA-256', bytes)
  // The digest took a copy when it was called.
  free()
  return toHex(new Uint8Array(await digest))
}

const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
