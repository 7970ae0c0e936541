import type { CanvasSizeId } from '../model/ids.ts'
import type { ProjectDocument } from '../model/schema.ts'
import { findMaster, type StoredScreenRow } from '../resolve/link-rows.ts'

/** The size that other sizes follow, the most where there are several; `undefined`: no size is linked. */
export function findMasterSize(project: ProjectDocument): CanvasSizeId | undefined {
  const counts = new Map<CanvasSizeId, number>()
  for (const row of Object.values<StoredScreenRow>(project.screensByCanvasSize)) {
    const master = findMaster(row)
    if (master !== undefined) counts.set(master, (counts.get(master) ?? 0) + 1)
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0]
}

/** The size that a size follows; `undefined`: it follows none. */
export const findMasterOf = (
  project: ProjectDocument,
  canvasSizeId: CanvasSizeId,
): CanvasSizeId | undefined => findMaster(project.screensByCanvasSize[canvasSizeId])
