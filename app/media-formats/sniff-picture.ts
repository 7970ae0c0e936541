/** Detects a file's format from its first bytes: names and declared types are unreliable. */
export type PictureFormat = 'png' | 'jpeg' | 'webp' | 'gif'
export type SniffedFile =
  | PictureFormat
  | 'empty'
  | 'heic'
  | 'avif'
  | 'bmp'
  | 'tiff'
  | 'icon'
  | 'svg'
  | 'html'
  | 'pdf'
  | 'video'
  | 'font'
  | 'zip'
  | 'text'
  | 'unknown'

/** Bytes needed from the start of the file. */
export const sniffLengthBytes = 512

/** TrueType, CFF, both WOFFs, and collections. */
const fontSignatures = ['\0\x01\0\0', 'OTTO', 'wOFF', 'wOF2', 'ttcf']

export function sniffPicture(head: Uint8Array): SniffedFile {
  if (head.length === 0) return 'empty'
  if (startsWith(head, '\x89PNG\r\n\x1a\n')) return 'png'
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'jpeg'
  if (startsWith(head, 'RIFF') && readAscii(head, 8, 4) === 'WEBP') return 'webp'
  if (startsWith(head, 'GIF87a') || startsWith(head, 'GIF89a')) return 'gif'
  if (readAscii(head, 4, 4) === 'ftyp') return sniffBrand(readAscii(head, 8, 4))
  if (startsWith(head, '\x1aE\xdf\xa3')) return 'video'
  if (startsWith(head, '%PDF-')) return 'pdf'
  if (startsWith(head, 'II*\0') || startsWith(head, 'MM\0*')) return 'tiff'
  if (startsWith(head, 'BM') && head.length > 14 && head[6] === 0 && head[7] === 0) return 'bmp'
  if (startsWith(head, '\0\0\x01\0')) return 'icon'
  if (fontSignatures.includes(readAscii(head, 0, 4))) return 'font'
  if (startsWith(head, 'PK\x03\x04')) return 'zip'
  return sniffText(head)
}

/** The brands of the ISO base media format that people drop: ftyp brand registry, mp4ra.org. */
function sniffBrand(brand: string): SniffedFile {
  if (brand === 'avif' || brand === 'avis') return 'avif'
  if (/^(?:hei[cmsx]|hev[cmsx]|mif1|msf1)$/.test(brand)) return 'heic'
  return 'video'
}

function sniffText(head: Uint8Array): SniffedFile {
  if (head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))) return 'unknown'
  const text = readAscii(head, 0, head.length)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .toLowerCase()
  if (text.startsWith('<!doctype html') || text.startsWith('<html')) return 'html'
  if (text.startsWith('<svg') || (text.startsWith('<') && text.includes('<svg'))) return 'svg'
  return 'text'
}

function startsWith(bytes: Uint8Array, magic: string): boolean {
  return readAscii(bytes, 0, magic.length) === magic
}

/** Bytes as code units, so that signatures compare as strings. Shorter at the end of the bytes. */
export function readAscii(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length))
}
