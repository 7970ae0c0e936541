import type { KeyBinding } from '#app/ui/keyboard/key-binding.ts'

/** The keys of the media page, for its sheet of shortcuts. */
export const mediaKeys: readonly KeyBinding[] = [
  { command: 'search', keys: ['/'], label: 'Search', group: 'Media' },
  {
    command: 'step',
    keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'],
    label: 'Go from file to file',
    group: 'Media',
  },
  { command: 'open', keys: ['Enter'], label: 'Look at the file', group: 'Media' },
  { command: 'select', keys: ['Space'], label: 'Select the file', group: 'Media' },
  { command: 'select-all', keys: ['mod+A'], label: 'Select all files', group: 'Media' },
  { command: 'clear', keys: ['Escape'], label: 'Select nothing', group: 'Media' },
  { command: 'rename', keys: ['F2'], label: 'Rename the file', group: 'Media' },
  { command: 'delete', keys: ['Delete', 'Backspace'], label: 'Delete', group: 'Media' },
  { command: 'show-keys', keys: ['?'], label: 'These shortcuts', group: 'Media' },
]
