import { pickTextColour } from '#app/document/catalogue/text-colour.ts'
import { applyBackgroundChoice } from '#app/document/edits/apply-background.ts'
import { duplicateScreen } from '#app/document/edits/duplicate-screen.ts'
import { editScreens } from '#app/document/edits/edit-screen.ts'
import { removeScreen } from '#app/document/edits/remove-screen.ts'
import type { ScreenId } from '#app/document/model/ids.ts'
import { orderAfter, orderBefore } from '#app/document/model/order-key.ts'
import type { Project, Screen } from '#app/document/model/schema.ts'
import { designLike } from '#app/document/template-sets/design-like.ts'
import { listOwnedMedia } from '#app/document/template-sets/owned-media.ts'
import { returnFocus } from '#app/ui/use-return-focus.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { listScreenIds } from '../state/use-editor.ts'
import { placeScreen, showScreen } from './screen-actions.ts'

const mint = () => crypto.randomUUID()

/** The current screen and those chosen besides it, in their order. */
export function listChosenScreens({ ui, session }: EditorController): readonly ScreenId[] {
  const { canvasSizeId, screenId, chosenScreenIds } = ui.get()
  const ids = listScreenIds(session.getProject().screensByCanvasSize[canvasSizeId])
  return ids.filter((id) => id === screenId || chosenScreenIds.includes(id))
}

/** The background of the current screen; captions stay legible on it. */
export function backgroundToChosen(editor: EditorController): void {
  const model = editor.findCurrentScreen()
  if (model === undefined) return
  const choice = { background: model.background, textColour: pickTextColour(model.background) }
  editOthers(editor, 'Use background on chosen screens', (screen) => applyBackgroundChoice(screen, choice))
}

/** The design of the current screen; captures and captions stay. */
export function styleToChosen(editor: EditorController): void {
  const model = editor.findCurrentScreen()
  if (model === undefined) return
  editOthers(editor, 'Use design on chosen screens', (screen, screens) =>
    designLike(screen, model, {
      owned: listOwnedMedia(screens),
      borrowed: [],
      mint,
    }),
  )
}

export function deleteChosenScreens(editor: EditorController): void {
  const ids = listChosenScreens(editor)
  const { canvasSizeId } = editor.ui.get()
  editor.edit(ids.length === 1 ? 'Delete screen' : `Delete ${ids.length} screens`, (project) =>
    ids.reduce((draft, screenId) => removeScreen(draft, { canvasSizeId, screenId }), project),
  )
  requestAnimationFrame(() => returnFocus())
}

/** One change; each copy is next to its original, and the last one is shown. */
export function duplicateChosenScreens(editor: EditorController): void {
  const copies = listChosenScreens(editor).map((screenId) => ({ screenId, newScreenId: mint() as ScreenId }))
  const { canvasSizeId } = editor.ui.get()
  editor.edit(copies.length === 1 ? 'Duplicate screen' : `Duplicate ${copies.length} screens`, (project) =>
    copies.reduce((draft, copy) => duplicateScreen(draft, { canvasSizeId, ...copy, mint }), project),
  )
  const last = copies.at(-1)
  if (last !== undefined) showScreen(editor, last.newScreenId)
}

/** One place towards the start (-1) or the end (1); all chosen ones together when it is one of them. */
export function stepChosenScreens(editor: EditorController, screenId: ScreenId, step: -1 | 1): void {
  const { canvasSizeId } = editor.ui.get()
  const ids = listScreenIds(editor.session.getProject().screensByCanvasSize[canvasSizeId])
  const chosen = listChosenScreens(editor)
  const moving = chosen.includes(screenId) ? chosen : [screenId]
  const edge = step < 0 ? moving[0] : moving.at(-1)
  const neighbour = edge === undefined ? undefined : ids[ids.indexOf(edge) + step]
  if (neighbour === undefined) return
  placeChosenScreens(editor, screenId, step < 0 ? { before: neighbour } : { after: neighbour })
}

/** Moves a screen, and with it all chosen ones when it is one of them, next to another screen. */
export function placeChosenScreens(
  editor: EditorController,
  screenId: ScreenId,
  place: { before: ScreenId } | { after: ScreenId },
): void {
  const ids = listChosenScreens(editor)
  const { canvasSizeId } = editor.ui.get()
  if (ids.length < 2 || !ids.includes(screenId)) placeScreen(editor, screenId, place)
  else
    editor.edit(`Move ${ids.length} screens`, (project) =>
      editScreens(project, canvasSizeId, (screens) => moveTogether(screens, ids, place)),
    )
}

type Screens = Readonly<Record<ScreenId, Screen>>

function moveTogether(
  screens: Screens,
  ids: readonly ScreenId[],
  place: { before: ScreenId } | { after: ScreenId },
): Screens {
  const target = 'before' in place ? place.before : place.after
  if (ids.includes(target)) return screens
  const rest = Object.fromEntries(
    Object.entries(screens).filter(([id]) => !ids.includes(id as ScreenId)),
  ) as Record<ScreenId, Screen>
  const inOrder = listScreenIds(rest)
  let previous = 'after' in place ? target : inOrder[inOrder.indexOf(target) - 1]
  let moved: Screens = rest
  for (const id of ids) {
    const screen = screens[id]
    if (screen === undefined) continue
    const order = previous === undefined ? orderBefore(moved, inOrder[0]) : orderAfter(moved, previous)
    moved = { ...moved, [id]: { ...screen, order } }
    previous = id
  }
  return moved
}

function editOthers(
  editor: EditorController,
  label: string,
  edit: (screen: Screen, screens: Screens) => Screen,
): void {
  const { canvasSizeId, screenId } = editor.ui.get()
  const ids = listChosenScreens(editor).filter((id) => id !== screenId)
  editor.edit(label, (project: Project) =>
    editScreens(project, canvasSizeId, (screens) => {
      const next: Record<ScreenId, Screen> = { ...screens }
      for (const id of ids) {
        const screen = screens[id]
        if (screen !== undefined) next[id] = edit(screen, screens)
      }
      return next
    }),
  )
}
