import { createKeyReader, type KeyBinding } from '#app/ui/keyboard/key-binding.ts'

export type EditorCommand =
  | 'palette'
  | 'group'
  | 'ungroup'
  | 'copy-style'
  | 'paste-style'
  | 'lock'
  | 'hide'
  | 'context-menu'
  | 'align-left'
  | 'align-centre'
  | 'align-right'
  | 'align-top'
  | 'align-middle'
  | 'align-bottom'
  | 'distribute-x'
  | 'distribute-y'
  | 'select-on-all-screens'
  | 'select-several'
  | 'add-screen'
  | 'duplicate-screen'
  | 'delete-screen'
  | 'screen-earlier'
  | 'screen-later'
  | 'turn-screen'
  | 'background-everywhere'
  | 'background-to-chosen'
  | 'style-to-chosen'
  | 'zoom-fit-all'
  | 'zoom-half'
  | 'zoom-whole'
  | 'gaps'
  | 'preview'
  | 'export'
  | 'theme-light'
  | 'theme-dark'
  | 'theme-system'
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
  | 'next-part'
  | 'previous-part'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-fit'
  | 'pan'
  | 'show-keys'

type Binding = KeyBinding<EditorCommand>

const edit: readonly Binding[] = [
  { command: 'palette', keys: ['mod+K'], label: 'Find a command, layer, device …', group: 'Edit' },
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
  { command: 'copy-style', keys: ['mod+alt+C'], label: 'Copy style', group: 'Edit' },
  { command: 'paste-style', keys: ['mod+alt+V'], label: 'Paste style', group: 'Edit' },
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
  { command: 'group', keys: ['mod+G'], label: 'Group', group: 'Elements' },
  { command: 'ungroup', keys: ['mod+shift+G'], label: 'Ungroup', group: 'Elements' },
  { command: 'lock', keys: ['mod+shift+L'], label: 'Lock or unlock', group: 'Elements' },
  { command: 'hide', keys: ['mod+shift+H'], label: 'Hide or show', group: 'Elements' },
  {
    command: 'context-menu',
    keys: ['shift+F10'],
    label: 'Menu of what has the focus (also right click, long press)',
    group: 'Elements',
    servedElsewhere: true,
  },
  { command: 'align-left', keys: [], label: 'Align left', group: 'Elements' },
  { command: 'align-centre', keys: [], label: 'Align centre', group: 'Elements' },
  { command: 'align-right', keys: [], label: 'Align right', group: 'Elements' },
  { command: 'align-top', keys: [], label: 'Align top', group: 'Elements' },
  { command: 'align-middle', keys: [], label: 'Align middle', group: 'Elements' },
  { command: 'align-bottom', keys: [], label: 'Align bottom', group: 'Elements' },
  { command: 'distribute-x', keys: [], label: 'Distribute horizontally', group: 'Elements' },
  { command: 'distribute-y', keys: [], label: 'Distribute vertically', group: 'Elements' },
  { command: 'select-several', keys: [], label: 'Select several: each tap adds', group: 'Elements' },
  {
    command: 'select-on-all-screens',
    keys: [],
    label: 'Select everything on all screens',
    group: 'Elements',
  },
]

const view: readonly Binding[] = [
  { command: 'next-screen', keys: ['PageDown'], label: 'Next screen', group: 'Screens and view' },
  { command: 'previous-screen', keys: ['PageUp'], label: 'Previous screen', group: 'Screens and view' },
  { command: 'next-part', keys: ['F6'], label: 'Next part: bar, panels, stage …', group: 'Screens and view' },
  { command: 'previous-part', keys: ['shift+F6'], label: 'Previous part', group: 'Screens and view' },
  {
    command: 'zoom-in',
    keys: ['+', '=', 'mod++', 'mod+='],
    label: 'Zoom in',
    group: 'Screens and view',
  },
  { command: 'zoom-out', keys: ['-', '_', 'mod+-'], label: 'Zoom out', group: 'Screens and view' },
  { command: 'zoom-fit', keys: ['0', 'mod+0'], label: 'Fit', group: 'Screens and view' },
  { command: 'zoom-fit-all', keys: ['1'], label: 'Fit all screens', group: 'Screens and view' },
  { command: 'zoom-half', keys: [], label: 'Zoom to 50 %', group: 'Screens and view' },
  { command: 'zoom-whole', keys: [], label: 'Zoom to 100 %', group: 'Screens and view' },
  { command: 'gaps', keys: [], label: 'Gaps between screens on or off', group: 'Screens and view' },
  { command: 'add-screen', keys: [], label: 'Add screen', group: 'Screens and view' },
  { command: 'duplicate-screen', keys: [], label: 'Duplicate screen', group: 'Screens and view' },
  { command: 'delete-screen', keys: [], label: 'Delete screen', group: 'Screens and view' },
  { command: 'screen-earlier', keys: [], label: 'Move screen towards the start', group: 'Screens and view' },
  { command: 'screen-later', keys: [], label: 'Move screen towards the end', group: 'Screens and view' },
  { command: 'turn-screen', keys: [], label: 'Turn screen', group: 'Screens and view' },
  {
    command: 'background-everywhere',
    keys: [],
    label: 'Use this background on all screens',
    group: 'Screens and view',
  },
  {
    command: 'background-to-chosen',
    keys: [],
    label: 'Use this background on the chosen screens',
    group: 'Screens and view',
  },
  {
    command: 'style-to-chosen',
    keys: [],
    label: 'Use this design on the chosen screens',
    group: 'Screens and view',
  },
  { command: 'preview', keys: [], label: 'Preview as in the store', group: 'Screens and view' },
  { command: 'export', keys: [], label: 'Export', group: 'Screens and view' },
  { command: 'theme-light', keys: [], label: 'Theme: light', group: 'Screens and view' },
  { command: 'theme-dark', keys: [], label: 'Theme: dark', group: 'Screens and view' },
  { command: 'theme-system', keys: [], label: 'Theme: as the system', group: 'Screens and view' },
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

/** Every key of the editor, once: `readShortcut` binds them; tooltips (`findKeys`), menus and the sheet of shortcuts show them. */
export const keyTable: readonly Binding[] = [...edit, ...select, ...view, ...lists]

/**
 * The command of a key on the stage. Arrow keys are in `planNudge`; cut, copy and paste are the browser's own events.
 */
export const readShortcut = createKeyReader(keyTable)
