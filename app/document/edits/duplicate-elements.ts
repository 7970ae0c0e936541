import type { ElementId, MintId } from '../model/ids.ts'
import type { Project } from '../model/schema.ts'
import { addLayers, copyLayers, pickLayers } from './copy-layers.ts'
import { type ElementsRef, editScreen } from './edit-screen.ts'

/** Offset of a copy from its original. Fraction of the canvas width. */
const offset = 0.03

type Copies = {
  /** Ids of the groups that are copied, then of the copies, in document order. */
  mint: MintId
  onCopy?: (elementId: ElementId) => void
}

/**
 * Copies lie on top of everything, in the order of their originals. The copy of a whole group is a group of its own; that
 * of an element in a group is in the same group. The copy of a magnifier enlarges the copy of its device, if there is one.
 */
export function duplicateElements(project: Project, ref: ElementsRef & Copies): Project {
  return editScreen(project, ref, (screen) => {
    const { elements, groups } = copyLayers(pickLayers(screen, ref.elementIds), ref.mint)
    for (const { id } of elements) ref.onCopy?.(id)
    const beside = elements.map(({ id, element }) => ({
      id,
      element: { ...element, x: element.x + offset, y: element.y + offset },
    }))
    return addLayers(screen, { elements: beside, groups })
  })
}
