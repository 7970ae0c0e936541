import { type Box, boundsOf, centreOf } from '../geometry/box.ts'
import { liesOutside, reachesOutside } from '../geometry/plan-landing.ts'

type Canvas = { widthPx: number; heightPx: number }

/** The place of a box on its screen in words, for people who do not see it; lengths in store pixels. */
export function describePlace(box: Box, { widthPx, heightPx }: Canvas): string {
  const canvasHeight = heightPx / widthPx
  const toPx = (length: number) => Math.round(length * widthPx)
  const size = `${toPx(box.width)} by ${toPx(box.height)} pixels`
  if (liesOutside(boundsOf(box), canvasHeight)) return `outside the screen, ${size}`
  const { x, y } = centreOf(box)
  const third = (at: number, words: readonly [string, string, string]) =>
    words[at < 1 / 3 ? 0 : at > 2 / 3 ? 2 : 1]
  const across = third(x, ['left', 'centre', 'right'])
  const down = third(y / canvasHeight, ['top', 'middle', 'bottom'])
  const turned = box.rotation === 0 ? '' : `, turned by ${Math.round(box.rotation)} degrees`
  const cut = reachesOutside(boundsOf(box), canvasHeight) ? ', cut off at the edge' : ''
  return `${down} ${across}, ${toPx(box.x)} from the left, ${toPx(box.y)} from the top, ${size}${turned}${cut}`
}
