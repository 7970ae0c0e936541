import { codeOfDistance, codeOfLength } from './deflate-codes.ts'
import { BYTE, MATCH, type Tokens } from './deflate-tokens.ts'

const literalSymbols = 286
const distanceSymbols = 30
export const endOfBlock = 256

/** How often each symbol of the two codes occurs in a block of that many tokens. */
export type SymbolCounts = { literals: Uint32Array; distances: Uint32Array; tokens: number }

export function countSymbols({ list, count }: Tokens): SymbolCounts {
  const bytes = new Uint32Array(256)
  const lengths = new Uint32Array(256)
  const distances = new Uint32Array(distanceSymbols)
  const add = (counts: Uint32Array, index: number) => {
    counts[index] = (counts[index] ?? 0) + 1
  }
  for (let index = 0; index < count; index++) {
    const token = list[index] ?? 0
    if (token < MATCH) {
      add(bytes, token & 255)
      add(bytes, (token >>> 8) & 255)
      add(bytes, token >>> 16)
    } else if (token < BYTE) {
      add(lengths, (token >>> 15) & 255)
      add(distances, codeOfDistance[(token & 32_767) + 1] ?? 0)
    } else add(bytes, token & 255)
  }
  return { literals: joinLiterals(bytes, lengths), distances, tokens: count }
}

/** One code has bytes, the block's end and lengths, which are counted by the length less 3. */
export function joinLiterals(bytes: Uint32Array, lengths: Uint32Array): Uint32Array {
  const literals = new Uint32Array(literalSymbols)
  literals.set(bytes)
  literals[endOfBlock] = 1
  for (let index = 0; index < 256; index++) {
    const symbol = 257 + (codeOfLength[index + 3] ?? 0)
    literals[symbol] = (literals[symbol] ?? 0) + (lengths[index] ?? 0)
  }
  return literals
}
