import type { Element, TextElement } from '#app/document/model/schema.ts'
import type { DrawAssets } from '#app/render/draw-assets.ts'
import { getDrawnHeight } from '#app/render/draw-element.ts'
import type { Box } from '../geometry/box.ts'

export type MeasureBox = (element: Element) => Box

type Known = { key: string; box: Box }

/**
 * The box an element is drawn in. A text's height follows from its content in the language shown, so it is measured as
 * the drawing measures it; cached per element object, because every gesture reads boxes.
 */
export function createMeasureBox(
  getAssets: () => Pick<DrawAssets, 'locale' | 'fallbackLocale'>,
  getFontsVersion: () => number,
): MeasureBox {
  const known = new WeakMap<TextElement, Known>()
  let context: CanvasRenderingContext2D | null | undefined

  return (element) => {
    if (element.type !== 'text') return element
    const { locale, fallbackLocale } = getAssets()
    const key = `${locale} ${fallbackLocale} ${getFontsVersion()}`
    const before = known.get(element)
    if (before?.key === key) return before.box
    context ??= document.createElement('canvas').getContext('2d')
    if (context === null) return element
    const nothing = () => undefined
    const height = getDrawnHeight(context, element, {
      widthPx: 1000,
      heightPx: 1000,
      locale,
      fallbackLocale,
      findPicture: nothing,
      findName: nothing,
    })
    const { x, y, width, rotation } = element
    const box = { x, y, width, height, rotation }
    known.set(element, { key, box })
    return box
  }
}
