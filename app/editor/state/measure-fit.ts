import type { Locale } from '#app/document/model/ids.ts'
import type { TextElement } from '#app/document/model/schema.ts'
import type { DrawAssets } from '#app/render/draw-assets.ts'
import { getDrawnHeight } from '#app/render/draw-element.ts'
import { type FittedText, fitText } from '#app/render/fit-text.ts'
import { UNITS_PER_WIDTH } from '#app/render/layout-text.ts'

let context: CanvasRenderingContext2D | null | undefined

type Languages = { locale: Locale; fallbackLocale: Locale }

/** The size in which a text is drawn, and whether its box is too small even for the smallest one. */
export function measureFit(element: TextElement, { locale, fallbackLocale }: Languages): FittedText {
  const unknown: FittedText = { size: element.style.size, overflows: false }
  if (element.fit === undefined) return unknown
  context ??= document.createElement('canvas').getContext('2d')
  if (context === null) return unknown
  const assets = createMeasuringAssets({ locale, fallbackLocale })
  return fitText(context, element, { assets, unitsPerWidth: UNITS_PER_WIDTH })
}

/** The height in which a text is drawn, in canvas widths. */
export function measureHeight(element: TextElement, languages: Languages): number {
  context ??= document.createElement('canvas').getContext('2d')
  return context === null
    ? element.height
    : getDrawnHeight(context, element, createMeasuringAssets(languages))
}

function createMeasuringAssets(languages: Languages): DrawAssets {
  const nothing = () => undefined
  return { widthPx: 1000, heightPx: 1000, ...languages, findPicture: nothing, findName: nothing }
}
