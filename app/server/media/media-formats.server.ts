import { readPictureHeader } from '#app/media-formats/read-picture-size.ts'
import { type PictureFormat, readAscii, sniffPicture } from '#app/media-formats/sniff-picture.ts'

export type MediaFormat =
  | { type: 'image'; name: PictureFormat | 'gif'; mimeType: string }
  | { type: 'video'; name: 'mp4' | 'webm'; mimeType: string }

const FORMATS = {
  png: { type: 'image', name: 'png', mimeType: 'image/png' },
  jpeg: { type: 'image', name: 'jpeg', mimeType: 'image/jpeg' },
  webp: { type: 'image', name: 'webp', mimeType: 'image/webp' },
  gif: { type: 'image', name: 'gif', mimeType: 'image/gif' },
  mp4: { type: 'video', name: 'mp4', mimeType: 'video/mp4' },
  webm: { type: 'video', name: 'webm', mimeType: 'video/webm' },
} as const satisfies Record<string, MediaFormat>

/** The allow list: by what the bytes say, whatever name and type were given. Undefined: not allowed. */
export function findMediaFormat(head: Uint8Array): MediaFormat | undefined {
  const sniffed = sniffPicture(head.subarray(0, 512))
  if (sniffed === 'png' || sniffed === 'jpeg' || sniffed === 'webp' || sniffed === 'gif') {
    return FORMATS[sniffed]
  }
  if (sniffed !== 'video') return undefined
  // QuickTime has the same container, but only Safari plays it; Matroska's document type stands near its start.
  if (readAscii(head, 4, 4) === 'ftyp') return readAscii(head, 8, 4) === 'qt  ' ? undefined : FORMATS.mp4
  return readAscii(head, 0, 64).includes('webm') ? FORMATS.webm : undefined
}

/** GIF89a: width and height are the first numbers after the signature. */
export function readGifSize(head: Uint8Array) {
  if (head.byteLength < 10) return { kind: 'truncated' as const }
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const [width, height] = [view.getUint16(6, true), view.getUint16(8, true)]
  return width > 0 && height > 0 ? { kind: 'size' as const, width, height } : { kind: 'damaged' as const }
}

/** Tells whether a picture was cut off: its end is in the head, or comes in what is pushed after it. */
export function createEndFinder(format: MediaFormat, head: Uint8Array) {
  switch (format.name) {
    case 'png':
      return findMarker(Buffer.from('IEND'), isComplete('png', head))
    case 'jpeg':
      return findMarker(Buffer.from([0xff, 0xd9]), isComplete('jpeg', head))
    case 'webp':
      return countTo(new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(4, true) + 8, head)
    case 'gif':
      return findLastByte(0x3b, head)
    case 'mp4':
    case 'webm':
      return { push: () => undefined, isFound: () => true }
  }
}

function isComplete(format: PictureFormat, head: Uint8Array): boolean {
  const header = readPictureHeader(format, head)
  return header.kind === 'header' && header.complete
}

/** The marker may lie across two chunks. */
function findMarker(marker: Buffer, isInHead: boolean) {
  let isFound = isInHead
  let tail = Buffer.alloc(0)
  return {
    push(chunk: Uint8Array) {
      if (isFound) return
      const start = chunk.subarray(0, marker.byteLength)
      isFound =
        Buffer.concat([tail, start]).includes(marker) ||
        Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).includes(marker)
      tail = Buffer.concat([tail, chunk.subarray(-marker.byteLength)]).subarray(-(marker.byteLength - 1))
    },
    isFound: () => isFound,
  }
}

function countTo(sizeBytes: number, head: Uint8Array) {
  let counted = head.byteLength
  return {
    push(chunk: Uint8Array) {
      counted += chunk.byteLength
    },
    isFound: () => counted >= sizeBytes,
  }
}

function findLastByte(byte: number, head: Uint8Array) {
  let last = head.at(-1)
  return {
    push(chunk: Uint8Array) {
      last = chunk.at(-1) ?? last
    },
    isFound: () => last === byte,
  }
}
