import { type KeyboardEvent, useRef } from 'react'
import { redo, undo } from '../actions/history-actions.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { useEditor } from '../state/use-editor.ts'
import { type GridCommand, readGridKey, readGridMove } from './grid-keys.ts'
import { listPlaces, planMove, planTab, selectCell } from './grid-selection.ts'
import type { CaptionTable } from './use-caption-table.ts'

/** Keys of the grid. Those of an input method never arrive here (`app/ui/keyboard/guard-composition.ts`). */
export function useGridKeys(table: CaptionTable, onFind: () => void) {
  const editor = useEditor()
  /** After Escape, Tab leaves the grid: else the keyboard would have to pass every cell. */
  const leaves = useRef(false)
  return (event: KeyboardEvent<HTMLElement>) => {
    if (table.captions.length === 0) return
    const isDone = table.editing === undefined ? navigate(event) : type(event)
    if (isDone) event.preventDefault()
  }

  function navigate(event: KeyboardEvent): boolean {
    const move = readGridMove(event)
    if (move !== undefined) {
      table.select(planMove(table.selection, move, table.size))
      return true
    }
    const command = readGridKey(event.nativeEvent)
    if (leaves.current && (command === 'next' || command === 'previous')) return false
    leaves.current = command === 'narrow'
    return command === undefined ? false : runCommand(command, { table, editor, onFind })
  }

  /** While a text is typed the arrows belong to it. */
  function type(event: KeyboardEvent): boolean {
    const { key, altKey, ctrlKey, metaKey, shiftKey, target } = event
    if (key === 'Escape') {
      table.cancelEditing()
      return true
    }
    if (key === 'Tab') return moveOn(shiftKey ? -1 : 1)
    if (key !== 'Enter') return false
    if (table.editing?.isByTouch === true) return false
    if (altKey || ctrlKey || metaKey) {
      if (target instanceof HTMLTextAreaElement) insertLine(target)
      return true
    }
    table.select(planMove(selectCell(table.selection.focus), { to: shiftKey ? 'up' : 'down' }, table.size))
    return true
  }

  function moveOn(by: 1 | -1): boolean {
    const next = planTab(table.selection, by, table.size)
    if (next === undefined) return false
    table.select(next)
    return true
  }

  function insertLine(field: HTMLTextAreaElement): void {
    field.setRangeText('\n', field.selectionStart, field.selectionEnd, 'end')
    table.setDraft(field.value)
  }
}

type Context = { table: CaptionTable; editor: EditorController; onFind: () => void }

/** `false`: the browser's own default applies. */
function runCommand(command: GridCommand, { table, editor, onFind }: Context): boolean {
  const { selection, range, size } = table
  switch (command) {
    case 'edit':
      table.startEditing()
      return true
    case 'clear':
      table.write(
        'Empty captions',
        listPlaces(range).map((place) => ({ ...place, text: '' })),
      )
      return true
    case 'select-all':
      table.select({
        anchor: { row: 0, column: 0 },
        focus: { row: size.rows - 1, column: size.columns - 1 },
      })
      return true
    case 'next':
    case 'previous': {
      const next = planTab(selection, command === 'next' ? 1 : -1, size)
      if (next === undefined) return false
      table.select(next)
      return true
    }
    case 'narrow':
      table.select(selectCell(selection.focus))
      return true
    case 'undo':
      undo(editor)
      return true
    case 'redo':
      redo(editor)
      return true
    case 'find':
      onFind()
      return true
    default:
      return false
  }
}
