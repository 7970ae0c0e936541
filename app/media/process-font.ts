import { canReadCanvas } from '#app/canvas/check-canvas-reads.ts'
import { readFont } from '#app/media-formats/read-font.ts'

/** Absent from the workers of older browsers. */
type FontScope = { readonly fonts?: FontFaceSet }

/** By its tables, and by the check of the browser itself, which refuses what it would not draw. */
export async function isUsableFont(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  if ((await readFont(bytes)) === undefined) return false
  if (!('FontFace' in globalThis)) return true
  try {
    await new FontFace('checked', bytes).load()
    return true
  } catch (error) {
    console.info('The browser refused a font.', error)
    return false
  }
}

const sidePx = 256
const sample = 'Aa'
const family = 'sample'

/** Its letters, as the thumbnail; `undefined` where a worker cannot draw text or the browser alters what is read. */
export async function drawFont(bytes: Uint8Array<ArrayBuffer>): Promise<Blob | undefined> {
  const { fonts } = globalThis as unknown as FontScope
  if (fonts === undefined || !(await canReadCanvas())) return undefined
  const context = new OffscreenCanvas(sidePx, sidePx).getContext('2d')
  if (context === null) return undefined
  const face = await new FontFace(family, bytes).load()
  fonts.add(face)
  context.fillStyle = '#f3f4f6'
  context.fillRect(0, 0, sidePx, sidePx)
  context.fillStyle = '#1f2937'
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.font = `${sidePx * 0.45}px ${family}`
  context.fillText(sample, sidePx / 2, sidePx / 2, sidePx * 0.85)
  fonts.delete(face)
  return context.canvas.convertToBlob({ type: 'image/webp', quality: 0.9 })
}
