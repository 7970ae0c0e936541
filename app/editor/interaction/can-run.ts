import { listOrientations } from '#app/document/catalogue/canvas-sizes.ts'
import { listWholeLayers } from '#app/document/edits/group-elements.ts'
import { listSelected } from '../actions/element-actions.ts'
import type { EditorController } from '../state/editor-controller.ts'
import type { EditorCommand } from './key-table.ts'

type CommandState = {
  selected: number
  /** On the current screen. */
  here: number
  hasGroup: boolean
  isText: boolean
  hasScreen: boolean
  canTurn: boolean
  chosen: number
}

const always = () => true
const selection = ({ selected }: CommandState) => selected > 0
const screen = ({ hasScreen }: CommandState) => hasScreen
const chosen = ({ chosen: count }: CommandState) => count > 0
const three = ({ here }: CommandState) => here > 2

const needs: Readonly<Partial<Record<EditorCommand, (state: CommandState) => boolean>>> = {
  cut: selection,
  copy: selection,
  duplicate: selection,
  delete: selection,
  deselect: selection,
  type: ({ isText, selected }) => isText && selected === 1,
  forward: selection,
  backward: selection,
  front: selection,
  back: selection,
  group: ({ here }) => here > 1,
  ungroup: ({ hasGroup }) => hasGroup,
  lock: selection,
  hide: selection,
  'copy-style': selection,
  'paste-style': selection,
  'align-left': selection,
  'align-centre': selection,
  'align-right': selection,
  'align-top': selection,
  'align-middle': selection,
  'align-bottom': selection,
  'distribute-x': three,
  'distribute-y': three,
  'duplicate-screen': screen,
  'delete-screen': screen,
  'screen-earlier': screen,
  'screen-later': screen,
  'turn-screen': ({ canTurn }) => canTurn,
  'background-everywhere': screen,
  'background-to-chosen': chosen,
  'style-to-chosen': chosen,
}

/** What a project that can only be looked at still allows. */
const reading = new Set<EditorCommand>([
  'copy',
  'copy-style',
  'select-all',
  'select-on-all-screens',
  'deselect',
  'next-screen',
  'previous-screen',
  'zoom-in',
  'zoom-out',
  'zoom-fit',
  'zoom-fit-all',
  'zoom-half',
  'zoom-whole',
  'gaps',
  'preview',
  'export',
  'theme-light',
  'theme-dark',
  'theme-system',
  'show-keys',
])

/** Tells for each command whether it would do something now. */
export function createCanRun(editor: EditorController): (command: EditorCommand) => boolean {
  const { selectedIds, canvasSizeId, chosenScreenIds } = editor.ui.get()
  const current = editor.findCurrentScreen()
  const elements = listSelected(editor)
  const state: CommandState = {
    selected: elements.length,
    here: selectedIds.length,
    hasGroup:
      current !== undefined && listWholeLayers(current, selectedIds).some(({ kind }) => kind === 'group'),
    isText: elements[0]?.type === 'text',
    hasScreen: current !== undefined,
    canTurn: current !== undefined && listOrientations(canvasSizeId).length > 1,
    chosen: chosenScreenIds.length,
  }
  return (command) => (!editor.readOnly || reading.has(command)) && (needs[command] ?? always)(state)
}
