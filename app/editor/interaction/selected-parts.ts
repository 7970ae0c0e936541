import type { ElementsRef } from '#app/document/edits/edit-screen.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import type { Element, Screen } from '#app/document/model/schema.ts'
import { listSelections } from '../actions/element-actions.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { type ArtboardPlace, measureArtboard } from '../state/place-in-row.ts'
import type { StagedScreen } from '../state/stage-state.ts'

/** The selected elements of one screen that are not locked, and where its artboard is in the window. */
export type SelectedPart = ArtboardPlace & {
  readonly ref: ElementsRef
  readonly screen: Screen
  readonly staged: StagedScreen
  readonly elements: ReadonlyArray<{ id: ElementId; element: Element }>
}

/** Screen by screen; measured once, when a gesture starts. */
export function gatherParts(editor: EditorController): readonly SelectedPart[] {
  const project = editor.session.getProject()
  return listSelections(editor).flatMap((selected) => {
    const { canvasSizeId, screenId } = selected
    const screen = project.screensByCanvasSize[canvasSizeId]?.[screenId]
    const staged = editor.stageState.screens.get(screenId)
    if (screen === undefined || staged === undefined) return []
    const elements = selected.elementIds.flatMap((id) => {
      const element = screen.elements[id]
      return element === undefined || element.locked ? [] : [{ id, element }]
    })
    if (elements.length === 0) return []
    const ref = { canvasSizeId, screenId, elementIds: elements.map(({ id }) => id) }
    return [{ ref, screen, staged, elements, ...measureArtboard(staged.artboard) }]
  })
}

/** The outlines of the selection on a screen: they follow a gesture. */
export function listFollowers({ artboard }: StagedScreen): readonly HTMLElement[] {
  return [...artboard.querySelectorAll<HTMLElement>('[data-selection], [data-selection-member]')]
}
