import { sortCanvasSizeIds } from '#app/document/catalogue/canvas-sizes.ts'
import type { Json } from '#app/document/changes/change.ts'
import { isSame } from '#app/document/changes/is-same.ts'
import type { CanvasSizeId, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Project } from '#app/document/model/schema.ts'

export type Comparison = {
  canvasSizeId: CanvasSizeId
  /** The screens that differ, in this device's order; screens that only the other version has come last. */
  screenIds: readonly ScreenId[]
}

/**
 * The size in which two versions of a project look different: the open size if it differs, else the first that does.
 */
export function planComparison(mine: Project, theirs: Project, open: CanvasSizeId): Comparison {
  const sizes = sortCanvasSizeIds([
    ...new Set([...Object.keys(mine.screensByCanvasSize), ...Object.keys(theirs.screensByCanvasSize)]),
  ])
  const ordered = [open, ...sizes.filter((id) => id !== open)]
  for (const canvasSizeId of ordered) {
    const screenIds = listDifferent(mine, theirs, canvasSizeId)
    if (screenIds.length > 0) return { canvasSizeId, screenIds }
  }
  const canvasSizeId = sizes.includes(open) ? open : (sizes[0] ?? open)
  return { canvasSizeId, screenIds: listIds(mine, canvasSizeId) }
}

function listDifferent(mine: Project, theirs: Project, canvasSizeId: CanvasSizeId): ScreenId[] {
  const ids = [...new Set([...listIds(mine, canvasSizeId), ...listIds(theirs, canvasSizeId)])]
  const isShared = isSame(
    mine.sharedBackgrounds?.[canvasSizeId] as Json | undefined,
    theirs.sharedBackgrounds?.[canvasSizeId] as Json | undefined,
  )
  return ids.filter(
    (id) => !isShared || !isSame(find(mine, canvasSizeId, id), find(theirs, canvasSizeId, id)),
  )
}

const listIds = (project: Project, canvasSizeId: CanvasSizeId): ScreenId[] =>
  listOrdered(project.screensByCanvasSize[canvasSizeId]).map(({ id }) => id)

const find = (project: Project, canvasSizeId: CanvasSizeId, id: ScreenId) =>
  project.screensByCanvasSize[canvasSizeId]?.[id] as Json | undefined
