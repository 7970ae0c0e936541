import type { PictureHeader } from './picture-header.ts'
import { readGifHeader } from './read-gif-header.ts'
import { readJpegHeader } from './read-jpeg-header.ts'
import { readPngHeader } from './read-png-header.ts'
import { readWebpHeader } from './read-webp-header.ts'
import type { PictureFormat } from './sniff-picture.ts'

/** Reads the size from the file's structure without decoding, so that a false header costs nothing. Never throws. */
export function readPictureHeader(format: PictureFormat, bytes: Uint8Array): PictureHeader {
  switch (format) {
    case 'png':
      return readPngHeader(bytes)
    case 'jpeg':
      return readJpegHeader(bytes)
    case 'webp':
      return readWebpHeader(bytes)
    case 'gif':
      return readGifHeader(bytes)
  }
}

/** The size as seen: orientations 5–8 lie on their side (EXIF 2.32, tag 0x0112). */
export function readPictureSize(header: { width: number; height: number; orientation: number }): {
  width: number
  height: number
} {
  const { width, height, orientation } = header
  return orientation >= 5 ? { width: height, height: width } : { width, height }
}
