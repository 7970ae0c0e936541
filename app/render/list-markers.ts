import type { TextStyle } from '#app/document/model/schema.ts'
import type { Mark, MarkedText } from '#app/document/model/text-markup.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'
import { createTextMeasure, type MeasuredLine } from './measure-text.ts'
import type { LineRange } from './wrap-text.ts'

type ListKind = NonNullable<TextStyle['list']>

/** Every sign that stands before paragraphs, for the fonts. */
export const listSigns: Readonly<Record<ListKind, string>> = {
  bullets: '•',
  dashes: '–',
  checks: '✓',
  numbers: '0123456789.',
}

/** Between the sign and the line, in sizes of the text. */
const gap = 0.35

export type ListMarkers = {
  /** From the sign's side of the list to the lines, in units. */
  indent: number
  /** By paragraph. */
  markers: readonly MeasuredLine[]
}

type MarkersInput = {
  marked: MarkedText
  style: TextStyle
  sizeUnits: number
  assets: Pick<DrawAssets, 'locale'>
}

/** The signs before the paragraphs of a text. Changes the context's settings. `undefined`: the text is no list. */
export function measureMarkers(context: DrawContext, input: MarkersInput): ListMarkers | undefined {
  const { marked, style, sizeUnits, assets } = input
  const { list } = style
  if (list === undefined) return undefined
  const count = marked.text.split(paragraphEnd).length
  const markers = Array.from({ length: count }, (_, index) => {
    const text = list === 'numbers' ? `${index + 1}.` : listSigns[list]
    // A sign in the accent colour, where the user chose one.
    const marks = new Set<Mark>(style.accentColour === undefined ? [] : ['accent'])
    const sign = { text, spans: [{ start: 0, end: text.length, marks }], sourceAt: [] }
    const measure = createTextMeasure(context, { marked: sign, style, sizeUnits, assets })
    return measure.line({ start: 0, end: text.length })
  })
  const widest = markers.reduce((most, { width }) => Math.max(most, width), 0)
  return { indent: widest + gap * sizeUnits, markers }
}

const paragraphEnd = /\r\n|[\n\r\u2028\u2029]/

/** The paragraph that a line begins; `undefined` for a further line of one. */
export function findParagraph(text: string, line: LineRange): number | undefined {
  const before = text.slice(0, line.start)
  if (line.start > 0 && !/[\n\r\u2028\u2029]$/.test(before)) return undefined
  return before.split(paragraphEnd).length - 1
}
