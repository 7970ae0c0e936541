import type { Background } from '#app/document/model/schema.ts'
import type { DrawContext } from './draw-assets.ts'

type Mesh = Extract<Background, { type: 'mesh' }>

/** Over the mesh's own colour, which the caller has filled in. `unitPx` is the canvas width. */
export function drawMesh(
  context: DrawContext,
  { spots }: Mesh,
  area: { unitPx: number; widthPx: number; heightPx: number },
): void {
  for (const spot of spots) {
    const [x, y, radius] = [spot.x * area.unitPx, spot.y * area.unitPx, spot.radius * area.unitPx]
    if (radius <= 0) continue
    const gradient = context.createRadialGradient(x, y, 0, x, y, radius)
    for (let step = 0; step <= steps; step++) {
      gradient.addColorStop(step / steps, fade(spot.colour, softness(step / steps)))
    }
    context.fillStyle = gradient
    context.fillRect(0, 0, area.widthPx, area.heightPx)
  }
}

const steps = 16

/** From 1 in the middle to 0 at the edge, level at both ends, so that no ring is seen. */
export function softness(distance: number): number {
  const inside = 1 - Math.min(Math.max(distance, 0), 1)
  return inside * inside * (3 - 2 * inside)
}

function fade(colour: string, by: number): string {
  const alpha = colour.length === 9 ? Number.parseInt(colour.slice(7), 16) : 255
  return `${colour.slice(0, 7)}${Math.round(alpha * by)
    .toString(16)
    .padStart(2, '0')}`
}
