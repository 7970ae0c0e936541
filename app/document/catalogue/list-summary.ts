import { listOrdered } from '../model/ordered.ts'
import type { ProjectDocument } from '../model/schema.ts'
import { sortCanvasSizeIds } from './canvas-sizes.ts'

/** The fields of a project's list row besides its name. */
export type ListSummary = {
  screenCount: number
  canvasSizeIds: readonly string[]
  locales: readonly string[]
}

export function readListSummary(project: ProjectDocument): ListSummary {
  const sizes = Object.values(project.screensByCanvasSize)
  return {
    screenCount: sizes.reduce((count, screens) => count + Object.keys(screens).length, 0),
    canvasSizeIds: [...sortCanvasSizeIds(Object.keys(project.screensByCanvasSize))],
    locales: listOrdered(project.locales).map(({ id }) => id),
  }
}
