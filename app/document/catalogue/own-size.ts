import type { CanvasSizeId } from '../model/ids.ts'
import type { CanvasSize, SizePx } from './canvas-size-table.ts'

/** Shorter sides show nothing, longer ones are more than browsers draw for sure. */
export const ownSideLimits = { min: 64, max: 8192 } as const
/** 128 MB of pixels, twice the largest slot of a store. */
const maxPixels = 32_000_000
/** Layouts put a caption and a device on a canvas; lengths in the document reach to 100 canvas widths. */
const maxRatio = 10

/** Why no size of these sides can be made; `undefined`: it can. */
export function findOwnSizeFault({ widthPx, heightPx }: SizePx): string | undefined {
  const { min, max } = ownSideLimits
  const isSide = (side: number) => Number.isInteger(side) && side >= min && side <= max
  if (!isSide(widthPx) || !isSide(heightPx)) return `Each side takes ${min} to ${max} pixels.`
  if (Math.max(widthPx / heightPx, heightPx / widthPx) > maxRatio)
    return `One side takes at most ${maxRatio} times the pixels of the other.`
  return widthPx * heightPx > maxPixels
    ? 'That is more than 32 million pixels. Make a side shorter.'
    : undefined
}

export const ownSizeId = ({ widthPx, heightPx }: SizePx): CanvasSizeId =>
  `own-${widthPx}x${heightPx}` as CanvasSizeId

/** The size that an id of `ownSizeId` means; it has one orientation, that of its sides. */
export function readOwnSize(id: string): CanvasSize | undefined {
  const [, width = '', height = ''] = id.match(/^own-([1-9]\d{1,4})x([1-9]\d{1,4})$/) ?? []
  const canvasPx = { widthPx: Number(width), heightPx: Number(height) }
  if (findOwnSizeFault(canvasPx) !== undefined) return undefined
  return {
    id: id as CanvasSizeId,
    name: `${width} × ${height}`,
    store: 'own',
    slot: 'no slot of a store',
    family: 'graphic',
    [canvasPx.widthPx > canvasPx.heightPx ? 'landscape' : 'portrait']: canvasPx,
    alsoAccepted: [],
    exportPrefix: `own-${width}x${height}`,
    minCount: 0,
    maxCount: 100,
    maxBytes: 500_000_000,
  }
}
