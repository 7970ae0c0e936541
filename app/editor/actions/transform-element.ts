import { scaleElement } from '#app/document/edits/scale-element.ts'
import type { Element } from '#app/document/model/schema.ts'
import { type Transform, transformBox } from '../geometry/plan-transform.ts'
import type { MeasureBox } from '../state/measure-box.ts'

/** The element as a part of a whole that is scaled, turned and moved: letters, strokes and shadows scale along. */
export function transformElement(element: Element, transform: Transform, measureBox: MeasureBox): Element {
  const planned = transformBox(measureBox(element), transform)
  const scaled = transform.scale === 1 ? element : scaleElement(element, transform.scale)
  const draft = { ...scaled, x: planned.x, y: planned.y, width: planned.width, rotation: planned.rotation }
  // The height of a text follows from its words; its centre stays where it was planned.
  if (draft.type !== 'text' || draft.fit !== undefined) return { ...draft, height: planned.height }
  const { height } = measureBox(draft)
  return { ...draft, height, y: planned.y + (planned.height - height) / 2 }
}
