import { editScreens } from '#app/document/edits/edit-screen.ts'
import { setBackground } from '#app/document/edits/set-screen.ts'
import type { Background, Screen } from '#app/document/model/schema.ts'
import type { Workbench } from '../state/editor-controller.ts'

export function applyBackground(workbench: Workbench, background: Background): void {
  const { canvasSizeId, screenId } = workbench.ui.get()
  if (screenId === undefined) return
  workbench.edit('Change background', (project) =>
    setBackground(project, { canvasSizeId, screenId, background }),
  )
}

export function backgroundEverywhere(workbench: Workbench, background: Background): void {
  const { canvasSizeId } = workbench.ui.get()
  workbench.edit('Apply background to all screens', (project) =>
    editScreens(project, canvasSizeId, (screens) =>
      Object.fromEntries(
        Object.entries<Screen>(screens).map(([id, screen]) => [
          id,
          JSON.stringify(screen.background) === JSON.stringify(background)
            ? screen
            : { ...screen, background },
        ]),
      ),
    ),
  )
}
