import type { OwnFrame } from '../model/own-frame.ts'

type Rect = { x: number; y: number; width: number; height: number }

/**
 * The whole picture of a frame of one's own, centred in a box of any shape, and the screen in it; the corner radius in
 * the lengths of the box.
 */
export function planOwnFrame(
  box: { width: number; height: number },
  { widthPx, heightPx, screen, corner }: OwnFrame,
): { picture: Rect; screen: Rect; corner: number } {
  const scale = Math.min(box.width / widthPx, box.height / heightPx)
  const [width, height] = [widthPx * scale, heightPx * scale]
  const picture = { x: (box.width - width) / 2, y: (box.height - height) / 2, width, height }
  const seen = {
    x: picture.x + screen.x * width,
    y: picture.y + screen.y * height,
    width: screen.width * width,
    height: screen.height * height,
  }
  return { picture, screen: seen, corner: Math.min(corner, 0.5) * seen.width }
}
