import type { ShapeElement } from '#app/document/model/schema.ts'
import { castShadow } from './cast-shadow.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'
import { EMOJI_FAMILY, planFont } from './fonts.ts'
import { UNITS_PER_WIDTH } from './layout-text.ts'

/** Of the bundled font: how wide a sign is, and how far its middle lies above the baseline, in sizes. */
const advance = 1.245
const middle = 0.33

/** As large as fits the box, in its middle. In the element's own space, one unit a pixel of the target. */
export function drawEmoji(context: DrawContext, element: ShapeElement, assets: DrawAssets): void {
  const { emoji, shadow } = element
  if (emoji === undefined) return
  const paint = (target: DrawContext) => {
    target.save()
    const scale = assets.widthPx / UNITS_PER_WIDTH
    target.scale(scale, scale)
    const [width, height] = [element.width * UNITS_PER_WIDTH, element.height * UNITS_PER_WIDTH]
    const size = Math.min(width, height) / advance
    target.font = planFont({ family: EMOJI_FAMILY, weight: 400 }, size)
    target.textAlign = 'center'
    target.textBaseline = 'alphabetic'
    target.direction = 'ltr'
    target.fillText(emoji, width / 2, height / 2 + middle * size)
    target.restore()
  }
  if (shadow) castShadow(context, { shadow, assets }, paint)
  context.fillStyle = '#000000'
  paint(context)
}
