import { listSfntRecords } from '#app/media-formats/font-tables.ts'
import type { MediaFormat } from '#app/media-formats/media-format.ts'
import { readPictureHeader } from '#app/media-formats/read-picture-size.ts'
import type { PictureFormat } from '#app/media-formats/sniff-picture.ts'

/** Detects whether a picture was cut off: its end is in the head, or in the chunks pushed after it. */
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
    case 'woff2':
      return countTo(findWoff2End(head), head)
    case 'ttf':
    case 'otf':
      return countTo(findFontEnd(head), head)
    case 'mp4':
    case 'webm':
      return { push: () => undefined, isFound: () => true }
  }
}

/** The length that the header announces. */
function findWoff2End(head: Uint8Array): number {
  if (head.byteLength < 12) return Number.POSITIVE_INFINITY
  return new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(8)
}

/** The last byte that a table has; a directory that is not whole within the head has no end. */
function findFontEnd(head: Uint8Array): number {
  const records = listSfntRecords(head) ?? []
  return records.reduce(
    (most, { end }) => Math.max(most, end),
    records.length === 0 ? Number.POSITIVE_INFINITY : 0,
  )
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
