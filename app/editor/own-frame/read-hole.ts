import { canReadCanvas } from '#app/canvas/check-canvas-reads.ts'
import { findHole, type Hole } from './find-hole.ts'

/** Fine enough for a pixel of most frames, and read in a moment. */
const mostSidePx = 2000

/** A guess for a frame whose screen is not transparent, or in a browser that alters what is read: a margin all around. */
const guess: Hole = { x: 0.06, y: 0.04, width: 0.88, height: 0.92, corner: 0.06 }

export type FoundHole = { hole: Hole; isGuess: boolean }

/** The screen of a frame by the hole in its picture. */
export async function readHole(picture: ImageBitmap): Promise<FoundHole> {
  const scale = Math.min(1, mostSidePx / Math.max(picture.width, picture.height))
  const width = Math.max(1, Math.round(picture.width * scale))
  const height = Math.max(1, Math.round(picture.height * scale))
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (context === null || !(await canReadCanvas())) return { hole: guess, isGuess: true }
  context.drawImage(picture, 0, 0, width, height)
  const { data } = context.getImageData(0, 0, width, height)
  const values = new Uint8Array(width * height)
  for (let at = 0; at < values.length; at++) values[at] = data[at * 4 + 3] ?? 0
  const hole = findHole({ values, width, height })
  return hole === undefined ? { hole: guess, isGuess: true } : { hole, isGuess: false }
}
