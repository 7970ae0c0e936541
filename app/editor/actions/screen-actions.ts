import { listOrientations } from '#app/document/catalogue/canvas-sizes.ts'
import { addScreen } from '#app/document/edits/add-screen.ts'
import { duplicateScreen } from '#app/document/edits/duplicate-screen.ts'
import { moveScreen } from '#app/document/edits/move-screen.ts'
import { removeScreen } from '#app/document/edits/remove-screen.ts'
import { setOrientation } from '#app/document/edits/set-screen.ts'
import type { ScreenId } from '#app/document/model/ids.ts'
import type { Orientation } from '#app/document/model/schema.ts'
import { returnFocus } from '#app/ui/use-return-focus.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { measureTallest } from '../state/measure-tallest.ts'
import { listScreenIds } from '../state/use-editor.ts'

const mint = () => crypto.randomUUID()

export function addScreenAfter(
  editor: EditorController,
  afterScreenId: ScreenId | undefined,
  orientation?: Orientation,
): void {
  const { canvasSizeId, locale } = editor.ui.get()
  const screenId = mint() as ScreenId
  editor.edit('Add screen', (project) =>
    addScreen(project, {
      canvasSizeId,
      screenId,
      locale,
      mint,
      ...(afterScreenId === undefined ? {} : { afterScreenId }),
      ...(orientation === undefined ? {} : { orientation }),
    }),
  )
  showScreen(editor, screenId)
}

export function duplicateScreenById(editor: EditorController, screenId: ScreenId): void {
  const { canvasSizeId } = editor.ui.get()
  const newScreenId = mint() as ScreenId
  editor.edit('Duplicate screen', (project) =>
    duplicateScreen(project, { canvasSizeId, screenId, newScreenId, mint }),
  )
  showScreen(editor, newScreenId)
}

export function deleteScreen(editor: EditorController, screenId: ScreenId): void {
  const { canvasSizeId } = editor.ui.get()
  editor.edit('Delete screen', (project) => removeScreen(project, { canvasSizeId, screenId }))
  requestAnimationFrame(() => returnFocus())
}

/** Between portrait and landscape, where the size takes both. */
export function turnScreen(editor: EditorController): void {
  const { canvasSizeId } = editor.ui.get()
  const screen = editor.findCurrentScreen()
  if (screen === undefined) return
  const orientation = screen.orientation === 'portrait' ? 'landscape' : 'portrait'
  if (!listOrientations(canvasSizeId).includes(orientation)) return
  editor.edit(`Turn screen to ${orientation}`, (project) =>
    setOrientation(project, {
      canvasSizeId,
      screenId: screen.id,
      orientation,
      measureHeight: (text) => measureTallest(editor, text),
    }),
  )
}

export function placeScreen(
  editor: EditorController,
  screenId: ScreenId,
  place: { before?: ScreenId; after?: ScreenId },
): void {
  const { canvasSizeId } = editor.ui.get()
  const { before, after } = place
  const target = before !== undefined ? { before } : after !== undefined ? { after } : undefined
  if (target === undefined) return
  editor.edit('Move screen', (project) => moveScreen(project, { canvasSizeId, screenId, ...target }))
}

export function selectNeighbourScreen(editor: EditorController, step: -1 | 1): void {
  const ids = listScreens(editor)
  const { screenId } = editor.ui.get()
  const next = ids[screenId === undefined ? 0 : ids.indexOf(screenId) + step]
  if (next === undefined) return
  const { activeElement } = document
  showScreen(editor, next)
  // Moves the focus along: on the old screen, the next arrow or Tab would jump back.
  if (activeElement?.closest('[data-stage]') !== null)
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>('[data-focus-home]')?.focus({ preventScroll: true }),
    )
}

/** Makes it current and scrolls it into view, once React has rendered it. */
export function showScreen(editor: EditorController, screenId: ScreenId): void {
  editor.selectScreen(screenId)
  requestAnimationFrame(() => editor.stageState.reveal(screenId))
}

function listScreens({ session, ui }: EditorController): readonly ScreenId[] {
  return listScreenIds(session.getProject().screensByCanvasSize[ui.get().canvasSizeId])
}
