import type { Shadow } from '#app/document/schema.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'

/**
 * Draws only the shadow of what `paint` draws. The silhouette itself is painted beside the canvas: a shadow drawn
 * together with its object would lie on top of the line or part painted just before.
 */
export function castShadow(
  context: DrawContext,
  { shadow, assets }: { shadow: Shadow; assets: DrawAssets },
  paint: () => void,
): void {
  const awayPx = 4 * Math.max(context.canvas.width, context.canvas.height)
  context.save()
  const at = context.getTransform()
  context.setTransform(at.a, at.b, at.c, at.d, at.e - awayPx, at.f)
  context.shadowColor = shadow.colour
  // Shadows ignore the transform: they fall the same way however their object is turned.
  context.shadowOffsetX = awayPx + shadow.x * assets.widthPx
  context.shadowOffsetY = shadow.y * assets.widthPx
  context.shadowBlur = shadow.blur * assets.widthPx
  context.fillStyle = '#000000'
  paint()
  context.restore()
}
