import { listOrdered } from '../model/ordered.ts'
import type { Project } from '../model/schema.ts'
import { sortCanvasSizeIds } from './canvas-sizes.ts'

/** What a card of the list says of a project besides its name. */
export type ListFacts = {
  screenCount: number
  canvasSizeIds: readonly string[]
  locales: readonly string[]
}

export function readListFacts(project: Project): ListFacts {
  const sizes = Object.values(project.screensByCanvasSize)
  return {
    screenCount: sizes.reduce((count, screens) => count + Object.keys(screens).length, 0),
    canvasSizeIds: [...sortCanvasSizeIds(Object.keys(project.screensByCanvasSize))],
    locales: listOrdered(project.locales).map(({ id }) => id),
  }
}
