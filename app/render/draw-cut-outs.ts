import type { FrameLayout, RoundedRect } from '#app/document/catalogue/frame-layout.ts'
import { measureLuminance } from '#app/document/model/contrast.ts'
import type { DrawContext } from './draw-assets.ts'
import type { FramePlane } from './frame-plane.ts'
import { createRoundedRect, growRect } from './rounded-path.ts'

/** Island, notch or hole over the capture, each with the lens it is there for; and the round button below a screen. */
export function drawCutOuts(context: DrawContext, layout: FrameLayout, plane: FramePlane): void {
  for (const cutOut of layout.cutOuts) {
    plane.trace(cutOut)
    context.fillStyle = '#000000'
    context.fill()
    drawLens(context, planLens(cutOut), plane)
  }
  const isLight = measureLuminance(layout.colour.body) > 0.5
  if (layout.earpiece) {
    plane.trace(layout.earpiece)
    context.fillStyle = isLight ? '#c9cacc' : '#26272b'
    context.fill()
  }
  if (layout.homeButton) drawHomeButton(context, { button: layout.homeButton, plane, isLight })
}

/** In the middle of a hole; towards one end of an island or notch, the right one when the device is upright. */
function planLens({ x, y, width, height }: RoundedRect): RoundedRect {
  const short = Math.min(width, height)
  const isHole = Math.abs(width - height) < short * 0.05
  const diameter = short * (isHole ? 0.56 : 0.4)
  const lying = width >= height
  const centreX = isHole || !lying ? x + width / 2 : x + width - height / 2
  const centreY = isHole || lying ? y + height / 2 : y + width / 2
  const box = { x: centreX - diameter / 2, y: centreY - diameter / 2, width: diameter, height: diameter }
  return createRoundedRect(box, diameter / 2)
}

function drawLens(context: DrawContext, lens: RoundedRect, plane: FramePlane): void {
  const radius = lens.width / 2
  const x = lens.x + radius
  const y = lens.y + radius
  plane.trace(lens)
  context.fillStyle = '#0c0d13'
  context.fill()
  const glow = context.createRadialGradient(x - radius * 0.25, y - radius * 0.3, 0, x, y, radius * 0.78)
  glow.addColorStop(0, '#2b3a66')
  glow.addColorStop(0.55, '#131a30')
  glow.addColorStop(1, '#07080d')
  plane.trace(growRect(lens, -radius * 0.26))
  context.fillStyle = glow
  context.fill()
}

function drawHomeButton(
  context: DrawContext,
  { button, plane, isLight }: { button: RoundedRect; plane: FramePlane; isLight: boolean },
): void {
  plane.trace(button)
  context.fillStyle = isLight ? '#c4c6ca' : '#3a3c42'
  context.fill()
  plane.trace(growRect(button, -button.width * 0.035))
  context.fillStyle = isLight ? '#fbfbfa' : '#101113'
  context.fill()
}
