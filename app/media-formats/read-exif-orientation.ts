const orientationTag = 0x0112
const shortType = 3
const entryBytes = 12

/** The orientation (1–8) from a TIFF block as EXIF holds it; 1 where there is none or it makes no sense. */
export function readExifOrientation(tiff: Uint8Array): number {
  if (tiff.length < 14) return 1
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  const littleEndian = view.getUint16(0) === 0x4949
  const directoryAt = view.getUint32(4, littleEndian)
  if (directoryAt + 2 > tiff.length) return 1
  const count = view.getUint16(directoryAt, littleEndian)
  for (let index = 0; index < count; index += 1) {
    const at = directoryAt + 2 + index * entryBytes
    if (at + entryBytes > tiff.length) return 1
    if (view.getUint16(at, littleEndian) !== orientationTag) continue
    const value = view.getUint16(at + 8, littleEndian)
    return view.getUint16(at + 2, littleEndian) === shortType && value >= 1 && value <= 8 ? value : 1
  }
  return 1
}
