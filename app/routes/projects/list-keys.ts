import type { KeyBinding } from '#app/ui/keyboard/key-binding.ts'

/** The keys of the project list, for its sheet of shortcuts. */
export const listKeys: readonly KeyBinding[] = [
  { command: 'search', keys: ['/'], label: 'Search', group: 'Projects' },
  { command: 'rename', keys: ['F2'], label: 'Rename the project', group: 'Projects' },
  { command: 'delete', keys: ['Delete', 'Backspace'], label: 'Delete the project', group: 'Projects' },
  { command: 'undo', keys: ['mod+Z'], label: 'Bring back what was deleted', group: 'Projects' },
  { command: 'show-keys', keys: ['?'], label: 'These shortcuts', group: 'Projects' },
]
