import type { FrameLayout, RoundedRect } from '#app/document/catalogue/frame-layout.ts'
import { measureLuminance } from '#app/document/model/contrast.ts'
import { drawAround } from './draw-around.ts'
import type { DrawContext } from './draw-assets.ts'
import type { Box } from './fit-picture.ts'
import type { FramePlane } from './frame-plane.ts'
import { growRect } from './rounded-path.ts'

/** The materials of a body. `hidden`: see `planHidden`. */
type Body = { layout: FrameLayout; body: RoundedRect; plane: FramePlane; hidden?: Box | undefined }

const glass = '#060607'
const lightFace = '#f4f4f2'

/** Rim, glass and buttons; the screen is drawn over them. Lengths of `layout` in pixels of the target. */
export function drawDeviceBody(context: DrawContext, { layout, body, plane, hidden }: Body): void {
  const rimPx = planRimPx(layout, body)
  for (const part of layout.parts) drawPart(context, { layout, body, plane }, part)
  drawSide(context, { layout, body, plane }, rimPx)
  for (const button of layout.buttons) drawButton(context, { layout, body, plane }, button)
  drawAround(context, { hidden }, () => drawRim(context, { layout, body, plane }, rimPx))
  fill(context, plane, growRect(body, -rimPx), pickFace(layout))
}

/**
 * A box in the middle of a flat body, as wide as the opaque glass that covers it: painting what lies below it there is most of the work.
 * No corner of the body is beside it: a curve that a clip cuts is smoothed a little differently.
 */
export function planHidden(layout: FrameLayout, body: RoundedRect): Box | undefined {
  const { x, width } = growRect(body, -planRimPx(layout, body) - 1)
  // A corner ends 1.28 radii from its end.
  const corner = 1.3 * Math.max(...body.radii) + 1
  const height = body.height - 2 * corner
  return width > 0 && height > 0 ? { x, y: body.y + corner, width, height } : undefined
}

/** Phones with a round button had a white face in a light body; everything else is glass up to the rim. */
function pickFace({ homeButton, colour }: FrameLayout): string {
  return homeButton !== undefined && measureLuminance(colour.body) > 0.5 ? lightFace : glass
}

function drawPart(context: DrawContext, { layout, plane }: Body, part: FrameLayout['parts'][number]): void {
  const { body: base, edge } = layout.colour
  if (part.tone === 'shade') {
    fill(context, plane, part, mixColours(edge, '#000000', 0.45))
    return
  }
  // The middle is lit; both ends are darker.
  const isUpright = part.height >= part.width
  const [from, to] =
    part.tone === 'band'
      ? [mixColours(base, '#000000', 0.5), mixColours(base, '#000000', 0.28)]
      : [edge, base]
  const gradient = isUpright
    ? context.createLinearGradient(part.x, 0, part.x + part.width, 0)
    : context.createLinearGradient(0, part.y, 0, part.y + part.height)
  gradient.addColorStop(0, part.tone === 'band' ? from : mixColours(to, '#ffffff', 0.25))
  gradient.addColorStop(0.5, to)
  gradient.addColorStop(1, mixColours(from, '#000000', 0.18))
  fill(context, plane, part, gradient)
}

/** A third of the bezel at most, so that glass is left around the screen of the slimmest device. */
function planRimPx(layout: FrameLayout, body: RoundedRect): number {
  const sidePx = layout.screen.x - body.x
  return Math.max(Math.min(2 * layout.edgeWidth, sidePx * 0.36), 0)
}

/** A polished band: dark line, bright edge, body, shade towards the glass; then light from the top left across all. */
function drawRim(context: DrawContext, { layout, body, plane }: Body, rimPx: number): void {
  const { body: base, edge } = layout.colour
  const bright = mixColours(base, '#ffffff', 0.42)
  const bands: readonly (readonly [inset: number, colour: string])[] = [
    [0, mixColours(edge, '#000000', 0.42)],
    [0.1, mixColours(edge, bright, 0.45)],
    [0.24, mixColours(edge, bright, 0.75)],
    [0.4, mixColours(edge, base, 0.5)],
    [0.62, mixColours(edge, base, 0.75)],
    [0.8, mixColours(edge, '#000000', 0.3)],
    [0.92, mixColours(edge, '#000000', 0.62)],
  ]
  for (const [inset, colour] of bands) fill(context, plane, growRect(body, -inset * rimPx), colour)

  const light = context.createLinearGradient(body.x, body.y, body.x + body.width, body.y + body.height)
  light.addColorStop(0, 'rgb(255 255 255 / 0.34)')
  light.addColorStop(0.22, 'rgb(255 255 255 / 0.04)')
  light.addColorStop(0.5, 'rgb(0 0 0 / 0.12)')
  light.addColorStop(0.78, 'rgb(255 255 255 / 0.03)')
  light.addColorStop(1, 'rgb(255 255 255 / 0.22)')
  fill(context, plane, growRect(body, -0.1 * rimPx), light)
}

function drawButton(context: DrawContext, { layout, body, plane }: Body, button: RoundedRect): void {
  const { edge, body: base } = layout.colour
  fill(context, plane, button, mixColours(edge, '#000000', 0.5))
  const lying = button.width > button.height
  const middleX = body.x + body.width / 2
  const middleY = body.y + body.height / 2
  // Lit where it meets the air, dark where it goes into the body.
  const outside = lying ? Math.sign(button.y - middleY) : Math.sign(button.x - middleX)
  const [x, y] = [button.x + button.width / 2, button.y + button.height / 2]
  const [dx, dy] = lying ? [0, (outside * button.height) / 2] : [(outside * button.width) / 2, 0]
  const gradient = context.createLinearGradient(x + dx, y + dy, x - dx, y - dy)
  gradient.addColorStop(0, mixColours(edge, '#000000', 0.25))
  gradient.addColorStop(0.2, mixColours(edge, base, 0.4))
  gradient.addColorStop(0.5, mixColours(edge, '#000000', 0.55))
  fill(context, plane, growRect(button, -Math.min(button.width, button.height) * 0.07), gradient)
}

/** The thickness of a tilted device: its outline drawn again and again from back to front. */
function drawSide(context: DrawContext, { layout, body, plane }: Body, rimPx: number): void {
  const depthPx = Math.min(body.width, body.height) * 0.09
  const sidePx = plane.measureSide(body, depthPx)
  if (sidePx < 0.5) return
  const steps = Math.ceil(sidePx / 0.75)
  const { edge, body: base } = layout.colour
  const middle = growRect(body, -rimPx * 0.05)
  for (let step = steps; step > 0; step--) {
    const behind = step / steps
    // Rounded towards both faces: darker at the back and just behind the front, brightest in between.
    const roundness = Math.sin(Math.PI * (1 - behind))
    plane.trace(middle, behind * depthPx)
    context.fillStyle = mixColours(
      mixColours(edge, '#000000', 0.55),
      mixColours(edge, base, 0.5),
      roundness * 0.85,
    )
    context.fill()
  }
}

function fill(
  context: DrawContext,
  plane: FramePlane,
  rect: RoundedRect,
  style: string | CanvasGradient,
): void {
  plane.trace(rect)
  context.fillStyle = style
  context.fill()
}

/** `#rrggbb` of two `#rrggbb` colours; 0 gives the first, 1 the second. */
function mixColours(first: string, second: string, amount: number): string {
  const mixed = [1, 3, 5].map((at) => {
    const from = Number.parseInt(first.slice(at, at + 2), 16)
    const to = Number.parseInt(second.slice(at, at + 2), 16)
    return Math.round(from + (to - from) * amount)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${mixed.join('')}`
}
