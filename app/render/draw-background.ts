import type { Background } from '#app/document/model/schema.ts'
import type { DrawAssets, DrawContext, Panorama } from './draw-assets.ts'
import { drawBackgroundImage } from './draw-background-image.ts'
import { drawMesh } from './draw-mesh.ts'
import { drawPattern } from './draw-pattern.ts'

/** Fills the whole target, opaquely: transparent colours are drawn over white, because the stores reject alpha. */
export function drawBackground(context: DrawContext, background: Background, assets: DrawAssets): void {
  fillArea(context, { background, assets, widthPx: assets.widthPx, fromPx: 0 })
}

/** Draws this screen's slice: the same picture as on one canvas `count` times as wide, cut without a gap. */
export function drawPanorama(context: DrawContext, panorama: Panorama, assets: DrawAssets): void {
  context.save()
  const fromPx = panorama.index * assets.widthPx
  context.translate(-fromPx, 0)
  fillArea(context, {
    background: panorama.background,
    assets,
    widthPx: panorama.count * assets.widthPx,
    fromPx,
  })
  context.restore()
}

/**
 * `widthPx` is the area's; lengths inside the background stay fractions of one canvas' width. Seen of it is one canvas
 * from `fromPx`.
 */
type Area = { background: Background; assets: DrawAssets; widthPx: number; fromPx: number }

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
    case 'linear':
    case 'radial':
    case 'conic': {
      const gradient = createGradient(context, background, area)
      for (const stop of background.stops) gradient.addColorStop(stop.offset, stop.colour)
      fill(gradient)
      return
    }
    case 'mesh':
      fill(background.colour)
      drawMesh(context, background, { unitPx: assets.widthPx, widthPx, heightPx })
      return
    case 'pattern':
      fill(background.colour)
      drawPattern(context, background, {
        unitPx: assets.widthPx,
        fromPx: area.fromPx,
        toPx: area.fromPx + assets.widthPx,
        heightPx,
      })
      return
    case 'image':
      fill(background.colour)
      drawBackgroundImage(context, background, { assets, widthPx, heightPx })
      return
  }
}

type Gradient = Extract<Background, { type: 'linear' | 'radial' | 'conic' }>

function createGradient(
  context: DrawContext,
  background: Gradient,
  { assets, widthPx }: Area,
): CanvasGradient {
  if (background.type === 'linear') {
    const { x, y, dx, dy } = planGradientLine(background.angle, widthPx, assets.heightPx)
    return context.createLinearGradient(x - dx, y - dy, x + dx, y + dy)
  }
  const x = background.x * assets.widthPx
  const y = background.y * assets.widthPx
  if (background.type === 'conic') {
    return context.createConicGradient(((background.angle - 90) * Math.PI) / 180, x, y)
  }
  // A canvas paints nothing for a radius of 0; a vanishing one leaves the last colour everywhere, as in CSS.
  return context.createRadialGradient(x, y, 0, x, y, Math.max(background.radius * assets.widthPx, 0.001))
}

/** CSS angles: 0° runs to the top, 90° to the right; the first and last colour just reach the corners. */
export function planGradientLine(angleDegrees: number, widthPx: number, heightPx: number) {
  const angle = (angleDegrees * Math.PI) / 180
  const half = (Math.abs(widthPx * Math.sin(angle)) + Math.abs(heightPx * Math.cos(angle))) / 2
  return { x: widthPx / 2, y: heightPx / 2, dx: Math.sin(angle) * half, dy: -Math.cos(angle) * half }
}
