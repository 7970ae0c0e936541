import type { ElementId } from '../model/ids.ts'
import { orderBetween } from '../model/order-key.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Element, Project, Screen } from '../model/schema.ts'
import { type ElementRef, editScreen, type ScreenRef } from './edit-screen.ts'
import { dropEmptyGroups } from './group-elements.ts'

/** Adds the element unchanged; get its `order` from `orderOnTop`. */
export function addElement(project: Project, ref: ElementRef & { element: Element }): Project {
  return editScreen(project, ref, (screen) =>
    Object.hasOwn(screen.elements, ref.elementId)
      ? screen
      : { ...screen, elements: { ...screen.elements, [ref.elementId]: ref.element } },
  )
}

/** The key above every element of the screen. */
export function orderOnTop(screen: Screen): string {
  return orderBetween(listOrdered(screen.elements).at(-1)?.item.order, undefined)
}

export function removeElements(
  project: Project,
  ref: ScreenRef & { elementIds: readonly ElementId[] },
): Project {
  return editScreen(project, ref, (screen) => {
    const gone = new Set(ref.elementIds)
    const kept = Object.entries(screen.elements).filter(([id]) => !gone.has(id as ElementId))
    if (kept.length === Object.keys(screen.elements).length) return screen
    return dropEmptyGroups({ ...screen, elements: Object.fromEntries(kept) })
  })
}
