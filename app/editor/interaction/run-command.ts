import { notifications } from '@mantine/notifications'
import type { ElementId } from '#app/document/model/ids.ts'
import { deleteSelection, duplicateSelection, selectAll } from '../actions/element-actions.ts'
import { redo, undo } from '../actions/history-actions.ts'
import { reorderSelection } from '../actions/layer-actions.ts'
import { selectNeighbourScreen } from '../actions/screen-actions.ts'
import type { EditorController } from '../state/editor-controller.ts'
import type { CommandHost } from './command-host.ts'
import type { EditorCommand } from './key-table.ts'
import type { MoreCommand } from './more-commands.ts'

/** `false`: nothing was done, so the browser's default applies to the key. */
export function runCommand(editor: EditorController, command: EditorCommand, host: CommandHost): boolean {
  const { ui, stageState } = editor
  const { selectedIds, screenId } = ui.get()
  switch (command) {
    case 'undo':
      undo(editor)
      return true
    case 'redo':
      redo(editor)
      return true
    case 'select-all':
      selectAll(editor)
      return true
    case 'zoom-in':
      stageState.zoomBy(1.25)
      return true
    case 'zoom-out':
      stageState.zoomBy(0.8)
      return true
    case 'zoom-fit':
      stageState.fit()
      return true
    case 'zoom-fit-all':
      stageState.fitAll()
      return true
    case 'next-screen':
      selectNeighbourScreen(editor, 1)
      return true
    case 'previous-screen':
      selectNeighbourScreen(editor, -1)
      return true
    case 'show-keys':
      host.showKeys()
      return true
    case 'palette':
      host.showPalette()
      return true
    case 'preview':
      host.showPreview()
      return true
    case 'export':
      host.showExport()
      return true
    case 'deselect':
      if (selectedIds.length === 0 || screenId === undefined) return false
      editor.selectElements(screenId, [])
      return true
    case 'delete':
    case 'duplicate':
    case 'type':
    case 'forward':
    case 'backward':
    case 'front':
    case 'back':
      return runOnSelection(editor, command, selectedIds)
    default:
      return isServedElsewhere(command) ? false : runMore(editor, command, host)
  }
}

const servedElsewhere = {
  save: true,
  cut: true,
  copy: true,
  paste: true,
  nudge: true,
  'nudge-far': true,
  'context-menu': true,
  pan: true,
  rename: true,
  'move-in-list': true,
} satisfies Partial<Record<EditorCommand, true>>

/** By an event of the browser, by `useShortcuts` itself or by what has the focus. */
const isServedElsewhere = (command: EditorCommand): command is keyof typeof servedElsewhere =>
  command in servedElsewhere

function runOnSelection(
  editor: EditorController,
  command: 'delete' | 'duplicate' | 'type' | 'forward' | 'backward' | 'front' | 'back',
  selectedIds: readonly ElementId[],
): boolean {
  const isNothing = selectedIds.length === 0
  switch (command) {
    case 'delete':
      if (!isNothing) deleteSelection(editor)
      return !isNothing
    case 'duplicate':
      if (!isNothing) duplicateSelection(editor)
      return !isNothing
    case 'type': {
      const screen = editor.findCurrentScreen()
      const [id] = selectedIds
      const element = id === undefined ? undefined : screen?.elements[id]
      if (screen === undefined || id === undefined || element?.type !== 'text' || element.locked) return false
      editor.startTyping(screen.id, id)
      return true
    }
    case 'forward':
    case 'backward':
    case 'front':
    case 'back':
      if (!isNothing) reorderSelection(editor, command)
      return !isNothing
  }
}

/** Rarer commands are fetched when the first of them is used. */
function runMore(editor: EditorController, command: MoreCommand, host: CommandHost): boolean {
  import('./more-commands.ts').then(
    ({ runMoreCommand }) => runMoreCommand(editor, command, host),
    (error: unknown) => {
      console.warn('A command could not be fetched.', error)
      notifications.show({
        id: 'part-missing',
        color: 'red',
        message: 'This command could not be fetched: the server cannot be reached. Your work is saved.',
      })
    },
  )
  return true
}
