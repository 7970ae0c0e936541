/**
 * Pictures down to the structure that headers are read from; the pixels inside are not meant to be decoded. Bytes are
 * written by hand here, so that the readers are not tested against themselves.
 */
const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0))
const bigEndian = (value: number, length: number) =>
  Array.from({ length }, (_, index) => Math.floor(value / 256 ** (length - 1 - index)) % 256)
const littleEndian = (value: number, length: number) => bigEndian(value, length).reverse()

export function png(width: number, height: number): Uint8Array {
  const chunk = (type: string, data: number[]) => [
    ...bigEndian(data.length, 4),
    ...ascii(type),
    ...data,
    1,
    2,
    3,
    4,
  ]
  const header = [...bigEndian(width, 4), ...bigEndian(height, 4), 8, 6, 0, 0, 0]
  const signature = [0x89, ...ascii('PNG\r\n\x1a\n')]
  const data = Array.from({ length: 40 }, (_, index) => index)
  return Uint8Array.from([
    ...signature,
    ...chunk('IHDR', header),
    ...chunk('IDAT', data),
    ...chunk('IEND', []),
  ])
}

export function jpeg(width: number, height: number, tiff?: number[]): Uint8Array {
  const segment = (marker: number, data: number[]) => [
    0xff,
    marker,
    ...bigEndian(data.length + 2, 2),
    ...data,
  ]
  const exifSegment = tiff === undefined ? [] : segment(0xe1, [...ascii('Exif\0\0'), ...tiff])
  const frame = segment(0xc0, [8, ...bigEndian(height, 2), ...bigEndian(width, 2), 1, 1, 0x11, 0])
  const scan = [...segment(0xda, [1, 1, 0, 0, 63, 0]), ...Array.from({ length: 60 }, (_, index) => index)]
  return Uint8Array.from([
    0xff,
    0xd8,
    ...exifSegment,
    ...segment(0xdb, [0, 1]),
    ...frame,
    ...scan,
    0xff,
    0xd9,
  ])
}

/** A TIFF block with one foreign tag before the orientation; `after` imitates a preview. */
export function exif(orientation: number, little: boolean, after: number[] = []): number[] {
  const number = little ? littleEndian : bigEndian
  const entry = (tag: number, value: number) => [
    ...number(tag, 2),
    ...number(3, 2),
    ...number(1, 4),
    ...number(value, 2),
    0,
    0,
  ]
  const order = ascii(little ? 'II' : 'MM')
  return [
    ...order,
    ...number(42, 2),
    ...number(8, 4),
    ...number(2, 2),
    ...entry(0x010f, 7),
    ...entry(0x0112, orientation),
    ...number(0, 4),
    ...after,
  ]
}

function riff(chunks: number[]): Uint8Array {
  return Uint8Array.from([
    ...ascii('RIFF'),
    ...littleEndian(chunks.length + 4, 4),
    ...ascii('WEBP'),
    ...chunks,
  ])
}

function riffChunk(type: string, data: number[]): number[] {
  return [...ascii(type), ...littleEndian(data.length, 4), ...data, ...(data.length % 2 === 1 ? [0] : [])]
}

const frameHeader = (width: number, height: number) => [
  ...[0x30, 0x01, 0x00, 0x9d, 0x01, 0x2a],
  ...littleEndian(width, 2),
  ...littleEndian(height, 2),
  ...Array.from({ length: 40 }, (_, index) => index),
]

export function webpLossy(width: number, height: number): Uint8Array {
  return riff(riffChunk('VP8 ', frameHeader(width, height)))
}

export function webpLossless(width: number, height: number): Uint8Array {
  const bits = width - 1 + (height - 1) * 2 ** 14
  return riff(riffChunk('VP8L', [0x2f, ...littleEndian(bits, 4), ...Array.from({ length: 41 }, () => 7)]))
}

export function webpX(
  width: number,
  height: number,
  options: { exif?: number[]; animated?: boolean } = {},
): Uint8Array {
  const flags = (options.animated ? 0x02 : 0) + (options.exif === undefined ? 0 : 0x08)
  const canvas = [flags, 0, 0, 0, ...littleEndian(width - 1, 3), ...littleEndian(height - 1, 3)]
  const exifChunk = options.exif === undefined ? [] : riffChunk('EXIF', options.exif)
  return riff([...riffChunk('VP8X', canvas), ...riffChunk('VP8 ', frameHeader(width, height)), ...exifChunk])
}

export function gif(): Uint8Array {
  return Uint8Array.from([...ascii('GIF89a'), 10, 0, 10, 0, 0, 0, 0, 0x3b])
}
