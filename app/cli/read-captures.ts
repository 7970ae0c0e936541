import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { comparePaths } from '#app/document/model/file-path.ts'
import type { MediaId, MintId } from '#app/document/model/ids.ts'
import { findMediaFormat } from '#app/media-formats/media-format.ts'
import { readPictureHeader, readPictureSize } from '#app/media-formats/read-picture-size.ts'
import { sanitiseFileName } from '#app/media-formats/sanitise-file-name.ts'
import { hashBytes, type MediaContent } from './archive-file.ts'
import { listFiles } from './list-files.ts'

/** A picture of a folder: `path` from there, with slashes. */
export type CaptureFile = { path: string; media: MediaContent; widthPx: number; heightPx: number }

export type ReadFolder = {
  captures: readonly CaptureFile[]
  /** Files that are no usable picture, each with the reason. */
  refused: readonly { path: string; message: string }[]
}

/** The pictures below a folder, in natural order: 2 before 10. */
export async function readCaptures(root: string): Promise<ReadFolder> {
  const captures: CaptureFile[] = []
  const refused: { path: string; message: string }[] = []
  for (const path of (await listFiles(root)).sort(comparePaths)) {
    const read = readPicture(path.normalize('NFC'), await readFile(join(root, path)))
    if (typeof read === 'string') refused.push({ path, message: read })
    else captures.push(read)
  }
  return { captures, refused }
}

/** A sentence: why it cannot be used. */
function readPicture(path: string, bytes: Buffer): CaptureFile | string {
  const format = findMediaFormat(bytes)
  if (format?.type !== 'image') return 'It is not a PNG, JPEG, WebP or GIF picture.'
  const header = readPictureHeader(format.name, bytes)
  if (header.kind !== 'header') return 'The picture is damaged.'
  const { width, height } = readPictureSize(header)
  const sha256 = hashBytes(bytes)
  const media: MediaContent = {
    id: toUuid(sha256) as MediaId,
    sha256,
    mimeType: format.mimeType,
    size: bytes.length,
    width,
    height,
    fileName: sanitiseFileName(basename(path)),
    read: async () => bytes,
  }
  return { path, media, widthPx: width, heightPx: height }
}

/** An id that follows from content: the same folder gives the same archive. */
export function toUuid(sha256: string): string {
  const [a, b, c, d, e] = [
    [0, 8],
    [8, 12],
    [13, 16],
    [17, 20],
    [20, 32],
  ].map(([from, to]) => sha256.slice(from, to))
  return `${a}-${b}-4${c}-8${d}-${e}`
}

/** Ids that follow from a text and their number. */
export function createMint(seed: string): MintId {
  let count = 0
  return () => {
    count += 1
    return toUuid(hashBytes(Buffer.from(`${seed} ${count}`)))
  }
}
