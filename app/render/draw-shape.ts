import type { ShapeElement } from '#app/document/model/schema.ts'
import { castShadow } from './cast-shadow.ts'
import { planShapeFill } from './create-gradient.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'
import { drawLaurel, drawRating } from './draw-award.ts'
import { drawDrawing } from './draw-drawing.ts'
import { drawEmoji } from './draw-emoji.ts'
import { drawLens } from './draw-lens.ts'
import { createRoundedRect, growRect, traceRoundedRect } from './rounded-path.ts'
import { listCorners } from './shape-outline.ts'
import { traceCorners } from './trace-corners.ts'

/** In the element's own space: the origin is the top left of its unrotated box, one unit a pixel of the target. */
export function drawShape(context: DrawContext, element: ShapeElement, assets: DrawAssets): void {
  drawings[element.shape](context, element, assets)
}

const drawings: Record<ShapeElement['shape'], typeof drawOutline> = {
  rectangle: drawOutline,
  ellipse: drawOutline,
  line: drawOutline,
  arrow: drawOutline,
  star: drawOutline,
  polygon: drawOutline,
  badge: drawOutline,
  lens: drawOutline,
  drawing: drawDrawing,
  emoji: drawEmoji,
  rating: drawRating,
  laurel: drawLaurel,
}

function drawOutline(context: DrawContext, element: ShapeElement, assets: DrawAssets): void {
  const width = element.width * assets.widthPx
  const height = element.height * assets.widthPx
  const cornerPx = (element.corner ?? 0) * assets.widthPx
  const corners = listCorners(element, { width, height })
  // No thicker than the shape itself.
  const strokePx = Math.min((element.stroke?.width ?? 0) * assets.widthPx, width / 2, height / 2)
  const trace = (insetPx: number, target = context) => {
    target.beginPath()
    if (corners) return traceCorners(target, corners, Math.min(cornerPx, width / 2, height / 2))
    const rect = growRect(createRoundedRect({ x: 0, y: 0, width, height }, cornerPx), -insetPx)
    if (element.shape === 'rectangle') return traceRoundedRect(target, rect)
    const { x, y } = rect
    target.ellipse(
      x + rect.width / 2,
      y + rect.height / 2,
      rect.width / 2,
      rect.height / 2,
      0,
      0,
      2 * Math.PI,
    )
  }

  if (element.shadow) {
    castShadow(context, { shadow: element.shadow, assets }, (target) => {
      trace(0, target)
      target.fill()
    })
  }
  trace(0)
  context.fillStyle = planShapeFill(context, element, { width, height })
  context.fill()
  if (element.shape === 'lens') drawLens(context, element, assets)
  if (!element.stroke || strokePx <= 0) return
  // Inside the shape, so that a thick line does not reach beyond the handles.
  const outline = { colour: element.stroke.colour, widthPx: strokePx }
  if (corners) strokeInside(context, { outline, assets, trace: (target) => trace(0, target) })
  else {
    trace(strokePx / 2)
    stroke(context, outline)
  }
}

type Outline = { colour: string; widthPx: number }

function stroke(context: DrawContext, { colour, widthPx }: Outline): void {
  context.lineWidth = widthPx
  context.lineJoin = 'round'
  context.strokeStyle = colour
  context.stroke()
}

/** Masked by the shape rather than clipped, for smooth edges: see `fillWithPicture`. */
function strokeInside(
  context: DrawContext,
  { outline, assets, trace }: { outline: Outline; assets: DrawAssets; trace: (target: DrawContext) => void },
): void {
  const double = { ...outline, widthPx: 2 * outline.widthPx }
  const layer = assets.createLayer?.(context.canvas.width, context.canvas.height)
  context.save()
  if (layer) {
    layer.setTransform(context.getTransform())
    trace(layer)
    layer.fillStyle = '#000000'
    layer.fill()
    layer.globalCompositeOperation = 'source-in'
    stroke(layer, double)
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.drawImage(layer.canvas, 0, 0)
  } else {
    trace(context)
    context.clip()
    stroke(context, double)
  }
  context.restore()
}
