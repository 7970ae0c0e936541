import type { CanvasSizeId, ElementId, ScreenId } from '../model/ids.ts'
import { listGroupPath } from '../model/layer-tree.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Element, Project, Screen } from '../model/schema.ts'
import { addElement, orderOnTop, removeElements } from './add-element.ts'
import { aimLenses } from './aim-lenses.ts'
import { editScreen, findScreen, type ScreenRef } from './edit-screen.ts'
import { scaleElement } from './scale-element.ts'

type ScreenMove = {
  canvasSizeId: CanvasSizeId
  from: ScreenId
  to: ScreenId
  elementIds: readonly ElementId[]
  /** Offset added to the position, in widths of the target canvas. */
  dx: number
  dy: number
  /** Width of the source canvas in widths of the target: moved elements keep their size in pixels. */
  ratio: number
}

/**
 * Moves elements to another screen of the size, on top of its own, in their order. They keep their ids; a magnifier that
 * comes without its device takes one of its new screen.
 */
export function moveToScreen(
  project: Project,
  { canvasSizeId, from, to, elementIds, dx, dy, ratio }: ScreenMove,
): Project {
  const source = findScreen(project, { canvasSizeId, screenId: from })
  if (source === undefined || findScreen(project, { canvasSizeId, screenId: to }) === undefined)
    return project
  const moving = listOrdered<ElementId, Element>(source.elements).filter(({ id }) => elementIds.includes(id))
  const removed = removeElements(project, {
    canvasSizeId,
    screenId: from,
    elementIds: moving.map(({ id }) => id),
  })
  const moved = moving.reduce(
    (draft, { id, item }) => {
      const target = findScreen(draft, { canvasSizeId, screenId: to })
      if (target === undefined) return draft
      const scaled = ratio === 1 ? item : scaleElement(item, ratio)
      const element = { ...scaled, x: scaled.x + dx, y: scaled.y + dy, order: orderOnTop(target) }
      return addElement(draft, { canvasSizeId, screenId: to, elementId: id, element })
    },
    withGroups(removed, {
      from: source,
      to: { canvasSizeId, screenId: to },
      moving: moving.map(({ item }) => item),
    }),
  )
  const movedIds = moving.map(({ id }) => id)
  return editScreen(moved, { canvasSizeId, screenId: to }, (screen) => aimLenses(screen, movedIds))
}

/** The groups of moved elements come along; a group that stays behind empty is gone. */
function withGroups(
  project: Project,
  { from, to, moving }: { from: Screen; to: ScreenRef; moving: readonly Element[] },
): Project {
  const paths = moving.flatMap(({ groupId }) => listGroupPath(from, groupId))
  if (paths.length === 0) return project
  return editScreen(project, to, (screen) => {
    const known = screen.groups ?? {}
    const added = [...new Set(paths)].flatMap((id) => {
      const group = from.groups?.[id]
      return group === undefined || Object.hasOwn(known, id) ? [] : [[id, group] as const]
    })
    return added.length === 0 ? screen : { ...screen, groups: { ...known, ...Object.fromEntries(added) } }
  })
}
