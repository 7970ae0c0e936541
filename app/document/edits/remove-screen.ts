import type { Project } from '../model/schema.ts'
import { editScreens, type ScreenRef } from './edit-screen.ts'

/** Removes the screen, also from a shared background. The last one may be removed too: the stage is then empty. */
export function removeScreen(project: Project, ref: ScreenRef): Project {
  const { canvasSizeId, screenId } = ref
  const removed = editScreens(project, canvasSizeId, (screens) => {
    if (!Object.hasOwn(screens, screenId)) return screens
    const { [screenId]: _gone, ...kept } = screens
    return kept
  })
  const shared = removed.sharedBackgrounds?.[canvasSizeId]
  if (removed === project || shared === undefined || !Object.hasOwn(shared.screens, screenId)) return removed
  const { [screenId]: _gone, ...screens } = shared.screens
  return {
    ...removed,
    sharedBackgrounds: { ...removed.sharedBackgrounds, [canvasSizeId]: { ...shared, screens } },
  }
}
