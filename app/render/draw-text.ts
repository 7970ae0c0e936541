import { pickAccentColour } from '#app/document/model/accent-colour.ts'
import type { Gradient, Stroke, TextElement } from '#app/document/model/schema.ts'
import { listGraphemes } from './break-units.ts'
import { castShadow } from './cast-shadow.ts'
import { createGradient } from './create-gradient.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'
import { layoutText, type TextLayout, UNITS_PER_WIDTH } from './layout-text.ts'
import type { MeasuredSegment } from './measure-text.ts'
import { createRoundedRect, traceRoundedRect } from './rounded-path.ts'
import { applyType } from './text-type.ts'

/** In the element's own space: the origin is the top left of its unrotated box, one unit a pixel of the target. */
export function drawText(context: DrawContext, element: TextElement, assets: DrawAssets): void {
  const layout = layoutText(context, element, assets)
  const { pill, shadow, colour, gradient, stroke } = element.style
  const hasText = layout.lines.some((line) => line.text.trim() !== '')
  if (!hasText) return

  context.save()
  const scale = assets.widthPx / UNITS_PER_WIDTH
  const { locale } = layout
  context.scale(scale, scale)
  const tracePill = (radius: number, target = context) => {
    const { x, y, width, height } = layout.block
    const box = { x: toUnits(x), y: toUnits(y), width: toUnits(width), height: toUnits(height) }
    target.beginPath()
    traceRoundedRect(target, createRoundedRect(box, toUnits(radius)))
  }
  if (shadow) {
    // A pill carries the shadow for its text.
    castShadow(context, { shadow, assets }, (target) => {
      if (pill) {
        tracePill(pill.radius, target)
        target.fill()
      } else {
        fillLines(target, layout, { locale, stroke })
      }
    })
  }
  if (pill) {
    tracePill(pill.radius)
    context.fillStyle = pill.colour
    context.fill()
  }
  const colours = { colour, gradient, accent: pickAccentColour(element.style) }
  fillLines(context, layout, { locale, stroke, colours })
  context.restore()
}

/** Without colours, everything is drawn in the current one. */
type FillOptions = {
  locale: TextLayout['locale']
  stroke: Stroke | undefined
  colours?: { colour: string; gradient: Gradient | undefined; accent: string }
}

function fillLines(context: DrawContext, layout: TextLayout, { locale, stroke, colours }: FillOptions): void {
  const place = (paint: (measured: MeasuredSegment, at: { x: number; y: number }) => void) => {
    for (const { segments, x, baseline } of layout.lines)
      for (const measured of segments) {
        applyType(context, measured.type, { locale })
        paint(measured, { x: toUnits(x) + measured.x, y: toUnits(baseline) })
      }
  }
  // Below all letters, so that it never covers the one before.
  if (stroke !== undefined && stroke.width > 0)
    place((measured, at) => {
      if (measured.segment.isEmoji) return
      context.lineWidth = toUnits(stroke.width) * 2
      context.lineJoin = 'round'
      if (colours) context.strokeStyle = stroke.colour
      drawSegment(context, measured, { ...at, paint: (sign, x) => context.strokeText(sign, x, 0) })
    })
  place((measured, at) => {
    if (colours) context.fillStyle = planFill(context, measured, { at, block: layout.block, colours })
    drawSegment(context, measured, { ...at, paint: (sign, x) => context.fillText(sign, x, 0) })
  })
}

type FillInput = {
  at: { x: number; y: number }
  block: TextLayout['block']
  colours: NonNullable<FillOptions['colours']>
}

/** The gradient runs across the whole block, while a segment is drawn from its own origin. */
function planFill(
  context: DrawContext,
  { segment }: MeasuredSegment,
  { at, block, colours }: FillInput,
): string | CanvasGradient {
  if (segment.marks.has('accent')) return colours.accent
  if (colours.gradient === undefined) return colours.colour
  return createGradient(context, colours.gradient, {
    x: toUnits(block.x) - at.x,
    y: toUnits(block.y) - at.y,
    width: toUnits(block.width),
    height: toUnits(block.height),
  })
}

/** The slant of synthesised italics: about 12°. */
const slant = -0.21

/** `paint` draws signs at a distance from the start of the segment. */
type Paint = (signs: string, x: number) => void

function drawSegment(
  context: DrawContext,
  { segment, type, advance }: MeasuredSegment,
  { x, y, paint }: { x: number; y: number; paint: Paint },
): void {
  context.save()
  context.translate(x, y)
  if (type.isSlanted) context.transform(1, 0, slant, 1, 0, 0)
  if (type.isPlacedBySign) drawSignBySign(context, { segment, type, advance, paint })
  else paint(segment.text, 0)
  context.restore()
}

function drawSignBySign(
  context: DrawContext,
  { segment, type, advance, paint }: Pick<MeasuredSegment, 'segment' | 'type' | 'advance'> & { paint: Paint },
): void {
  const isLeft = segment.direction === 'rtl'
  let at = isLeft ? advance : 0
  for (const sign of listGraphemes(segment.text)) {
    const width = context.measureText(sign).width
    if (isLeft) at -= width
    paint(sign, at)
    at += isLeft ? -type.letterSpacingUnits : width + type.letterSpacingUnits
  }
}

function toUnits(fraction: number): number {
  return fraction * UNITS_PER_WIDTH
}
