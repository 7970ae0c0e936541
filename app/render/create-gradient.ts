import type { Gradient, ShapeElement } from '#app/document/model/schema.ts'
import type { DrawContext } from './draw-assets.ts'
import { planGradientLine } from './draw-background.ts'

type Box = { x: number; y: number; width: number; height: number }

/** The gradient across a box, in the context's current space. */
export function createGradient(context: DrawContext, { angle, stops }: Gradient, box: Box): CanvasGradient {
  const { x, y, dx, dy } = planGradientLine(angle, box.width, box.height)
  const [centreX, centreY] = [box.x + x, box.y + y]
  const gradient = context.createLinearGradient(centreX - dx, centreY - dy, centreX + dx, centreY + dy)
  for (const { offset, colour } of stops) gradient.addColorStop(offset, colour)
  return gradient
}

/** The plain colour of a shape, or its gradient across the box. */
export function planShapeFill(
  context: DrawContext,
  { gradient, fill }: Pick<ShapeElement, 'gradient' | 'fill'>,
  size: { width: number; height: number },
): string | CanvasGradient {
  return gradient ? createGradient(context, gradient, { x: 0, y: 0, ...size }) : fill
}
