import type { RoundedRect } from '#app/document/catalogue/frame-layout.ts'
import type { ShapeElement } from '#app/document/model/schema.ts'
import { castShadow } from './cast-shadow.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'
import { createRoundedRect, growRect, traceRoundedRect } from './rounded-path.ts'

/** In the element's own space: the origin is the top left of its unrotated box, one unit a pixel of the target. */
export function drawShape(context: DrawContext, element: ShapeElement, assets: DrawAssets): void {
  const width = element.width * assets.widthPx
  const height = element.height * assets.widthPx
  const cornerPx = (element.corner ?? 0) * assets.widthPx
  // No thicker than the shape itself.
  const strokePx = Math.min((element.stroke?.width ?? 0) * assets.widthPx, width / 2, height / 2)
  const trace = (insetPx: number, target = context) => {
    const box = createRoundedRect({ x: 0, y: 0, width, height }, cornerPx)
    traceShape(target, element, growRect(box, -insetPx))
  }

  if (element.shadow) {
    castShadow(context, { shadow: element.shadow, assets }, (target) => {
      trace(0, target)
      target.fill()
    })
  }
  trace(0)
  context.fillStyle = element.fill
  context.fill()
  if (element.stroke && strokePx > 0) {
    // Inside the box, so that a thick line does not reach beyond the handles.
    trace(strokePx / 2)
    context.lineWidth = strokePx
    context.strokeStyle = element.stroke.colour
    context.stroke()
  }
}

function traceShape(context: DrawContext, { shape }: ShapeElement, rect: RoundedRect): void {
  const { x, y, width, height } = rect
  context.beginPath()
  switch (shape) {
    case 'rectangle':
      traceRoundedRect(context, rect)
      return
    case 'ellipse':
      context.ellipse(x + width / 2, y + height / 2, width / 2, height / 2, 0, 0, 2 * Math.PI)
      return
  }
}
