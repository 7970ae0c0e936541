import type { PictureHeader } from './picture-header.ts'
import { readExifOrientation } from './read-exif-orientation.ts'
import { readAscii } from './sniff-picture.ts'

const startOfScan = 0xda
const endOfImage = 0xd9
const app1 = 0xe1

/** JPEG (ITU T.81): walks the segments up to the first scan; a file without the end marker after it is truncated. */
export function readJpegHeader(bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let orientation = 1
  let size: { width: number; height: number } | undefined
  let at = 2
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return { kind: 'damaged' }
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      // Fill bytes may stand before a marker.
      at += 1
      continue
    }
    const length = view.getUint16(at + 2)
    if (length < 2) return { kind: 'damaged' }
    if (isFrameStart(marker)) {
      if (at + 9 > bytes.length) return { kind: 'truncated' }
      size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    }
    if (marker === app1 && readAscii(bytes, at + 4, 6) === 'Exif\0\0') {
      orientation = readExifOrientation(bytes.subarray(at + 10, at + 2 + length))
    }
    at += 2 + length
    if (marker !== startOfScan) continue
    if (size === undefined || size.width === 0 || size.height === 0) return { kind: 'damaged' }
    return { kind: 'header', ...size, orientation, complete: hasEnd(bytes, at), animated: false }
  }
  return { kind: 'truncated' }
}

/** SOF0–SOF15 without the tables that share their range (DHT, JPG, DAC). */
function isFrameStart(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

/** Searched only after the scan's start: the preview inside the EXIF data has an end marker of its own. */
function hasEnd(bytes: Uint8Array, scanAt: number): boolean {
  for (let at = bytes.length - 2; at >= scanAt; at -= 1) {
    if (bytes[at] === 0xff && bytes[at + 1] === endOfImage) return true
  }
  return false
}
