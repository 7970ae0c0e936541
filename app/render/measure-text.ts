import type { TextStyle } from '#app/document/model/schema.ts'
import type { MarkedText } from '#app/document/model/text-markup.ts'
import { listGraphemes } from './break-units.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'
import { hasEmoji, planScriptFamilies } from './script-families.ts'
import { planDirection, splitSegments, type TextSegment } from './text-segments.ts'
import { applyType, planType, type TextType } from './text-type.ts'
import type { LineRange } from './wrap-text.ts'

/** `x` from the start of the line's ink, `advance` with the space after its last letter. In units of the measure. */
export type MeasuredSegment = { segment: TextSegment; type: TextType; x: number; advance: number }

export type MeasuredLine = { width: number; segments: readonly MeasuredSegment[] }

export type TextMeasure = {
  /** Ink width: space that only follows a line's last letter is not counted, or centred lines would sit too far aside. */
  width(start: number, end: number): number
  line(range: LineRange): MeasuredLine
}

type MeasureInput = {
  marked: MarkedText
  style: TextStyle
  sizeUnits: number
  assets: Pick<DrawAssets, 'locale'>
}

/** Changes the context's settings; the caller saves and restores them. The fonts must have been loaded. */
export function createTextMeasure(context: DrawContext, input: MeasureInput): TextMeasure {
  const { marked, style, sizeUnits, assets } = input
  const options = {
    spans: marked.spans,
    direction: planDirection(marked.text),
    isSpaced: style.letterSpacing !== 0,
    hasEmoji: hasEmoji(marked.text),
    family: style.family,
  }
  const scripts = planScriptFamilies(marked.text, { family: style.family, locale: assets.locale })
  const widths = new Map<number, number>()
  let applied: string | undefined
  const apply = (type: TextType) => {
    const key = `${type.font} ${type.direction} ${type.isPlacedBySign ? 0 : type.letterSpacingUnits}`
    if (key !== applied) applyType(context, type, assets)
    applied = key
  }

  const line = (range: LineRange): MeasuredLine => {
    const measured = splitSegments(marked.text, range, options).map((segment) => {
      const type = planType(context, segment, { style, sizeUnits, scripts })
      apply(type)
      return { segment, type, advance: measureAdvance(context, segment.text, type) }
    })
    // Space follows a letter in the direction of reading: at the left edge of a line that ends there.
    const [first, last] = [measured[0], measured.at(-1)]
    const before = first?.segment.direction === 'rtl' ? first.type.letterSpacingUnits : 0
    const after = last?.segment.direction === 'ltr' ? last.type.letterSpacingUnits : 0
    let x = -before
    const segments = measured.map((part) => {
      const placed = { ...part, x }
      x += part.advance
      return placed
    })
    return { width: measured.length === 0 ? 0 : x - after, segments }
  }

  return {
    width(start, end) {
      if (start >= end) return 0
      const key = start * (marked.text.length + 1) + end
      const known = widths.get(key)
      if (known !== undefined) return known
      const { width } = line({ start, end })
      widths.set(key, width)
      return width
    },
    line,
  }
}

function measureAdvance(context: DrawContext, text: string, type: TextType): number {
  if (!type.isPlacedBySign) return context.measureText(text).width
  return listGraphemes(text).reduce(
    (sum, sign) => sum + context.measureText(sign).width + type.letterSpacingUnits,
    0,
  )
}
