import { requireCanvasReads } from '#app/canvas/check-canvas-reads.ts'

/** In this order: turned clockwise, mirrored, then cut. The cut is in fractions of the turned picture. */
export type PictureEdit = {
  quarterTurns: 0 | 1 | 2 | 3
  flipX: boolean
  flipY: boolean
  crop: { x: number; y: number; width: number; height: number }
}

export const noEdit: PictureEdit = {
  quarterTurns: 0,
  flipX: false,
  flipY: false,
  crop: { x: 0, y: 0, width: 1, height: 1 },
}

export type EditPlan = {
  /** Size of the result. */
  width: number
  height: number
  /** Canvas transform under which the whole source is drawn at 0, 0 in its own size. */
  transform: readonly [a: number, b: number, c: number, d: number, e: number, f: number]
}

/** Whole pixels: the result never has a half-covered edge. */
export function planEdit(source: { width: number; height: number }, edit: PictureEdit): EditPlan {
  const isOnSide = edit.quarterTurns % 2 === 1
  const turned = isOnSide ? { width: source.height, height: source.width } : source
  const left = Math.min(turned.width - 1, Math.max(0, Math.round(edit.crop.x * turned.width)))
  const top = Math.min(turned.height - 1, Math.max(0, Math.round(edit.crop.y * turned.height)))
  const right = Math.min(turned.width, Math.round((edit.crop.x + edit.crop.width) * turned.width))
  const bottom = Math.min(turned.height, Math.round((edit.crop.y + edit.crop.height) * turned.height))

  const [cos, sin] = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ][edit.quarterTurns] as [number, number]
  // Turned about the origin, then moved back into view.
  const shiftX = edit.quarterTurns === 1 ? source.height : edit.quarterTurns === 2 ? source.width : 0
  const shiftY = edit.quarterTurns === 2 ? source.height : edit.quarterTurns === 3 ? source.width : 0
  const signX = edit.flipX ? -1 : 1
  const signY = edit.flipY ? -1 : 1
  const clean = (value: number) => (value === 0 ? 0 : value)
  return {
    width: Math.max(1, right - left),
    height: Math.max(1, bottom - top),
    transform: [
      clean(cos * signX),
      clean(sin * signY),
      clean(-sin * signX),
      clean(cos * signY),
      clean(shiftX * signX + (edit.flipX ? turned.width : 0) - left),
      clean(shiftY * signY + (edit.flipY ? turned.height : 0) - top),
    ],
  }
}

export function isNoEdit({ quarterTurns, flipX, flipY, crop }: PictureEdit): boolean {
  const isWhole = crop.x === 0 && crop.y === 0 && crop.width === 1 && crop.height === 1
  return quarterTurns === 0 && !flipX && !flipY && isWhole
}

/** The edited picture in the format of the original; an animation becomes its first picture, as PNG. */
export async function editPicture(original: Blob, edit: PictureEdit): Promise<Blob> {
  await requireCanvasReads()
  const bitmap = await createImageBitmap(original, { imageOrientation: 'from-image' })
  try {
    const plan = planEdit(bitmap, edit)
    const canvas = new OffscreenCanvas(plan.width, plan.height)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('The browser gave no canvas to draw the picture on.')
    context.setTransform(...plan.transform)
    context.drawImage(bitmap, 0, 0)
    const isLossy = original.type === 'image/jpeg' || original.type === 'image/webp'
    return await canvas.convertToBlob(
      isLossy ? { type: original.type, quality: 0.95 } : { type: 'image/png' },
    )
  } finally {
    bitmap.close()
  }
}

/** `Home.png` → `Home (edited).png`; the name stays when it is edited again. */
export function nameVersion(fileName: string, mimeType: string): string {
  const extension = { 'image/jpeg': '.jpg', 'image/webp': '.webp' }[mimeType] ?? '.png'
  const stem = fileName.replace(/\.[a-z0-9]{1,5}$/i, '')
  return `${stem.endsWith(' (edited)') ? stem : `${stem} (edited)`}${extension}`
}
