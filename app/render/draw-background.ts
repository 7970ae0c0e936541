import type { Background } from '#app/document/model/schema.ts'
import type { DrawAssets, DrawContext, Panorama } from './draw-assets.ts'
import { drawBackgroundImage } from './draw-background-image.ts'

/** Fills the whole target, opaquely: transparent colours are drawn over white, because the stores reject alpha. */
export function drawBackground(context: DrawContext, background: Background, assets: DrawAssets): void {
  fillArea(context, { background, assets, widthPx: assets.widthPx })
}

/** Draws this screen's slice: the same picture as on one canvas `count` times as wide, cut without a gap. */
export function drawPanorama(context: DrawContext, panorama: Panorama, assets: DrawAssets): void {
  context.save()
  context.translate(-panorama.index * assets.widthPx, 0)
  fillArea(context, { background: panorama.background, assets, widthPx: panorama.count * assets.widthPx })
  context.restore()
}

/** `widthPx` is the area's; lengths inside the background stay fractions of one canvas' width. */
type Area = { background: Background; assets: DrawAssets; widthPx: number }

function fillArea(context: DrawContext, area: Area): void {
  const { background, assets, widthPx } = area
  const { heightPx } = assets
  const fill = (style: string | CanvasGradient) => {
    context.fillStyle = style
    context.fillRect(0, 0, widthPx, heightPx)
  }
  fill('#ffffff')
  switch (background.type) {
    case 'colour':
      fill(background.colour)
      return
    case 'linear': {
      const { x, y, dx, dy } = planGradientLine(background.angle, widthPx, heightPx)
      const gradient = context.createLinearGradient(x - dx, y - dy, x + dx, y + dy)
      for (const failure of background.stops) gradient.addColorStop(failure.offset, failure.colour)
      fill(gradient)
      return
    }
    case 'radial': {
      const x = background.x * assets.widthPx
      const y = background.y * assets.widthPx
      // A canvas paints nothing for a radius of 0; a vanishing one leaves the last colour everywhere, as in CSS.
      const radius = Math.max(background.radius * assets.widthPx, 0.001)
      const gradient = context.createRadialGradient(x, y, 0, x, y, radius)
      for (const failure of background.stops) gradient.addColorStop(failure.offset, failure.colour)
      fill(gradient)
      return
    }
    case 'image':
      fill(background.colour)
      drawBackgroundImage(context, background, { assets, widthPx, heightPx })
      return
  }
}

/** CSS angles: 0° runs to the top, 90° to the right; the first and last colour just reach the corners. */
export function planGradientLine(angleDegrees: number, widthPx: number, heightPx: number) {
  const angle = (angleDegrees * Math.PI) / 180
  const half = (Math.abs(widthPx * Math.sin(angle)) + Math.abs(heightPx * Math.cos(angle))) / 2
  return { x: widthPx / 2, y: heightPx / 2, dx: Math.sin(angle) * half, dy: -Math.cos(angle) * half }
}
