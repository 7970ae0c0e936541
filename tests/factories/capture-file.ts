import { randomFillSync } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'

export type Rgb = readonly [red: number, green: number, blue: number]

export type CaptureFile = { name: string; mimeType: string; buffer: Buffer }

/** A PNG of a device's real pixel size in one colour, with a darker bar on top as a status bar has. */
export function createCaptureFile(name: string, widthPx: number, heightPx: number, colour: Rgb): CaptureFile {
  const barPx = Math.round(heightPx * 0.05)
  const pixel = (shade: number) => Buffer.from(colour.map((value) => Math.round(value * shade)))
  const [bar, body] = [0.6, 1].map((shade) => Buffer.alloc(widthPx * 3, pixel(shade)))
  const rows = Array.from({ length: heightPx }, (_, y) => (y < barPx ? bar : body) as Buffer)
  return { name, mimeType: 'image/png', buffer: writePng(widthPx, rows) }
}

/** A capture with something on it: bars across, so many of them, on a light screen. */
export function createBarsFile(name: string, count: number, colour: Rgb = [30, 40, 60]): CaptureFile {
  const [widthPx, heightPx] = [1320, 2868]
  const barPx = heightPx / (count * 2)
  const [light, bar] = [[245, 245, 245], colour].map((each) => Buffer.alloc(widthPx * 3, Buffer.from(each)))
  const rows = Array.from({ length: heightPx }, (_, y) => (Math.floor(y / barPx) % 2 ? bar : light) as Buffer)
  return { name, mimeType: 'image/png', buffer: writePng(widthPx, rows) }
}

/** A PNG that is as heavy as its pixels, unlike any other. */
export function createNoiseFile(name: string, widthPx: number, heightPx: number): CaptureFile {
  const rows = Array.from({ length: heightPx }, () => randomFillSync(Buffer.alloc(widthPx * 3)))
  return { name, mimeType: 'image/png', buffer: writePng(widthPx, rows) }
}

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
const NO_FILTER = Buffer.of(0)

/** Rows of RGB as a PNG: written here, because a general encoder takes a second for a capture and tests make hundreds. */
function writePng(widthPx: number, rows: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(widthPx, 0)
  header.writeUInt32BE(rows.length, 4)
  header.set([8, 2], 8)
  const pixels = deflateSync(Buffer.concat(rows.flatMap((row) => [NO_FILTER, row])), { level: 1 })
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(content))
  return Buffer.concat([length, content, sum])
}
