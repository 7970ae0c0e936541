import type { Locale } from '#app/document/model/ids.ts'
import type { TextElement } from '#app/document/model/schema.ts'
import { type FittedText, fitText } from '#app/render/fit-text.ts'
import { UNITS_PER_WIDTH } from '#app/render/layout-text.ts'

let context: CanvasRenderingContext2D | null | undefined

/** The size in which a text is drawn, and whether its box is too small even for the smallest one. */
export function measureFit(
  element: TextElement,
  { locale, fallbackLocale }: { locale: Locale; fallbackLocale: Locale },
): FittedText {
  const unknown: FittedText = { size: element.style.size, overflows: false }
  if (element.fit === undefined) return unknown
  context ??= document.createElement('canvas').getContext('2d')
  if (context === null) return unknown
  const nothing = () => undefined
  const assets = {
    widthPx: 1000,
    heightPx: 1000,
    locale,
    fallbackLocale,
    findPicture: nothing,
    findName: nothing,
  }
  return fitText(context, element, { assets, unitsPerWidth: UNITS_PER_WIDTH })
}
