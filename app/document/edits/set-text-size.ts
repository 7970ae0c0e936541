import type { TextElement } from '../model/schema.ts'

/** The text in this size; one that is fitted to its box in a size of at most this. In fractions of the canvas width. */
export function setTextSize(text: TextElement, size: number): TextElement {
  const { fit, style } = text
  if (fit === undefined) return { ...text, style: { ...style, size } }
  return { ...text, fit: { ...fit, min: Math.min(fit.min, size), max: size } }
}
