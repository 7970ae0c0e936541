import { createKeyReader, type KeyBinding } from '#app/ui/keyboard/key-binding.ts'

export type EditorCommand =
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'duplicate'
  | 'delete'
  | 'save'
  | 'select-all'
  | 'deselect'
  | 'type'
  | 'nudge'
  | 'nudge-far'
  | 'forward'
  | 'backward'
  | 'front'
  | 'back'
  | 'rename'
  | 'move-in-list'
  | 'next-screen'
  | 'previous-screen'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-fit'
  | 'pan'
  | 'show-keys'

type Binding = KeyBinding<EditorCommand>

const edit: readonly Binding[] = [
  { command: 'undo', keys: ['mod+Z'], label: 'Undo', group: 'Edit' },
  { command: 'redo', keys: ['mod+shift+Z', 'mod+Y'], label: 'Redo', group: 'Edit' },
  { command: 'cut', keys: ['mod+X'], label: 'Cut', group: 'Edit', servedElsewhere: true },
  { command: 'copy', keys: ['mod+C'], label: 'Copy', group: 'Edit', servedElsewhere: true },
  {
    command: 'paste',
    keys: ['mod+V'],
    label: 'Paste elements, text or captures',
    group: 'Edit',
    servedElsewhere: true,
  },
  { command: 'duplicate', keys: ['mod+D'], label: 'Duplicate', group: 'Edit' },
  { command: 'delete', keys: ['Delete', 'Backspace'], label: 'Delete', group: 'Edit' },
  { command: 'save', keys: ['mod+S'], label: 'Save (everything is saved as you work)', group: 'Edit' },
]

const select: readonly Binding[] = [
  { command: 'select-all', keys: ['mod+A'], label: 'Select everything on the screen', group: 'Elements' },
  {
    command: 'deselect',
    keys: ['Escape'],
    label: 'Select nothing; put back what is being dragged',
    group: 'Elements',
  },
  { command: 'type', keys: ['Enter'], label: 'Type in the selected text', group: 'Elements' },
  {
    command: 'nudge',
    keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
    label: 'Move by a pixel',
    group: 'Elements',
    servedElsewhere: true,
  },
  {
    command: 'nudge-far',
    keys: ['shift+ArrowLeft', 'shift+ArrowRight', 'shift+ArrowUp', 'shift+ArrowDown'],
    label: 'Move by ten pixels',
    group: 'Elements',
    servedElsewhere: true,
  },
  { command: 'forward', keys: [']'], label: 'Bring forward', group: 'Elements' },
  { command: 'backward', keys: ['['], label: 'Send backward', group: 'Elements' },
  { command: 'front', keys: ['}'], label: 'Bring to the front', group: 'Elements' },
  { command: 'back', keys: ['{'], label: 'Send to the back', group: 'Elements' },
]

const view: readonly Binding[] = [
  { command: 'next-screen', keys: ['PageDown'], label: 'Next screen', group: 'Screens and view' },
  { command: 'previous-screen', keys: ['PageUp'], label: 'Previous screen', group: 'Screens and view' },
  {
    command: 'zoom-in',
    keys: ['+', '=', 'mod++', 'mod+='],
    label: 'Zoom in',
    group: 'Screens and view',
  },
  { command: 'zoom-out', keys: ['-', '_', 'mod+-'], label: 'Zoom out', group: 'Screens and view' },
  { command: 'zoom-fit', keys: ['0', 'mod+0'], label: 'Fit', group: 'Screens and view' },
  {
    command: 'pan',
    keys: ['Space'],
    label: 'Hold and drag: move the view',
    group: 'Screens and view',
    servedElsewhere: true,
  },
  { command: 'show-keys', keys: ['?'], label: 'These shortcuts', group: 'Screens and view' },
]

const lists: readonly Binding[] = [
  { command: 'rename', keys: ['F2'], label: 'Rename', group: 'In the layer list', servedElsewhere: true },
  {
    command: 'move-in-list',
    keys: ['alt+ArrowUp', 'alt+ArrowDown'],
    label: 'Move a layer or a screen',
    group: 'In the layer list',
    servedElsewhere: true,
  },
]

/** Every key of the editor, once: `readShortcut` binds them, tooltips and the sheet of shortcuts show them. */
export const keyTable: readonly Binding[] = [...edit, ...select, ...view, ...lists]

/**
 * The command of a key on the stage. Arrow keys are in `planNudge`; cut, copy and paste are the browser's own events.
 */
export const readShortcut = createKeyReader(keyTable)
