import {
  type PictureFormat,
  readAscii,
  type SniffedFile,
  sniffLengthBytes,
  sniffPicture,
} from './sniff-picture.ts'

// The allow list. The page, its file dialogs and workers and the server all read it here, so no file passes one and
// fails another.

export const imageFormats = {
  png: { type: 'image', name: 'png', mimeType: 'image/png' },
  jpeg: { type: 'image', name: 'jpeg', mimeType: 'image/jpeg' },
  webp: { type: 'image', name: 'webp', mimeType: 'image/webp' },
  gif: { type: 'image', name: 'gif', mimeType: 'image/gif' },
} as const

export const videoFormats = {
  mp4: { type: 'video', name: 'mp4', mimeType: 'video/mp4' },
  webm: { type: 'video', name: 'webm', mimeType: 'video/webm' },
} as const

export const fontFormats = {
  ttf: { type: 'font', name: 'ttf', mimeType: 'font/ttf' },
  otf: { type: 'font', name: 'otf', mimeType: 'font/otf' },
  woff2: { type: 'font', name: 'woff2', mimeType: 'font/woff2' },
} as const

export type ImageFormat = (typeof imageFormats)[PictureFormat]
export type VideoFormat = (typeof videoFormats)[keyof typeof videoFormats]
export type FontFormat = (typeof fontFormats)[keyof typeof fontFormats]
export type MediaFormat = ImageFormat | VideoFormat | FontFormat
export type MediaType = MediaFormat['type']

/**
 * The format of a file by its first `sniffLengthBytes`, whatever its name and declared type are; `undefined`: it is not
 * allowed.
 */
export function findMediaFormat(head: Uint8Array): MediaFormat | undefined {
  const sniffed = sniffPicture(head.subarray(0, sniffLengthBytes))
  if (isPicture(sniffed)) return imageFormats[sniffed]
  if (sniffed === 'font') return findFontFormat(head)
  return sniffed === 'video' ? findVideoFormat(head) : undefined
}

/** Collections of several fonts and the first WOFF are not allowed. */
function findFontFormat(head: Uint8Array): FontFormat | undefined {
  switch (readAscii(head, 0, 4)) {
    case '\0\x01\0\0':
      return fontFormats.ttf
    case 'OTTO':
      return fontFormats.otf
    case 'wOF2':
      return fontFormats.woff2
    default:
      return undefined
  }
}

/** By the type that a stored file carries. */
export function isFontType(mimeType: string): boolean {
  return mimeType.startsWith('font/')
}

export function isPicture(sniffed: SniffedFile): sniffed is PictureFormat {
  return Object.hasOwn(imageFormats, sniffed)
}

/** Containers that browsers do not play alike are not allowed: QuickTime, Matroska, 3GP, audio in an MP4. */
function findVideoFormat(head: Uint8Array): VideoFormat | undefined {
  // The brands of the ISO base media format (mp4ra.org) that mean MP4.
  if (readAscii(head, 4, 4) === 'ftyp') {
    return /^(?:isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|dash|f4v )$/.test(readAscii(head, 8, 4))
      ? videoFormats.mp4
      : undefined
  }
  // The document type is near the start of the EBML header, which is short.
  return readAscii(head, 0, Math.min(head.length, 64)).includes('webm') ? videoFormats.webm : undefined
}
