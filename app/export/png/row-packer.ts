import type { BitWriter } from './bit-writer.ts'
import { createAdler32, finishAdler } from './checksums.ts'
import { countSymbols, type SymbolCounts } from './count-symbols.ts'
import { byteToken, type Tokens, tokensPerBlock } from './deflate-tokens.ts'
import { filterRow } from './filter-row.ts'
import { createMatcher, packRow, startRow } from './match-pixels.ts'
import { type Pixels, toWords } from './pixels.ts'
import { type Codes, writeTokens } from './write-tokens.ts'

/** The loops over all pixels of one picture. Two of them make the same bytes: this one and `wasm-packer.ts`. */
export type RowPacker = {
  /** Collects the tokens of a block from row `y` on, of whole rows. Returns the row after them. */
  packRows(y: number): number
  countSymbols(): SymbolCounts
  /** Empties the block. The writer has space for it. */
  writeTokens(writer: BitWriter, codes: Codes): void
  /** Adler-32 of every filtered row that was packed. */
  finishAdler(): number
}

/** In JavaScript, for where WebAssembly is refused: an iPhone in Lockdown Mode, an old browser. */
export function createScriptPacker(pixels: Pixels): RowPacker {
  const { width, height } = pixels
  const words = toWords(pixels)
  const adler = createAdler32()
  const matcher = createMatcher(width)
  // A block ends with a row, so that no token has to ask whether it is full.
  const tokens: Tokens = { list: new Int32Array(tokensPerBlock + width + 1), count: 0 }
  return {
    packRows(first) {
      let y = first
      for (; y < height && tokens.count < tokensPerBlock; y++) {
        const at = startRow(matcher)
        const filter = filterRow({ words, y, width, to: matcher.pixels, at, adler })
        tokens.list[tokens.count++] = byteToken(filter)
        packRow(matcher, tokens)
      }
      return y
    },
    countSymbols: () => countSymbols(tokens),
    writeTokens(writer, codes) {
      writeTokens(writer, tokens, codes)
      tokens.count = 0
    },
    finishAdler: () => finishAdler(adler),
  }
}
