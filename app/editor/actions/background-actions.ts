import { pickTextColour } from '#app/document/catalogue/text-colour.ts'
import { applyBackgroundChoice, isSameBackground } from '#app/document/edits/apply-background.ts'
import { editScreens } from '#app/document/edits/edit-screen.ts'
import type { Background, Screen } from '#app/document/model/schema.ts'
import type { EditorController } from '../state/editor-controller.ts'

/** Captions that would be illegible on it take its text colour. */
export function backgroundEverywhere(editor: EditorController, background: Background): void {
  const { canvasSizeId } = editor.ui.get()
  const choice = { background, textColour: pickTextColour(background) }
  editor.edit('Apply background to all screens', (project) =>
    editScreens(project, canvasSizeId, (screens) =>
      Object.fromEntries(
        Object.entries<Screen>(screens).map(([id, screen]) => [
          id,
          isSameBackground(screen.background, background) ? screen : applyBackgroundChoice(screen, choice),
        ]),
      ),
    ),
  )
}
