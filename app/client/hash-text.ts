/** SHA-256 in hexadecimal of a text as UTF-8. */
export async function hashText(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text)
  return toHex(await digest(bytes))
}

async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  // Pages served over plain HTTP from another machine have no crypto.subtle; they must be able to sync all the same.
  if (globalThis.crypto?.subtle === undefined) {
    const { sha256 } = await import('@noble/hashes/sha2.js')
    return sha256(bytes)
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
