import type { TextElement } from '#app/document/model/schema.ts'
import { listGraphemes } from './break-units.ts'
import { castShadow } from './cast-shadow.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'
import {
  applyType,
  layoutText,
  spacesLetters,
  type TextLayout,
  type TextLine,
  UNITS_PER_WIDTH,
} from './layout-text.ts'
import { createRoundedRect, traceRoundedRect } from './rounded-path.ts'

/** In the element's own space: the origin is the top left of its unrotated box, one unit a pixel of the target. */
export function drawText(context: DrawContext, element: TextElement, assets: DrawAssets): void {
  const layout = layoutText(context, element, assets)
  const { pill, shadow, colour } = element.style
  const hasText = layout.lines.some((line) => line.text.trim() !== '')
  if (!hasText) return

  context.save()
  const scale = assets.widthPx / UNITS_PER_WIDTH
  context.scale(scale, scale)
  applyType(context, layout.type, assets)
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
        applyType(target, layout.type, assets)
        fillLines(target, layout)
      }
    })
  }
  if (pill) {
    tracePill(pill.radius)
    context.fillStyle = pill.colour
    context.fill()
  }
  context.fillStyle = colour
  fillLines(context, layout)
  context.restore()
}

function fillLines(context: DrawContext, { lines, type }: TextLayout): void {
  if (type.sizeUnits <= 0) return
  // Arabic letters join up, so they are never pulled apart one by one.
  const spaced = type.letterSpacingUnits !== 0 && type.direction === 'ltr' && !spacesLetters(context)
  for (const line of lines) {
    if (spaced) fillSpaced(context, line, type.letterSpacingUnits)
    else context.fillText(line.text, toUnits(line.x), toUnits(line.baseline))
  }
}

function fillSpaced(context: DrawContext, line: TextLine, letterSpacingUnits: number): void {
  let x = toUnits(line.x)
  for (const sign of listGraphemes(line.text)) {
    context.fillText(sign, x, toUnits(line.baseline))
    x += context.measureText(sign).width + letterSpacingUnits
  }
}

function toUnits(fraction: number): number {
  return fraction * UNITS_PER_WIDTH
}
