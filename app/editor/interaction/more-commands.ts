import type { ElementId, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Screen } from '#app/document/model/schema.ts'
import { alignSelection, distributeSelection } from '../actions/arrange-actions.ts'
import { backgroundEverywhere } from '../actions/background-actions.ts'
import {
  backgroundToChosen,
  deleteChosenScreens,
  duplicateChosenScreens,
  stepChosenScreens,
  styleToChosen,
} from '../actions/chosen-screens.ts'
import { groupSelection, toggleOnSelection, ungroupSelection } from '../actions/layer-actions.ts'
import { addScreenAfter, turnScreen } from '../actions/screen-actions.ts'
import { copyStyle, pasteStyle } from '../clipboard/style-clipboard.ts'
import type { EditorController } from '../state/editor-controller.ts'
import type { CommandHost } from './command-host.ts'
import { focusNextPart } from './focus-part.ts'
import type { EditorCommand } from './key-table.ts'

type Run = (editor: EditorController, host: CommandHost) => void

const commands = {
  group: groupSelection,
  ungroup: ungroupSelection,
  'copy-style': copyStyle,
  'paste-style': (editor) => void pasteStyle(editor),
  lock: (editor) => toggleOnSelection(editor, 'locked'),
  hide: (editor) => toggleOnSelection(editor, 'visible'),
  'align-left': (editor) => alignSelection(editor, 'left'),
  'align-centre': (editor) => alignSelection(editor, 'centre'),
  'align-right': (editor) => alignSelection(editor, 'right'),
  'align-top': (editor) => alignSelection(editor, 'top'),
  'align-middle': (editor) => alignSelection(editor, 'middle'),
  'align-bottom': (editor) => alignSelection(editor, 'bottom'),
  'distribute-x': (editor) => distributeSelection(editor, 'x'),
  'distribute-y': (editor) => distributeSelection(editor, 'y'),
  'select-several': ({ stageState }) => stageState.picksSeveral.set(!stageState.picksSeveral.get()),
  'select-on-all-screens': selectOnAllScreens,
  'zoom-half': ({ stageState }) => stageState.zoomBy(0.5 / stageState.scale.get()),
  'zoom-whole': ({ stageState }) => stageState.zoomBy(1 / stageState.scale.get()),
  gaps: (editor) => editor.setGap(editor.ui.get().gapPx > 0 ? 0 : 24),
  'add-screen': (editor) => addScreenAfter(editor, editor.ui.get().screenId),
  'duplicate-screen': duplicateChosenScreens,
  'delete-screen': deleteChosenScreens,
  'screen-earlier': (editor) => moveScreen(editor, -1),
  'screen-later': (editor) => moveScreen(editor, 1),
  'turn-screen': turnScreen,
  'next-part': () => focusNextPart(1),
  'previous-part': () => focusNextPart(-1),
  'background-everywhere': (editor) => {
    const screen = editor.findCurrentScreen()
    if (screen !== undefined) backgroundEverywhere(editor, screen.background)
  },
  'background-to-chosen': backgroundToChosen,
  'style-to-chosen': styleToChosen,
  'theme-light': (_, host) => host.setTheme('light'),
  'theme-dark': (_, host) => host.setTheme('dark'),
  'theme-system': (_, host) => host.setTheme('auto'),
} satisfies Readonly<Partial<Record<EditorCommand, Run>>>

/** The commands that `runCommand` does not handle itself: one that nobody handles does not compile there. */
export type MoreCommand = keyof typeof commands

export function runMoreCommand(editor: EditorController, command: MoreCommand, host: CommandHost): void {
  const run: Run = commands[command]
  run(editor, host)
}

function moveScreen(editor: EditorController, step: -1 | 1): void {
  const { screenId } = editor.ui.get()
  if (screenId !== undefined) stepChosenScreens(editor, screenId, step)
}

function selectOnAllScreens(editor: EditorController): void {
  const { canvasSizeId, screenId } = editor.ui.get()
  const rows = listOrdered<ScreenId, Screen>(editor.session.getProject().screensByCanvasSize[canvasSizeId])
    .map(({ id, item }) => ({ screenId: id, elementIds: listFree(item) }))
    .filter(({ elementIds }) => elementIds.length > 0)
  const home = rows.find((row) => row.screenId === screenId) ?? rows[0]
  if (home === undefined) return
  editor.selectElements(
    home.screenId,
    home.elementIds,
    rows.filter((row) => row !== home),
  )
}

const listFree = ({ elements }: Screen): readonly ElementId[] =>
  listOrdered<ElementId, Element>(elements)
    .filter(({ item }) => item.visible && !item.locked)
    .map(({ id }) => id)
