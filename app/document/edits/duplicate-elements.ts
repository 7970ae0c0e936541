import type { ElementId, MintId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Project } from '../model/schema.ts'
import { orderOnTop } from './add-element.ts'
import { type ElementsRef, editScreen } from './edit-screen.ts'

/** Offset of a copy from its original. Fraction of the canvas width. */
const offset = 0.03

/** Copies lie on top of everything, in the order of their originals. Ids come from `mint`, in document order. */
export function duplicateElements(project: Project, ref: ElementsRef & { mint: MintId }): Project {
  return editScreen(project, ref, (screen) => {
    const requested = new Set<ElementId>(ref.elementIds)
    let copied = screen
    for (const { id, item } of listOrdered<ElementId, (typeof screen.elements)[ElementId]>(screen.elements)) {
      if (!requested.has(id)) continue
      const copy = { ...item, order: orderOnTop(copied), x: item.x + offset, y: item.y + offset }
      copied = { ...copied, elements: { ...copied.elements, [ref.mint()]: copy } }
    }
    return copied
  })
}
