import type { Locale } from '#app/document/model/ids.ts'
import type { TextElement } from '#app/document/model/schema.ts'
import type { MarkedText } from '#app/document/model/text-markup.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'
import { findContentLocale, findLocalised } from './find-localised.ts'
import { fitText } from './fit-text.ts'
import { SOFT_HYPHEN } from './hyphenation.ts'
import { findParagraph, type ListMarkers, measureMarkers } from './list-markers.ts'
import { createTextMeasure, type MeasuredSegment, type TextMeasure } from './measure-text.ts'
import { planAlignment } from './plan-alignment.ts'
import { prepareText } from './prepare-text.ts'
import { planDirection } from './text-segments.ts'
import { applyType, planType, type TextType } from './text-type.ts'
import { type LineRange, wrapText } from './wrap-text.ts'

/**
 * Text is measured and drawn at this many units a canvas width, whatever the target's pixels, and scaled after. Fonts do
 * not grow evenly pixel by pixel, so measuring at the target's size would break lines elsewhere in the export than on
 * the stage.
 */
export const UNITS_PER_WIDTH = 1000

/** `x` and `baseline` from the top left of the element's box, in fractions of the canvas width; segments in units. */
export type TextLine = {
  text: string
  x: number
  baseline: number
  width: number
  segments: readonly MeasuredSegment[]
}

/** All lengths in fractions of the canvas width. */
export type TextLayout = {
  lines: readonly TextLine[]
  /** The drawn height: the editor's box, and the value for `element.height`. */
  height: number
  /** The language of the words: the fallback's where the text is not translated. */
  locale: Locale
  /** The extent of lines and pill. */
  block: { x: number; y: number; width: number; height: number }
}

/** Restores the context's settings. The fonts must have been loaded. */
export function layoutText(context: DrawContext, element: TextElement, assets: DrawAssets): TextLayout {
  const content = findLocalised(element.contentByLocale, assets) ?? ''
  const locale = findContentLocale(element.contentByLocale, assets)
  const marked = prepareText(content, element.style, locale)
  context.save()
  const { size } = fitText(context, element, { assets, unitsPerWidth: UNITS_PER_WIDTH })
  const sizeUnits = size * UNITS_PER_WIDTH
  const align = planAlignment(element, assets)
  const layout = layoutLines(context, element, { marked, sizeUnits, assets: { locale }, align })
  context.restore()
  return { ...layout, locale }
}

type Language = Pick<DrawAssets, 'locale'>
type LinesInput = {
  marked: MarkedText
  sizeUnits: number
  assets: Language
  align: TextElement['style']['align']
}

function layoutLines(
  context: DrawContext,
  element: TextElement,
  { marked, sizeUnits, assets, align: side }: LinesInput,
): Omit<TextLayout, 'locale'> {
  const { style } = element
  const lineUnits = sizeUnits * style.lineHeight
  const paddingX = (style.pill?.paddingX ?? 0) * UNITS_PER_WIDTH
  const paddingY = (style.pill?.paddingY ?? 0) * UNITS_PER_WIDTH
  const innerWidth = Math.max(element.width * UNITS_PER_WIDTH - 2 * paddingX, 0)
  // First: measuring the words relies on the settings it made itself.
  const { above, below } = measureExtent(context, element, { sizeUnits, assets })
  const list = measureMarkers(context, { marked, style, sizeUnits, assets })
  const measure = createTextMeasure(context, { marked, style, sizeUnits, assets })
  const lineWidth = Math.max(innerWidth - (list?.indent ?? 0), 0)
  const ranges = wrapLines(element, { marked, sizeUnits, innerWidth: lineWidth, measure })

  const align = { left: 0, center: 0.5, right: 1 }[side]
  const measured = ranges.map((range) => measureListed(range, { marked, measure, list }))
  const most = measured.reduce((sum, { width }) => Math.max(sum, width), 0)
  const lines = measured.map(({ range, width, segments }, index): TextLine => {
    // The lines of a list begin at one edge, and its block as a whole is aligned.
    const blank = list === undefined ? innerWidth - width : innerWidth - most
    const ragged = list !== undefined && planDirection(marked.text) === 'rtl' ? most - width : 0
    return {
      text: marked.text.slice(range.start, range.end).replaceAll(SOFT_HYPHEN, ''),
      segments,
      width: width / UNITS_PER_WIDTH,
      x: (paddingX + blank * align + ragged) / UNITS_PER_WIDTH,
      // As in CSS: half of what the line height adds goes above the glyphs, half below.
      baseline: (paddingY + index * lineUnits + (lineUnits - above - below) / 2 + above) / UNITS_PER_WIDTH,
    }
  })
  const height = (ranges.length * lineUnits + 2 * paddingY) / UNITS_PER_WIDTH
  const widest = lines.reduce((most, line) => Math.max(most, line.width), 0)
  const width = widest + (2 * paddingX) / UNITS_PER_WIDTH
  return { lines, height, block: { x: (element.width - width) * align, y: 0, width, height } }
}

type ListedInput = { marked: MarkedText; measure: TextMeasure; list: ListMarkers | undefined }

/** A line with its place beside the sign, which stands where reading begins. */
function measureListed(range: LineRange, { marked, measure, list }: ListedInput) {
  const line = measure.line(range)
  if (list === undefined) return { range, ...line }
  const width = line.width + list.indent
  const marker = list.markers[findParagraph(marked.text, range) ?? -1]
  if (planDirection(marked.text) === 'rtl') {
    const signs = (marker?.segments ?? []).map((part) => ({
      ...part,
      x: part.x + width - (marker?.width ?? 0),
    }))
    return { range, width, segments: [...line.segments, ...signs] }
  }
  const segments = line.segments.map((part) => ({ ...part, x: part.x + list.indent }))
  return { range, width, segments: [...(marker?.segments ?? []), ...segments] }
}

type WrapInput = { marked: MarkedText; sizeUnits: number; innerWidth: number; measure: TextMeasure }

function wrapLines(
  { style }: TextElement,
  { marked, sizeUnits, innerWidth, measure }: WrapInput,
): LineRange[] {
  if (sizeUnits <= 0 || marked.text === '') return [{ start: 0, end: 0 }]
  return wrapText(marked.text, {
    maxWidth: innerWidth,
    measure: measure.width,
    balanced: style.wrap !== 'greedy',
  })
}

function measureExtent(
  context: DrawContext,
  { style }: TextElement,
  { sizeUnits, assets }: { sizeUnits: number; assets: Language },
): { above: number; below: number } {
  applyType(context, plainType(context, style, sizeUnits), assets)
  const { fontBoundingBoxAscent, fontBoundingBoxDescent } = context.measureText('x')
  if (Number.isFinite(fontBoundingBoxAscent) && Number.isFinite(fontBoundingBoxDescent)) {
    return { above: fontBoundingBoxAscent, below: fontBoundingBoxDescent }
  }
  return { above: sizeUnits * 0.95, below: sizeUnits * 0.25 }
}

function plainType(context: DrawContext, style: TextElement['style'], sizeUnits: number): TextType {
  const plain = {
    text: '',
    marks: new Set<never>(),
    direction: 'ltr' as const,
    isCursive: false,
    isEmoji: false,
  }
  return planType(context, plain, { style, sizeUnits, scripts: [] })
}
