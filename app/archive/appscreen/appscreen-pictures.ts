import type { SizePx } from '#app/document/catalogue/canvas-size-table.ts'
import type { MediaId, MintId } from '#app/document/model/ids.ts'
import { findMediaFormat } from '#app/media-formats/media-format.ts'
import { readPictureHeader, readPictureSize } from '#app/media-formats/read-picture-size.ts'
import { sanitiseFileName } from '#app/media-formats/sanitise-file-name.ts'
import type { ManifestMedia } from '../manifest.ts'
import type { HashBytes } from '../read-archive.ts'

export type AppscreenPicture = { id: MediaId; sizePx: SizePx; bytes: Uint8Array; entry: ManifestMedia }

/** Of browsers, workers and Node, and not of the language. */
declare const atob: (base64: string) => string

const reference = /^data:image\/[\w.+-]+;base64,/

/** Whether a source has its picture in the file; others are addresses of a server. */
export const isEmbedded = (source: string): boolean => reference.test(source)

/** The pictures in the file by their source, equal ones once; those of a kind that the library does not take are left out. */
export async function readAppscreenPictures(
  sources: ReadonlyMap<string, string>,
  { hash, mint }: { hash: HashBytes; mint: MintId },
): Promise<ReadonlyMap<string, AppscreenPicture>> {
  const pictures = new Map<string, AppscreenPicture>()
  const byHash = new Map<string, AppscreenPicture>()
  for (const [source, name] of sources) {
    const bytes = decode(source)
    const format = bytes && findMediaFormat(bytes)
    if (bytes === undefined || format?.type !== 'image') continue
    const header = readPictureHeader(format.name, bytes)
    if (header.kind !== 'header') continue
    const { width, height } = readPictureSize(header)
    const sha256 = await hash(bytes)
    const known = byHash.get(sha256)
    if (known !== undefined) {
      pictures.set(source, known)
      continue
    }
    const id = mint() as MediaId
    const entry = {
      id,
      path: `media/${id}.${format.name}`,
      sha256,
      mimeType: format.mimeType,
      size: bytes.length,
      width,
      height,
      fileName: nameFile(name, format.name),
    }
    const picture = { id, sizePx: { widthPx: width, heightPx: height }, bytes, entry }
    byHash.set(sha256, picture)
    pictures.set(source, picture)
  }
  return pictures
}

function nameFile(name: string, extension: string): string {
  const stem = sanitiseFileName(name.replace(/\.\w+$/, '')) || 'picture'
  return `${stem}.${extension}`
}

function decode(source: string): Uint8Array | undefined {
  const head = source.match(reference)?.[0]
  if (head === undefined) return undefined
  try {
    return Uint8Array.from(atob(source.slice(head.length)), (sign) => sign.charCodeAt(0))
  } catch {
    // No base64: the picture counts as one that could not be read.
    return undefined
  }
}
