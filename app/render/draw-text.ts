import { pickAccentColour } from '#app/document/model/accent-colour.ts'
import type { TextElement } from '#app/document/model/schema.ts'
import { listGraphemes } from './break-units.ts'
import { castShadow } from './cast-shadow.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'
import { layoutText, type TextLayout, UNITS_PER_WIDTH } from './layout-text.ts'
import type { MeasuredSegment } from './measure-text.ts'
import { createRoundedRect, traceRoundedRect } from './rounded-path.ts'
import { applyType } from './text-type.ts'

/** In the element's own space: the origin is the top left of its unrotated box, one unit a pixel of the target. */
export function drawText(context: DrawContext, element: TextElement, assets: DrawAssets): void {
  const layout = layoutText(context, element, assets)
  const { pill, shadow, colour } = element.style
  const hasText = layout.lines.some((line) => line.text.trim() !== '')
  if (!hasText) return

  context.save()
  const scale = assets.widthPx / UNITS_PER_WIDTH
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
        fillLines(target, layout, { assets })
      }
    })
  }
  if (pill) {
    tracePill(pill.radius)
    context.fillStyle = pill.colour
    context.fill()
  }
  fillLines(context, layout, { assets, colours: { colour, accent: pickAccentColour(element.style) } })
  context.restore()
}

/** Without colours, everything is drawn in the current one. */
type FillOptions = { assets: DrawAssets; colours?: { colour: string; accent: string } }

function fillLines(context: DrawContext, { lines }: TextLayout, { assets, colours }: FillOptions): void {
  for (const { segments, x, baseline } of lines) {
    for (const measured of segments) {
      applyType(context, measured.type, assets)
      if (colours) {
        context.fillStyle = measured.segment.marks.has('accent') ? colours.accent : colours.colour
      }
      fillSegment(context, measured, { x: toUnits(x) + measured.x, y: toUnits(baseline) })
    }
  }
}

/** The slant of synthesised italics: about 12°. */
const slant = -0.21

function fillSegment(
  context: DrawContext,
  { segment, type, advance }: MeasuredSegment,
  { x, y }: { x: number; y: number },
): void {
  context.save()
  context.translate(x, y)
  if (type.isSlanted) context.transform(1, 0, slant, 1, 0, 0)
  if (type.isPlacedBySign) fillSignBySign(context, { segment, type, advance })
  else context.fillText(segment.text, 0, 0)
  context.restore()
}

function fillSignBySign(
  context: DrawContext,
  { segment, type, advance }: Pick<MeasuredSegment, 'segment' | 'type' | 'advance'>,
): void {
  const isLeft = segment.direction === 'rtl'
  let at = isLeft ? advance : 0
  for (const sign of listGraphemes(segment.text)) {
    const width = context.measureText(sign).width
    if (isLeft) at -= width
    context.fillText(sign, at, 0)
    at += isLeft ? -type.letterSpacingUnits : width + type.letterSpacingUnits
  }
}

function toUnits(fraction: number): number {
  return fraction * UNITS_PER_WIDTH
}
