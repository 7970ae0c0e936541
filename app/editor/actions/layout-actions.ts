import { editScreens } from '#app/document/edits/edit-screen.ts'
import { applyLayoutInRow } from '#app/document/layouts/apply-layout-in-row.ts'
import type { Layout } from '#app/document/layouts/layout.ts'
import { getLocaleDirection } from '#app/document/model/locale-direction.ts'
import type { TextElement } from '#app/document/model/schema.ts'
import { getFallbackLocale } from '#app/render/project-locales.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { measureTallest } from '../state/measure-tallest.ts'

/** Lays the current screen out anew; places without a capture take those of the screens that follow. */
export function chooseLayout(editor: EditorController, layout: Layout): void {
  const { canvasSizeId, screenId } = editor.ui.get()
  if (screenId === undefined) return
  editor.edit(`Apply layout “${layout.name}”`, (project) =>
    editScreens(project, canvasSizeId, (screens) => {
      const context = {
        canvasSizeId,
        mint: () => crypto.randomUUID(),
        measureHeight: (text: TextElement) => measureTallest(editor, text),
        isFromRight: getLocaleDirection(getFallbackLocale(project)) === 'rtl',
      }
      return applyLayoutInRow(screens, { screenId, layout }, context)
    }),
  )
}
