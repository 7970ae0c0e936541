import type { TextElement } from '../model/schema.ts'
import { plainText } from '../model/text-markup.ts'

/** The height a text needs in fractions of the canvas width, measured with its fonts. */
export type MeasureHeight = (text: TextElement) => number

/** The height of a text as it is drawn; one that fits itself to its box needs a box for its largest size. */
export function measureText(text: TextElement, measureHeight: MeasureHeight): number {
  const { fit, ...free } = text
  if (fit === undefined) return measureHeight(text)
  return measureHeight({ ...free, style: { ...free.style, size: fit.max } })
}

/** Average width of a letter in most fonts, as a multiple of the size; East Asian signs are square. */
const letterWidth = 0.53
const squareSigns = /[\u1100-\u11FF\u2E80-\uA4CF\uAC00-\uD7FF\uF900-\uFAFF\uFF00-\uFFEF]/gu

/** For environments that cannot measure fonts: the height of the longest language, rather too large than too small. */
export const estimateTextHeight: MeasureHeight = ({ contentByLocale, style, width }) => {
  const space = Math.max(width - 2 * (style.pill?.paddingX ?? 0), style.size)
  const lines = Object.values(contentByLocale).map((content) =>
    plainText(content)
      .split('\n')
      .reduce((sum, line) => sum + countLines(line, style.size, space), 0),
  )
  return Math.max(1, ...lines) * style.size * style.lineHeight + 2 * (style.pill?.paddingY ?? 0)
}

function countLines(line: string, size: number, space: number): number {
  const square = line.match(squareSigns)?.length ?? 0
  return Math.max(1, Math.ceil(((line.length - square) * letterWidth + square) * (size / space)))
}
