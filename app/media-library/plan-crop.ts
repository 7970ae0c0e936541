import type { PictureEdit } from '#app/media/edit-picture.ts'

export type CropHandle = 'move' | 'nw' | 'ne' | 'sw' | 'se'
type Crop = PictureEdit['crop']

/** Smallest size that can still be grabbed. */
const smallest = 0.05

/**
 * The crop after a corner, or all of it, was dragged by this much (fractions of the picture); it never leaves the
 * picture.
 */
export function planCrop(crop: Crop, handle: CropHandle, by: { x: number; y: number }): Crop {
  if (handle === 'move') {
    const x = clamp(crop.x + by.x, 0, 1 - crop.width)
    const y = clamp(crop.y + by.y, 0, 1 - crop.height)
    return { ...crop, x, y }
  }
  const right = crop.x + crop.width
  const bottom = crop.y + crop.height
  const x = handle.endsWith('w') ? clamp(crop.x + by.x, 0, right - smallest) : crop.x
  const y = handle.startsWith('n') ? clamp(crop.y + by.y, 0, bottom - smallest) : crop.y
  const newRight = handle.endsWith('e') ? clamp(right + by.x, crop.x + smallest, 1) : right
  const newBottom = handle.startsWith('s') ? clamp(bottom + by.y, crop.y + smallest, 1) : bottom
  return { x, y, width: newRight - x, height: newBottom - y }
}

/** The same part of the picture after another quarter turn clockwise. */
export function turnCrop({ x, y, width, height }: Crop): Crop {
  return { x: 1 - y - height, y: x, width: height, height: width }
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}
