import type { ElementId } from '../model/ids.ts'
import { isLostLens } from '../model/lost-lens.ts'
import type { Element, Screen } from '../model/schema.ts'

/** Aims those of the elements that are magnifiers without a device at the closest device of the screen, if it has one. */
export function aimLenses(screen: Screen, elementIds: readonly ElementId[]): Screen {
  let { elements } = screen
  for (const id of elementIds) {
    const element = elements[id]
    if (element?.type !== 'shape' || element.lens === undefined || !isLostLens(element, elements)) continue
    const frameId = findClosestFrame(element, elements)
    if (frameId === undefined) continue
    elements = { ...elements, [id]: { ...element, lens: { ...element.lens, frameId } } }
  }
  return elements === screen.elements ? screen : { ...screen, elements }
}

function findClosestFrame(to: Element, elements: Screen['elements']): ElementId | undefined {
  const frames = (Object.entries(elements) as [ElementId, Element][]).filter(
    ([, { type, visible }]) => type === 'frame' && visible,
  )
  const distanceOf = (frame: Element) =>
    Math.hypot(
      frame.x + frame.width / 2 - to.x - to.width / 2,
      frame.y + frame.height / 2 - to.y - to.height / 2,
    )
  return frames.toSorted(([, a], [, b]) => distanceOf(a) - distanceOf(b))[0]?.[0]
}
