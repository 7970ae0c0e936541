import type { Locale } from '#app/document/model/ids.ts'
import type { TextElement } from '#app/document/model/schema.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'
import { findContentLocale, findLocalised } from './find-localised.ts'
import { measureMarkers } from './list-markers.ts'
import { createTextMeasure } from './measure-text.ts'
import { prepareText } from './prepare-text.ts'
import { wrapText } from './wrap-text.ts'

/** Measured once at this size; widths grow evenly with it. */
const referenceUnits = 100
const steps = 12

export type FittedText = {
  /** In fractions of the canvas width. */
  size: number
  /** Not even the smallest size fits the box. */
  overflows: boolean
}

/**
 * The largest size between the element's `fit` limits at which its text fills its box without breaking a word. With a
 * `fitGroup`, the size that fits every language, so that a caption looks the same in all. `unitsPerWidth` as for
 * layout.
 */
export function fitText(
  context: DrawContext,
  element: TextElement,
  { assets, unitsPerWidth }: { assets: DrawAssets; unitsPerWidth: number },
): FittedText {
  const { fit, style } = element
  if (fit === undefined) return { size: style.size, overflows: false }
  const { contentByLocale } = element
  const shown = findLocalised(contentByLocale, assets) ?? ''
  // Each by the rules of its own language.
  const contents =
    element.fitGroup === undefined
      ? [[findContentLocale(contentByLocale, assets), shown] as const]
      : Object.entries(contentByLocale)
  context.save()
  // One after the other: each relies on the settings it made on the context.
  const fitted = contents.map(([locale, content]) => {
    const find = (breaksWords: boolean) =>
      findLargest(
        createCheck(context, element, { content, locale: locale as Locale, unitsPerWidth, breaksWords }),
        fit,
      )
    const whole = find(false)
    return whole.overflows && style.hyphenate ? find(true) : whole
  })
  context.restore()
  return {
    size: Math.min(...fitted.map(({ size }) => size), Math.max(fit.min, fit.max)),
    overflows: fitted.some(({ overflows }) => overflows),
  }
}

function findLargest(fits: (size: number) => boolean, limits: { min: number; max: number }): FittedText {
  let [low, high] = [Math.min(limits.min, limits.max), Math.max(limits.min, limits.max)]
  if (fits(high)) return { size: high, overflows: false }
  if (!fits(low)) return { size: low, overflows: true }
  for (let step = 0; step < steps; step++) {
    const middle = (low + high) / 2
    if (fits(middle)) low = middle
    else high = middle
  }
  return { size: Math.floor(low * 1e4) / 1e4, overflows: false }
}

/** `breaksWords`: at their soft hyphens. */
type CheckInput = { content: string; locale: Locale; unitsPerWidth: number; breaksWords: boolean }

function createCheck(
  context: DrawContext,
  { style, width, height }: TextElement,
  { content, locale, unitsPerWidth, breaksWords }: CheckInput,
): (size: number) => boolean {
  const assets = { locale }
  const marked = prepareText(content, style, locale)
  const indent = measureMarkers(context, { marked, style, sizeUnits: referenceUnits, assets })?.indent ?? 0
  const measure = createTextMeasure(context, { marked, style, sizeUnits: referenceUnits, assets })
  const longest = listWords(marked.text, breaksWords).reduce(
    (most, { start, end }) => Math.max(most, measure.width(start, end)),
    0,
  )
  const innerWidth = (width - 2 * (style.pill?.paddingX ?? 0)) * unitsPerWidth
  const innerHeight = height - 2 * (style.pill?.paddingY ?? 0)
  return (size) => {
    const space = (innerWidth * referenceUnits) / Math.max(size * unitsPerWidth, 1e-6) - indent
    if (longest > space + 0.01) return false
    const lines = wrapText(marked.text, {
      maxWidth: space,
      measure: measure.width,
      balanced: !breaksWords && style.hyphenate === true,
    })
    return lines.length * size * style.lineHeight <= innerHeight + 1e-6
  }
}

/** Scripts without spaces may break anywhere, so they have no word that could be too long. */
function listWords(text: string, breaksWords: boolean): { start: number; end: number }[] {
  const words = [
    ...text.matchAll(
      /[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu,
    ),
  ].map(({ index, 0: word }) => ({ start: index, word }))
  return words.flatMap(({ start, word }) => {
    let at = start
    return (breaksWords ? word.split(/(?<=\u00AD)/) : [word]).map((piece) => {
      const from = at
      at += piece.length
      return { start: from, end: at }
    })
  })
}
