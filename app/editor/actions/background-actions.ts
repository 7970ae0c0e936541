import { pickTextColour } from '#app/document/catalogue/text-colour.ts'
import { applyBackgroundChoice, type BackgroundChoice } from '#app/document/edits/apply-background.ts'
import { editScreen, editScreens } from '#app/document/edits/edit-screen.ts'
import type { Background, Screen } from '#app/document/model/schema.ts'
import type { EditorController } from '../state/editor-controller.ts'

/** Captions that would be illegible on it take its text colour. */
export function applyBackground(editor: EditorController, choice: BackgroundChoice): void {
  const { canvasSizeId, screenId } = editor.ui.get()
  if (screenId === undefined) return
  editor.edit('Change background', (project) =>
    editScreen(project, { canvasSizeId, screenId }, (screen) => applyBackgroundChoice(screen, choice)),
  )
}

export function backgroundEverywhere(editor: EditorController, background: Background): void {
  const { canvasSizeId } = editor.ui.get()
  const choice = { background, textColour: pickTextColour(background) }
  editor.edit('Apply background to all screens', (project) =>
    editScreens(project, canvasSizeId, (screens) =>
      Object.fromEntries(
        Object.entries<Screen>(screens).map(([id, screen]) => [
          id,
          JSON.stringify(screen.background) === JSON.stringify(background)
            ? screen
            : applyBackgroundChoice(screen, choice),
        ]),
      ),
    ),
  )
}
