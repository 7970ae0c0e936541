import type { CanvasSizeId } from '#app/document/model/ids.ts'

/** The two formats that both stores take. */
export type FileFormat = 'png' | 'jpeg'

/** A product page header and Play's icon must be PNG. */
const pngOnly: ReadonlySet<string> = new Set(['apple-header', 'apple-universal', 'play-icon'])

/** What a size is written as, when this format was chosen for all. */
export const planFormat = (canvasSizeId: CanvasSizeId, chosen: FileFormat): FileFormat =>
  pngOnly.has(canvasSizeId) ? 'png' : chosen

export const findExtension = (format: FileFormat): 'png' | 'jpg' => (format === 'png' ? 'png' : 'jpg')

/** Percent: no visible loss in captions. */
export const usualJpegQuality = 92
