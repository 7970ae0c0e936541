import { cutText } from '../model/cut-text.ts'
import type { Background, Orientation, Project } from '../model/schema.ts'
import { editScreen, type ScreenRef } from './edit-screen.ts'
import type { MeasureHeight } from './estimate-text-height.ts'
import { turnScreen } from './turn-screen.ts'

export function renameScreen(project: Project, ref: ScreenRef & { name: string }): Project {
  return editScreen(project, ref, (screen) =>
    screen.name === ref.name ? screen : { ...screen, name: cutText(ref.name, 200) },
  )
}

/** Turns the canvas and lays the elements out anew, so that all stay on it and nothing overlaps. */
export function setOrientation(
  project: Project,
  ref: ScreenRef & { orientation: Orientation; measureHeight?: MeasureHeight },
): Project {
  return editScreen(project, ref, (screen) => turnScreen(screen, ref.canvasSizeId, ref))
}

export function setBackground(project: Project, ref: ScreenRef & { background: Background }): Project {
  return editScreen(project, ref, (screen) => ({ ...screen, background: ref.background }))
}
