import type { Element, Screen } from './schema.ts'

/** A magnifier whose device is not on its screen: it shows nothing. */
export function isLostLens(element: Element, elements: Screen['elements']): boolean {
  if (element.type !== 'shape' || element.lens === undefined) return false
  const { frameId } = element.lens
  return !Object.hasOwn(elements, frameId) || elements[frameId]?.type !== 'frame'
}
