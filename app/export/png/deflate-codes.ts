/** The tables of RFC 1951, 3.2.5: the code of each length or distance, and its extra bits. */
export const lengthExtraBits = planExtraBits(29, (code) => (code < 4 || code === 28 ? 0 : (code >> 2) - 1))
export const distanceExtraBits = planExtraBits(30, (code) => (code < 2 ? 0 : (code >> 1) - 1))
export const lengthBases = planBases(lengthExtraBits, 3)
// The longest match has a code of its own beside the range it would fall in.
lengthBases[28] = 258
export const distanceBases = planBases(distanceExtraBits, 1)
export const codeOfLength = planLookup(lengthBases, 259)
export const codeOfDistance = planLookup(distanceBases, 32_769)

function planExtraBits(count: number, bitsOf: (code: number) => number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, code) => Math.max(bitsOf(code), 0))
}

function planBases(extraBits: Uint8Array, first: number): Uint16Array {
  const bases = new Uint16Array(extraBits.length)
  let base = first
  for (let code = 0; code < extraBits.length; code++) {
    bases[code] = base
    base += 1 << (extraBits[code] ?? 0)
  }
  return bases
}

function planLookup(bases: Uint16Array, size: number): Uint8Array {
  const lookup = new Uint8Array(size)
  for (let code = 0; code < bases.length; code++) lookup.fill(code, bases[code], size)
  return lookup
}
