import { createKeyReader, type KeyBinding } from '#app/ui/keyboard/key-binding.ts'
import type { GridMove } from './grid-selection.ts'

export type GridCommand =
  | 'undo'
  | 'redo'
  | 'edit'
  | 'clear'
  | 'select-all'
  | 'next'
  | 'previous'
  | 'find'
  | 'narrow'
  | 'copy'
  | 'cut'
  | 'paste'
  | 'type'
  | 'extend'
  | 'new-line'

/** The keys of the table while a cell is selected and not typed in; the sheet of shortcuts shows them. */
export const gridKeyTable: readonly KeyBinding<GridCommand>[] = [
  { command: 'edit', keys: ['Enter', 'F2'], label: 'Type in the cell', group: 'Cells' },
  {
    command: 'type',
    keys: ['A'],
    label: 'Any letter: replace the text',
    group: 'Cells',
    servedElsewhere: true,
  },
  {
    command: 'new-line',
    keys: ['alt+Enter'],
    label: 'A new line in the text',
    group: 'Cells',
    servedElsewhere: true,
  },
  {
    command: 'narrow',
    keys: ['Escape'],
    label: 'Put the text back; then Tab leaves the table',
    group: 'Cells',
  },
  { command: 'clear', keys: ['Delete', 'Backspace'], label: 'Empty the selected cells', group: 'Cells' },
  { command: 'next', keys: ['Tab'], label: 'Next cell', group: 'Cells' },
  { command: 'previous', keys: ['shift+Tab'], label: 'Previous cell', group: 'Cells' },
  {
    command: 'extend',
    keys: ['shift+ArrowDown'],
    label: 'Select a range',
    group: 'Cells',
    servedElsewhere: true,
  },
  { command: 'select-all', keys: ['mod+A'], label: 'Select every cell', group: 'Cells' },
  {
    command: 'copy',
    keys: ['mod+C'],
    label: 'Copy cells for a spreadsheet',
    group: 'Edit',
    servedElsewhere: true,
  },
  { command: 'cut', keys: ['mod+X'], label: 'Cut cells', group: 'Edit', servedElsewhere: true },
  {
    command: 'paste',
    keys: ['mod+V'],
    label: 'Paste cells of a spreadsheet',
    group: 'Edit',
    servedElsewhere: true,
  },
  { command: 'undo', keys: ['mod+Z'], label: 'Undo', group: 'Edit' },
  { command: 'redo', keys: ['mod+shift+Z', 'mod+Y'], label: 'Redo', group: 'Edit' },
  { command: 'find', keys: ['mod+F'], label: 'Find and replace', group: 'Edit' },
]

export const readGridKey = createKeyReader(gridKeyTable)

type PressedArrow = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

const pageRows = 8

/** Where an arrow, Home, End or a page key leads; `undefined` for any other key. */
export function readGridMove(event: PressedArrow): GridMove | undefined {
  if (event.altKey) return undefined
  const isFar = event.ctrlKey || event.metaKey
  const move = findMove(event.key, isFar)
  return move === undefined ? undefined : { ...move, extends: event.shiftKey }
}

function findMove(key: string, isFar: boolean): GridMove | undefined {
  switch (key) {
    case 'ArrowUp':
      return { to: isFar ? 'top' : 'up' }
    case 'ArrowDown':
      return { to: isFar ? 'bottom' : 'down' }
    case 'ArrowLeft':
      return { to: isFar ? 'row-start' : 'left' }
    case 'ArrowRight':
      return { to: isFar ? 'row-end' : 'right' }
    case 'Home':
      return { to: isFar ? 'start' : 'row-start' }
    case 'End':
      return { to: isFar ? 'end' : 'row-end' }
    case 'PageUp':
      return { to: 'up', by: pageRows }
    case 'PageDown':
      return { to: 'down', by: pageRows }
    default:
      return undefined
  }
}
