import type { BitWriter } from './bit-writer.ts'
import { joinLiterals, type SymbolCounts } from './count-symbols.ts'
import { type Pixels, toWords } from './pixels.ts'
import type { RowPacker } from './row-packer.ts'
import { wasmPackerCode } from './wasm-packer-code.ts'
import type { Codes } from './write-tokens.ts'

/** The exports of `pack-rows.as`. Addresses are in bytes; what lies there are numbers of four bytes. */
type PackerExports = {
  memory: WebAssembly.Memory
  /** Forgets the picture before, and reserves memory for rows of that many pixels. Returns 0 if there is none. */
  start(widthPx: number, rowsPerStrip: number): number
  /** Where the next rows of the picture are written. */
  getStripAt(): number
  /** Packs rows of the strip until a block is full. Returns the row after them. */
  packRows(first: number, count: number): number
  isFull(): number
  getTokenCount(): number
  countSymbols(): void
  /** 256 bytes, 256 lengths less 3, then distances. */
  getCountsAt(): number
  /** In the same order. */
  getCodesAt(): number
  /** Empties the block. Returns the number of bytes written, and keeps the bits that do not fill one. */
  writeTokens(buffered: number, bufferedBits: number): number
  getBuffered(): number
  getBufferedBits(): number
  getOutAt(): number
  getAdler(): number
}

/** Few enough to stay in the processor's cache. */
const rowsPerStrip = 32
const lengthsAt = 256
const distancesAt = 512
const distanceSymbols = 30

/**
 * In WebAssembly: half of the processor time of the one in JavaScript, less as long as the engine has not compiled that.
 * `undefined` where the engine refuses WebAssembly or its vectors. One picture at a time: the next one takes its memory.
 */
export function findWasmPacker(pixels: Pixels): RowPacker | undefined {
  const { width, height } = pixels
  const wasm = findExports()
  if (!wasm?.start(width, rowsPerStrip)) return undefined
  const words = toWords(pixels)
  const strip = new Int32Array(wasm.memory.buffer, wasm.getStripAt(), rowsPerStrip * width)
  return {
    packRows(first) {
      let y = first
      do {
        const row = y % rowsPerStrip
        const rows = Math.min(rowsPerStrip, height - y + row)
        if (row === 0) strip.set(words.subarray(y * width, (y + rows) * width))
        y += wasm.packRows(row, rows) - row
      } while (y < height && !wasm.isFull())
      return y
    },
    countSymbols: () => countSymbols(wasm),
    writeTokens: (writer, codes) => writeTokens(wasm, writer, codes),
    finishAdler: () => wasm.getAdler() >>> 0,
  }
}

function countSymbols(wasm: PackerExports): SymbolCounts {
  wasm.countSymbols()
  const read = (index: number, count: number) =>
    new Uint32Array(wasm.memory.buffer, wasm.getCountsAt() + 4 * index, count)
  return {
    literals: joinLiterals(read(0, lengthsAt), read(lengthsAt, 256)),
    distances: read(distancesAt, distanceSymbols),
    tokens: wasm.getTokenCount(),
  }
}

function writeTokens(wasm: PackerExports, writer: BitWriter, { literals, lengths, distances }: Codes): void {
  const { buffer } = wasm.memory
  const codes = new Uint32Array(buffer, wasm.getCodesAt(), distancesAt + distanceSymbols)
  codes.set(literals.subarray(0, lengthsAt))
  codes.set(lengths, lengthsAt)
  codes.set(distances, distancesAt)
  const count = wasm.writeTokens(writer.buffered, writer.bufferedBits)
  writer.bytes.set(new Uint8Array(buffer, wasm.getOutAt(), count), writer.length)
  writer.length += count
  writer.buffered = wasm.getBuffered()
  writer.bufferedBits = wasm.getBufferedBits()
}

/** `null`: refused. Compiled once for each thread. */
let compiled: PackerExports | null | undefined

function findExports(): PackerExports | undefined {
  if (compiled === undefined) compiled = compile()
  return compiled ?? undefined
}

function compile(): PackerExports | null {
  try {
    const bytes = Uint8Array.from(atob(wasmPackerCode), (sign) => sign.charCodeAt(0))
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes))
    return exports as unknown as PackerExports
  } catch {
    return null
  }
}
