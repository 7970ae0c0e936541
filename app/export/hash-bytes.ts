/** SHA-256 in hexadecimal. */
export async function hashBytes(bytes: Uint8Array): Promise<string> {
  // Pages served over plain HTTP from another machine have no crypto.subtle.
  if (globalThis.crypto?.subtle === undefined) {
    const { sha256 } = await import('@noble/hashes/sha2.js')
    return toHex(sha256(bytes))
  }
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)))
}

const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
