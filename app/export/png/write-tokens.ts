import type { BitWriter } from './bit-writer.ts'
import { codeOfDistance, distanceBases, distanceExtraBits } from './deflate-codes.ts'
import { BYTE, MATCH, type Tokens } from './deflate-tokens.ts'

/** Of each symbol the code in the low half and its bits in the high one; lengths with their extra bits, by the length less 3. */
export type Codes = { literals: Uint32Array; lengths: Uint32Array; distances: Uint32Array }

/**
 * The codes of a block's tokens. One loop over local variables: a function or an object in between takes half as long
 * again. A part has at most 16 bits, and fewer than 16 wait before it is added.
 */
export function writeTokens(writer: BitWriter, { list, count }: Tokens, codes: Codes): void {
  const { bytes } = writer
  const { literals, lengths, distances } = codes
  let { length: at, buffered, bufferedBits } = writer
  for (let index = 0; index < count; index++) {
    const token = list[index] ?? 0
    let part = 0
    let second = 0
    let third = 0
    if (token < MATCH) {
      part = literals[token & 255] ?? 0
      second = literals[(token >>> 8) & 255] ?? 0
      third = literals[token >>> 16] ?? 0
      const firstBits = part >>> 16
      const pairBits = firstBits + (second >>> 16)
      const bits = pairBits + (third >>> 16)
      if (bits <= 16) {
        part = (part & 0xffff) | ((second & 0xffff) << firstBits) | ((third & 0xffff) << pairBits)
        part = (part & 0xffff) | (bits << 16)
        second = 0
        third = 0
      }
    } else if (token < BYTE) {
      const distance = (token & 32_767) + 1
      const code = codeOfDistance[distance] ?? 0
      part = lengths[(token >>> 15) & 255] ?? 0
      second = distances[code] ?? 0
      third = (distance - (distanceBases[code] ?? 0)) | ((distanceExtraBits[code] ?? 0) << 16)
    } else part = literals[token & 255] ?? 0
    for (;;) {
      buffered |= (part & 0xffff) << bufferedBits
      bufferedBits += part >>> 16
      if (bufferedBits >= 16) {
        bytes[at] = buffered
        bytes[at + 1] = buffered >>> 8
        at += 2
        buffered >>>= 16
        bufferedBits -= 16
      }
      if (second === 0) break
      part = second
      second = third
      third = 0
    }
  }
  writer.length = at
  writer.buffered = buffered
  writer.bufferedBits = bufferedBits
}
