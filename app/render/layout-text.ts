import type { TextElement } from '#app/document/model/schema.ts'
import { listGraphemes } from './break-units.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'
import { findLocalised } from './find-localised.ts'
import { planFont } from './fonts.ts'
import { wrapText } from './wrap-text.ts'

/**
 * Text is measured and drawn at this many units a canvas width, whatever the target's pixels, and scaled after. Fonts do
 * not grow evenly pixel by pixel, so measuring at the target's size would break lines elsewhere in the export than on
 * the stage.
 */
export const UNITS_PER_WIDTH = 1000

/** `x` and `baseline` from the top left of the element's box. */
export type TextLine = { text: string; x: number; baseline: number; width: number }

/** All lengths in fractions of the canvas width, except those of `type`, which are in units. */
export type TextLayout = {
  lines: readonly TextLine[]
  /** The height that is drawn: the editor's box, and what `element.height` should say. */
  height: number
  /** What lines and pill cover. */
  block: { x: number; y: number; width: number; height: number }
  type: TextType
}

export type TextType = {
  font: string
  sizeUnits: number
  letterSpacingUnits: number
  direction: 'ltr' | 'rtl'
}

/** Leaves the context as it was. The fonts must have been loaded. */
export function layoutText(context: DrawContext, element: TextElement, assets: DrawAssets): TextLayout {
  const { style } = element
  const sizeUnits = style.size * UNITS_PER_WIDTH
  const lineUnits = sizeUnits * style.lineHeight
  const paddingX = (style.pill?.paddingX ?? 0) * UNITS_PER_WIDTH
  const paddingY = (style.pill?.paddingY ?? 0) * UNITS_PER_WIDTH
  const boxWidth = element.width * UNITS_PER_WIDTH
  const innerWidth = Math.max(boxWidth - 2 * paddingX, 0)
  const text = findLocalised(element.contentByLocale, assets) ?? ''
  const type: TextType = {
    font: planFont(style, sizeUnits),
    sizeUnits,
    letterSpacingUnits: style.letterSpacing * sizeUnits,
    direction: planDirection(text),
  }

  context.save()
  applyType(context, type, assets)
  const measure = createMeasure(context, type.letterSpacingUnits)
  const wrapped = sizeUnits > 0 && text !== '' ? wrapText(text, innerWidth, measure) : ['']
  const { above, below } = measureExtent(context, sizeUnits)
  const widths = wrapped.map(measure)
  context.restore()

  const align = { left: 0, center: 0.5, right: 1 }[style.align]
  const lines = wrapped.map((line, index) => {
    const width = widths[index] ?? 0
    return {
      text: line,
      width: width / UNITS_PER_WIDTH,
      x: (paddingX + (innerWidth - width) * align) / UNITS_PER_WIDTH,
      // As in CSS: half of what the line height adds goes above the glyphs, half below.
      baseline: (paddingY + index * lineUnits + (lineUnits - above - below) / 2 + above) / UNITS_PER_WIDTH,
    }
  })
  const height = (wrapped.length * lineUnits + 2 * paddingY) / UNITS_PER_WIDTH
  const widest = widths.reduce((most, width) => Math.max(most, width), 0)
  const width = (widest + 2 * paddingX) / UNITS_PER_WIDTH
  return { lines, height, block: { x: (element.width - width) * align, y: 0, width, height }, type }
}

/** The settings under which text is measured and drawn; both must use the same. */
export function applyType(context: DrawContext, type: TextType, { locale }: DrawAssets): void {
  context.font = type.font
  context.textAlign = 'left'
  context.textBaseline = 'alphabetic'
  context.direction = type.direction
  context.fontKerning = 'normal'
  // Without hinting, widths are the same on every system. Firefox and older Safari do not know it and need not.
  if ('textRendering' in context) context.textRendering = 'geometricPrecision'
  if ('letterSpacing' in context) context.letterSpacing = `${type.letterSpacingUnits.toFixed(3)}px`
  // Chooses the regional shapes of Han signs; workers would otherwise not know the page's language.
  if ('lang' in context) context.lang = locale
}

/** Safari spaced letters on a canvas late; there they are placed one by one. */
export function spacesLetters(context: object): boolean {
  return 'letterSpacing' in context
}

/** Ink width: the spacing that follows the last sign is not counted, or centred lines would sit too far left. */
function createMeasure(context: DrawContext, letterSpacingUnits: number): (line: string) => number {
  if (letterSpacingUnits === 0) return (line) => context.measureText(line).width
  if (spacesLetters(context)) {
    return (line) => (line === '' ? 0 : context.measureText(line).width - letterSpacingUnits)
  }
  return (line) => {
    const signs = listGraphemes(line)
    const advance = signs.reduce((sum, sign) => sum + context.measureText(sign).width, 0)
    return advance + letterSpacingUnits * Math.max(signs.length - 1, 0)
  }
}

function measureExtent(context: DrawContext, sizeUnits: number): { above: number; below: number } {
  const { fontBoundingBoxAscent, fontBoundingBoxDescent } = context.measureText('x')
  if (Number.isFinite(fontBoundingBoxAscent) && Number.isFinite(fontBoundingBoxDescent)) {
    return { above: fontBoundingBoxAscent, below: fontBoundingBoxDescent }
  }
  return { above: sizeUnits * 0.95, below: sizeUnits * 0.25 }
}

/** By the first letter that has a direction, as HTML's `dir="auto"` does. */
function planDirection(text: string): 'ltr' | 'rtl' {
  const letter = text.match(/\p{L}/u)?.[0] ?? ''
  return /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(letter)
    ? 'rtl'
    : 'ltr'
}
