import type { CanvasSizeId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { isTemplateId } from '#app/document/model/template-id.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { measureTallest } from '../state/measure-tallest.ts'

export type DesignScreens = (before: Project, after: Project, canvasSizeId: CanvasSizeId) => Project

const unchanged: DesignScreens = (_before, after) => after

/**
 * The template that gave the project its design, for captures that have just been placed. Without one, or where it
 * cannot be fetched, new screens copy their neighbour's style.
 */
export async function loadDesign(editor: EditorController): Promise<DesignScreens> {
  const remembered = editor.session.getProject().templateSet
  if (remembered === undefined) return unchanged
  const loaded = await Promise.all([
    import('#app/document/template-sets/apply-template.ts'),
    import('#app/document/template-sets/list-new-screens.ts'),
    isTemplateId(remembered.id) ? editor.templates?.load(remembered.id as Project['id']) : undefined,
  ]).catch((error: unknown) => {
    console.warn('The template of this project could not be fetched.', error)
    return undefined
  })
  if (loaded === undefined) return unchanged
  const [{ applyTemplate }, { listNewScreens }, own] = loaded
  return (before, after, canvasSizeId) => {
    const screenIds = listNewScreens({ before, after }, canvasSizeId)
    if (screenIds.length === 0) return after
    return applyTemplate(
      after,
      { ...remembered, own },
      {
        only: { canvasSizeId, screenIds },
        mint: () => crypto.randomUUID(),
        measureHeight: (text) => measureTallest(editor, text),
      },
    )
  }
}
