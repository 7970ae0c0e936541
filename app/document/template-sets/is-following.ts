import type { CanvasSizeId } from '../model/ids.ts'
import type { Project, Screen } from '../model/schema.ts'
import { readLink } from '../model/screen-link.ts'

/** True for a size that takes its design from another one of the project. */
export function isFollowing(project: Project, canvasSizeId: CanvasSizeId): boolean {
  const sizes = project.screensByCanvasSize
  return Object.values<Screen>(sizes[canvasSizeId] ?? {}).some((screen) => {
    const link = readLink(screen)
    return link !== undefined && Object.hasOwn(sizes, link.linkedTo.canvasSizeId)
  })
}
