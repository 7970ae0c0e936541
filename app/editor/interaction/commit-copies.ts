import { duplicateElements } from '#app/document/edits/duplicate-elements.ts'
import { moveElements } from '#app/document/edits/update-element.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Project } from '#app/document/model/schema.ts'
import type { Point } from '../geometry/box.ts'
import { nameElements } from '../state/describe-element.ts'
import type { GestureStart } from './gesture-start.ts'
import { type Landing, putOver } from './screen-landing.ts'
import type { SelectedPart } from './selected-parts.ts'

/** In widths of the canvas the drag began on. */
type Copies = { parts: readonly SelectedPart[]; to: Landing | undefined; shift: Point }
type CopiedPart = { part: SelectedPart; made: ElementId[] }

/** The copies lie where they were dropped, on the screen under them. */
export function commitCopies(start: GestureStart, { parts, to, shift }: Copies): void {
  const { editor, unitPx } = start
  const copied = parts.map((part): CopiedPart => ({ part, made: [] }))
  const elements = parts.flatMap((part) => part.elements.map(({ element }) => element))
  editor.edit(`Duplicate ${nameElements(elements)}`, (project) =>
    copied.reduce((draft, each) => {
      const by = { x: (shift.x * unitPx) / each.part.unitPx, y: (shift.y * unitPx) / each.part.unitPx }
      return copyPart(draft, start, { ...each, to, by })
    }, project),
  )
  const [own, ...others] = copied.map(({ part, made }) => ({ screenId: part.ref.screenId, elementIds: made }))
  if (own !== undefined) editor.selectElements(to?.id ?? own.screenId, own.elementIds, others)
}

function copyPart(
  project: Project,
  start: GestureStart,
  { part, made, to, by }: CopiedPart & { to: Landing | undefined; by: Point },
): Project {
  const { ref, screen } = part
  const mint = () => crypto.randomUUID()
  const copied = duplicateElements(project, { ...ref, mint, onCopy: (id) => void made.push(id) })
  // Copies are made beside their originals.
  const first = listOrdered<ElementId, Element>(screen.elements).find(({ id }) => ref.elementIds.includes(id))
  const [madeFirst] = made
  const copy =
    madeFirst === undefined
      ? undefined
      : copied.screensByCanvasSize[ref.canvasSizeId]?.[ref.screenId]?.elements[madeFirst]
  const besides =
    first === undefined || copy === undefined
      ? { x: 0, y: 0 }
      : { x: copy.x - first.item.x, y: copy.y - first.item.y }
  const shift = { x: by.x - besides.x, y: by.y - besides.y }
  return to === undefined
    ? moveElements(copied, { ...ref, elementIds: made, dx: shift.x, dy: shift.y })
    : putOver(copied, start, { to, elementIds: made, shift })
}
