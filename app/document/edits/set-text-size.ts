import type { TextElement } from '../model/schema.ts'

/**
 * The text in this size; one that is fitted to its box in a size of at most this. In fractions of the canvas width.
 * `isLarger`: than it is drawn; what a fitted text may have at most is then never lowered.
 */
export function setTextSize(text: TextElement, size: number, isLarger = false): TextElement {
  const { fit, style } = text
  if (fit === undefined) return { ...text, style: { ...style, size } }
  return {
    ...text,
    fit: { ...fit, min: Math.min(fit.min, size), max: isLarger ? Math.max(fit.max, size) : size },
  }
}
