import type { Drawing } from '#app/document/model/drawing-schema.ts'
import type { ShapeElement } from '#app/document/model/schema.ts'
import { castShadow } from './cast-shadow.ts'
import { planShapeFill } from './create-gradient.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'
import { type GroupOptions, paintGrouped } from './draw-drawing-groups.ts'
import { outlineLayer } from './outline-layer.ts'

/** Stretched to the box of the element. In the element's own space, one unit a pixel of the target. */
export function drawDrawing(context: DrawContext, element: ShapeElement, assets: DrawAssets): void {
  const { drawing, shadow, stroke } = element
  if (drawing === undefined) return
  const size = { width: element.width * assets.widthPx, height: element.height * assets.widthPx }
  const { createLayer } = assets
  const outlinePx = (stroke?.width ?? 0) * assets.widthPx
  const shape = { size, createLayer, outlinePx }
  const ink = { current: planShapeFill(context, element, size), plain: element.fill }
  if (shadow) castShadow(context, { shadow, assets }, (target) => paintGrouped(target, drawing, shape))
  if (stroke !== undefined && outlinePx > 0) {
    context.save()
    context.strokeStyle = stroke.colour
    context.fillStyle = stroke.colour
    // Below all paths, so that it lies around the whole drawing.
    if (!outlineGroups(context, drawing, { ...shape, ink, colour: stroke.colour }))
      paintGrouped(context, drawing, shape)
    context.restore()
  }
  paintGrouped(context, drawing, { ...shape, ink, outlinePx: 0 })
}

/** Around what is left of a drawing that is cut out; false where it is not, or there are no layers. */
function outlineGroups(
  context: DrawContext,
  drawing: Drawing,
  { colour, ...options }: GroupOptions & { colour: string },
): boolean {
  const { createLayer, outlinePx } = options
  if (drawing.groups === undefined || createLayer === undefined) return false
  const layer = createLayer(context.canvas.width, context.canvas.height)
  if (layer === undefined) return false
  const at = context.getTransform()
  layer.setTransform(at)
  paintGrouped(layer, drawing, { ...options, outlinePx: 0 })
  layer.setTransform(1, 0, 0, 1, 0, 0)
  const widthPx = outlinePx * Math.sqrt(Math.abs(at.a * at.d - at.b * at.c))
  const around = outlineLayer(layer, { widthPx, thinnestPx: 3, colour }, createLayer)
  if (around === undefined) return false
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.drawImage(around.canvas, 0, 0)
  return true
}
