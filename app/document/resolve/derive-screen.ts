import { findCanvasSize } from '../catalogue/canvas-sizes.ts'
import { layOutScreen, pickOrientation } from '../edits/lay-out-screen.ts'
import type { CanvasSizeId, ElementId } from '../model/ids.ts'
import type { Element, LinkedScreen, Overrides, Screen } from '../model/schema.ts'
import { mergeFields } from './merge-fields.ts'

/** A screen of the master, and the size that it is drawn in. */
export type Derivation = { source: Screen; canvasSizeId: CanvasSizeId }

/**
 * The master's screen laid out for the other canvas, with nothing overridden but its orientation and its texts: a
 * longer translation takes its space from the start. Heights are estimated, so every device derives the same.
 */
export function deriveScreen({ source, canvasSizeId }: Derivation, link: LinkedScreen): Screen {
  const { linkedTo, overrides } = link
  const from = linkedTo.canvasSizeId
  const orientation = pickOrientation(canvasSizeId, overrides.orientation ?? source.orientation)
  const worded = withTexts(source, overrides)
  const isKnown = findCanvasSize(from) !== undefined && findCanvasSize(canvasSizeId) !== undefined
  const laid = isKnown
    ? layOutScreen(worded, {
        from: { canvasSizeId: from, orientation: source.orientation },
        to: { canvasSizeId, orientation },
      })
    : worded
  return { ...laid, id: link.id, order: link.order ?? source.order, linkedTo, overrides }
}

function withTexts(source: Screen, { elements: changed = {} }: Overrides): Screen {
  const texts = Object.entries(changed).flatMap(([id, override]): [string, Element][] => {
    const element = source.elements[id as ElementId]
    const own = override?.contentByLocale
    if (element?.type !== 'text' || own === undefined || override === null || 'type' in override) return []
    const contentByLocale = mergeFields(element.contentByLocale, own) as typeof element.contentByLocale
    return [[id, { ...element, contentByLocale }]]
  })
  if (texts.length === 0) return source
  return { ...source, elements: { ...source.elements, ...Object.fromEntries(texts) } }
}
