import type { SizePx } from '#app/document/catalogue/canvas-size-table.ts'
import { findMediaFormat } from '#app/media-formats/media-format.ts'
import { readPictureHeader, readPictureSize } from '#app/media-formats/read-picture-size.ts'

/** `other`: no picture or video that the library takes. A video's size is known only once it plays. */
export type Measured = { kind: 'picture'; sizePx: SizePx } | { kind: 'video' } | { kind: 'other' }

/** A photo's EXIF block, with its preview, is before its size and at most this long. */
const headBytes = 131_072

/** The size of a picture as seen, by its first bytes; nothing is decoded. A file that cannot be read is `other`. */
export async function measureFile(file: Blob): Promise<Measured> {
  try {
    const head = await readBytes(file.slice(0, headBytes))
    const format = findMediaFormat(head)
    if (format === undefined || format.type === 'font') return { kind: 'other' }
    if (format.type === 'video') return { kind: 'video' }
    const short = readPictureHeader(format.name, head)
    const header =
      short.kind === 'header' || file.size <= headBytes
        ? short
        : readPictureHeader(format.name, await readBytes(file))
    if (header.kind !== 'header') return { kind: 'other' }
    const { width, height } = readPictureSize(header)
    return { kind: 'picture', sizePx: { widthPx: width, heightPx: height } }
  } catch (error) {
    console.info('A file could not be measured.', error)
    return { kind: 'other' }
  }
}

const readBytes = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer())
