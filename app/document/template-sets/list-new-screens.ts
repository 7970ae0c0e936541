import type { CanvasSizeId, ScreenId } from '../model/ids.ts'
import { isEmptyScreen } from '../model/is-empty-screen.ts'
import type { Project, Screen } from '../model/schema.ts'

/**
 * The screens that are new in `after`, and those that were empty in `before` and now have a capture: a template designs
 * these, and leaves all others as the user left them.
 */
export function listNewScreens(
  { before, after }: { before: Project; after: Project },
  canvasSizeId: CanvasSizeId,
): readonly ScreenId[] {
  const known = before.screensByCanvasSize[canvasSizeId] ?? {}
  const screens = Object.entries(after.screensByCanvasSize[canvasSizeId] ?? {}) as [ScreenId, Screen][]
  return screens
    .filter(([id, screen]) => {
      const old = known[id]
      return old === undefined || (isEmptyScreen(old) && !isEmptyScreen(screen))
    })
    .map(([id]) => id)
}
