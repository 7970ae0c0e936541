import type { ScreenId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Element, FrameElement, Screen } from '../model/schema.ts'

/**
 * The first filled device of each other screen: those that follow first, then from the start. A device that a template
 * set brought only repeats a capture and does not count.
 */
export function listNextFrames(
  screens: Readonly<Record<ScreenId, Screen>>,
  screenId: ScreenId,
): readonly FrameElement[] {
  const inOrder = listOrdered<ScreenId, Screen>(screens)
  const at = inOrder.findIndex(({ id }) => id === screenId)
  return [...inOrder.slice(at + 1), ...inOrder.slice(0, Math.max(at, 0))].flatMap(({ item }) => {
    const frame = listOrdered<string, Element>(item.elements).find(({ item: element }) =>
      isShown(element),
    )?.item
    return frame?.type === 'frame' ? [frame] : []
  })
}

const isShown = (element: Element) =>
  element.type === 'frame' &&
  element.visible &&
  element.decoration !== true &&
  Object.keys(element.mediaByLocale).length > 0
