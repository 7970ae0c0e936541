import type { ElementId } from './ids.ts'
import type { Element } from './schema.ts'

/** The element with new ids for the elements that it names: a magnifier names its device. `undefined`: the id stays. */
export function relinkElement(element: Element, idOf: (id: ElementId) => ElementId | undefined): Element {
  if (element.type !== 'shape' || element.lens === undefined) return element
  const { lens } = element
  const frameId = idOf(lens.frameId) ?? lens.frameId
  return frameId === lens.frameId ? element : { ...element, lens: { ...lens, frameId } }
}
